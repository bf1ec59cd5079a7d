import {
  isSealedBy,
  seal,
  type SealingKey,
  unseal,
} from "../domain/sealed_text.ts";

/** The keys of stored credentials: the first seals, each opens. */
export type CredentialKeys = readonly SealingKey[];

/** What a line needs to be believed and to speak: the first token is used, all are accepted. */
export interface LineCredentials {
  authTokens: readonly string[];
}

/** Whose credentials they are: sealed for one line's account, they open for no other. */
interface Owner {
  id: number;
  accountSid: string;
}

/** Seals a line's credentials by the first key. `iv`: see {@link seal}. */
export async function sealCredentials(
  credentials: LineCredentials,
  owner: Owner,
  { keys, iv }: { keys: CredentialKeys; iv: Uint8Array<ArrayBuffer> },
): Promise<string> {
  const text = JSON.stringify({ authTokens: credentials.authTokens });
  return await seal(text, keys[0]!, { boundTo: placeOf(owner), iv });
}

/** Opens a line's credentials; `null` when no key does. */
export async function openCredentials(
  sealed: string,
  owner: Owner,
  { keys }: { keys: CredentialKeys },
): Promise<LineCredentials | null> {
  const text = await unseal(sealed, keys, { boundTo: placeOf(owner) });
  return text === null ? null : JSON.parse(text);
}

/** Whether they are sealed by the key that is used now. */
export function isSealedAnew(sealed: string, keys: CredentialKeys): boolean {
  return isSealedBy(sealed, keys[0]!);
}

function placeOf({ id, accountSid }: Owner): string {
  return `line ${id} of ${accountSid}`;
}

import { exchangeCredentials, readLines } from "../store/lines.ts";
import type { Sql } from "../store/sql.ts";
import {
  type CredentialKeys,
  isSealedAnew,
  openCredentials,
  sealCredentials,
} from "./line_credentials.ts";

/**
 * Seals by the first key what an older one had sealed, so that the older can be retired. Answers
 * the lines whose credentials no key opens. Several processes may do so at once: of each line the
 * first one's result stays.
 */
export async function resealCredentials(
  sql: Sql,
  keys: CredentialKeys,
  { freshIv }: { freshIv(): Uint8Array<ArrayBuffer> },
): Promise<number[]> {
  const unopened: number[] = [];
  for (const line of await readLines(sql)) {
    const sealed = line.credentials;
    if (sealed === null) continue;
    const opened = await openCredentials(sealed, line, { keys });
    if (opened === null) unopened.push(line.id);
    if (opened === null || isSealedAnew(sealed, keys)) continue;
    const anew = await sealCredentials(opened, line, { keys, iv: freshIv() });
    await exchangeCredentials(sql, line.id, { from: sealed, to: anew });
  }
  return unopened;
}

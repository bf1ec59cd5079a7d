import {
  isSealedBy,
  seal,
  type SealingKey,
  unseal,
} from "../domain/sealed_text.ts";
import { addSidKey, exchangeSidKey, readSidKeys } from "../store/sid_keys.ts";
import type { Sql } from "../store/sql.ts";

const PLACE = "key of erased sids";

/**
 * Opens the keys by which erased SIDs are recognised: the newest first, made when there is none. What
 * an older key of `ENCRYPTION_KEY` had sealed is sealed by the first, so that the older can be retired.
 * `unopened`: how many no key opens; what was erased under those is not recognised.
 */
export async function openSidKeys(
  sql: Sql,
  keys: readonly SealingKey[],
  { freshKey, freshIv }: {
    /** 32 bytes of chance. */
    freshKey(): Uint8Array;
    freshIv(): Uint8Array<ArrayBuffer>;
  },
): Promise<{ sidKeys: Uint8Array[]; unopened: number }> {
  const found = await openAll(sql, keys, freshIv);
  if (found.sidKeys.length > 0) return found;
  const sealed = await seal(freshKey().toHex(), keys[0]!, {
    boundTo: PLACE,
    iv: freshIv(),
  });
  await sql.begin((tx) => addSidKey(tx, sealed, { after: found.newest }));
  return await openAll(sql, keys, freshIv);
}

async function openAll(
  sql: Sql,
  keys: readonly SealingKey[],
  freshIv: () => Uint8Array<ArrayBuffer>,
) {
  const rows = await readSidKeys(sql);
  const sidKeys: Uint8Array[] = [];
  for (const { id, sealed } of rows) {
    const text = await unseal(sealed, keys, { boundTo: PLACE });
    if (text === null) continue;
    sidKeys.push(Uint8Array.fromHex(text));
    if (isSealedBy(sealed, keys[0]!)) continue;
    const anew = await seal(text, keys[0]!, { boundTo: PLACE, iv: freshIv() });
    await exchangeSidKey(sql, id, { from: sealed, to: anew });
  }
  return {
    sidKeys,
    unopened: rows.length - sidKeys.length,
    newest: rows[0]?.id ?? 0,
  };
}

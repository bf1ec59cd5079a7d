import type { Sql, Tx } from "./sql.ts";

/** The sealed keys of erased SIDs, the newest first. */
export async function readSidKeys(
  sql: Sql,
): Promise<{ id: number; sealed: string }[]> {
  return await sql<
    { id: number; sealed: string }[]
  >`select id, sealed from sid_keys order by id desc`;
}

/** Adds a key, unless one newer than `after` has come meanwhile: of several processes the first decides. */
export async function addSidKey(
  tx: Tx,
  sealed: string,
  { after }: { after: number },
): Promise<void> {
  await tx`lock table sid_keys in exclusive mode`;
  await tx`
    insert into sid_keys (sealed) select ${sealed}
    where not exists (select from sid_keys where id > ${after})
  `;
}

/** Replaces how a key is sealed, if it still is as it was. */
export async function exchangeSidKey(
  sql: Sql,
  id: number,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await sql`update sid_keys set sealed = ${to} where id = ${id} and sealed = ${from}`;
}

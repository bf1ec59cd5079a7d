import type { Sql, Tx } from "./sql.ts";

/** Those of these that are snoozed, each with until when. */
export async function readSnoozed(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, Date>> {
  const rows = await tx<{ id: string; until: Date }[]>`
    select id, snoozed_until as until from conversations
    where id = any(${ids as string[]}::uuid[]) and snoozed_until is not null
  `;
  return new Map(rows.map(({ id, until }) => [id, until]));
}

/** Snoozes conversations until a moment, or wakes them (`null`). They are held. */
export async function setSnooze(
  tx: Tx,
  ids: readonly string[],
  until: Date | null,
): Promise<void> {
  await tx`
    update conversations set snoozed_until = ${until} where id = any(${ids as string[]}::uuid[])
  `;
}

/** Those whose time has come, the first to wake first. */
export async function readDue(
  sql: Sql | Tx,
  now: Date,
  limit: number,
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from conversations where snoozed_until <= ${now} order by snoozed_until limit ${limit}
  `;
  return rows.map(({ id }) => id);
}

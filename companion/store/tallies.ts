import type { Sql } from "./sql.ts";

/** How often something happened within a minute. */
export interface Tallied {
  key: string;
  count: number;
  /** How long ago the minute began. */
  ageMs: number;
}

/**
 * Adds what a process has counted to what the others have, and answers what it comes to. A minute
 * that is over begins anew with what is added.
 */
export async function addToTallies(
  sql: Sql,
  counted: readonly Tallied[],
): Promise<Tallied[]> {
  // In one order, so that two processes never wait for each other.
  const sorted = counted.toSorted((a, b) => a.key < b.key ? -1 : 1);
  return await sql<Tallied[]>`
    insert into tallies as t (key, count, since)
    select key, count, now() - "ageMs" * interval '1 millisecond'
    from jsonb_to_recordset(${
    sql.json(sorted as never)
  }) as c (key text, count int, "ageMs" float8)
    on conflict (key) do update set
      count = case when t.since > now() - interval '1 minute' then t.count else 0 end + excluded.count,
      since = case when t.since > now() - interval '1 minute' then t.since else excluded.since end
    returning key, count, (extract(epoch from now() - since) * 1000)::float8 as age_ms
  `;
}

/** Forgets minutes that are long over. */
export async function forgetTallies(sql: Sql): Promise<void> {
  await sql`delete from tallies where since < now() - interval '2 minutes'`;
}

import type { Sql } from "./sql.ts";

/** Customers' messages of a short time, by the provider's clock. */
export interface ReceivedCount {
  since: Date;
  atProvider: number;
  here: number;
}

/** How long one counts. */
export const COUNT_MS = 5 * 60 * 1000;

// Nobody is told of more than a day; a week is there to look into.
const KEPT = "8 days";

/** Writes what was counted since a moment, in place of what was counted before. */
export async function setReceivedCounts(
  sql: Sql,
  lineId: number,
  counted: { since: Date; counts: readonly ReceivedCount[] },
): Promise<void> {
  await sql`
    with counted as (
      select since, "atProvider", here from jsonb_to_recordset(${
    sql.json(counted.counts as never)
  }) as c (since timestamptz, "atProvider" int, here int)
    ), emptied as (
      update received_counts set at_provider = 0, here = 0
      where line_id = ${lineId} and since >= ${counted.since} and since not in (select since from counted)
    ), forgotten as (
      delete from received_counts where line_id = ${lineId} and since < now() - ${KEPT}::interval
        and since < ${counted.since}
    )
    insert into received_counts (line_id, since, at_provider, here)
    select ${lineId}, since, "atProvider", here from counted
    on conflict (line_id, since) do update set at_provider = excluded.at_provider, here = excluded.here
  `;
}

/** The sums over all lines since a moment, with the whole of the count that it falls into. */
export async function sumReceivedCounts(
  sql: Sql,
  after: Date,
): Promise<{ atProvider: number; here: number }> {
  const [row] = await sql<{ atProvider: number; here: number }[]>`
    select coalesce(sum(at_provider), 0)::int as at_provider, coalesce(sum(here), 0)::int as here
    from received_counts where since > ${new Date(after.getTime() - COUNT_MS)}
  `;
  return row!;
}

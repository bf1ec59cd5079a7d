import type { Sql } from "../../companion/store/sql.ts";
import { until } from "../until.ts";

const LONGEST_MS = 90_000;

/** Waits until nothing is promised any more and every page could have been told. Answers how long it took. */
export async function settle(
  sql: Sql,
  longestMs = LONGEST_MS,
): Promise<number> {
  const start = performance.now();
  await until(
    "the outbox is empty",
    async () => await countOpen(sql) === 0,
    longestMs,
  );
  return performance.now() - start;
}

/** How many conversations have something that the site was not told. */
export async function countOpen(sql: Sql): Promise<number> {
  const [row] = await sql<{ open: number }[]>`
    select (select count(*) from outbox_lanes where done_seq < last_seq and state = 'active')
      + (select count(*) from outbox_lanes where claimed_by is not null)
      + (select count(*) from commits where place is null) as open
  `;
  return row!.open;
}

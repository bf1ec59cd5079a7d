import type { JournalEntry } from "./journal.ts";
import type { Sql } from "./sql.ts";

const MOST_COUNTED = 10_000;

/** How many wait for a person, and why. */
export async function countUnsettled(
  sql: Sql,
): Promise<Record<Exclude<JournalEntry["state"], "done">, number>> {
  const rows = await sql<{ state: JournalEntry["state"]; count: number }[]>`
    select state, count(*)::int as count
    from (select state from webhooks where state <> 'done' limit ${MOST_COUNTED}) as unsettled group by state
  `;
  const counted = new Map(rows.map(({ state, count }) => [state, count]));
  const of = (state: JournalEntry["state"]) => counted.get(state) ?? 0;
  return {
    unknown_line: of("unknown_line"),
    unreadable: of("unreadable"),
    unmatched: of("unmatched"),
  };
}

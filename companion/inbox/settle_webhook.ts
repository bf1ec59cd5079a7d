import { type JournalEntry, setJournalState } from "../store/journal.ts";
import type { Sql } from "../store/sql.ts";

/** Notes that what waited in the journal for a person has been taken in. */
export async function settleWebhook(
  sql: Sql,
  entry: JournalEntry,
): Promise<void> {
  await sql.begin((tx) => setJournalState(tx, { ...entry, state: "done" }));
}

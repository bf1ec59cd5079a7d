import { rowsOf } from "./rows.ts";
import type { Sql, Statement, Tx } from "./sql.ts";

const journalRows = rowsOf({
  lineId: "int",
  key: "text",
  kind: "text",
  state: "text",
  params: "jsonb",
});

/** What came in, correctly signed. */
export interface JournalEntry {
  /** 0: for no line that we know. */
  lineId: number;
  /** What makes a repeat a repeat, within the line. */
  key: string;
  kind: "message" | "status" | "wix";
  state: "done" | "unknown_line" | "unreadable" | "unmatched";
  params: Readonly<Record<string, unknown>>;
}

/** Writes down what came in, once: its count tells how much of it was new. In order of key, so that two batches never wait for each other. */
export function addToJournal(
  tx: Tx,
  entries: readonly JournalEntry[],
  now: Date,
): Statement {
  return tx`
    insert into webhooks (line_id, key, kind, state, params, received_at)
    select "lineId", key, kind, state, params, ${now}
    from ${journalRows(tx, entries)} as entry
    order by "lineId", key
    on conflict do nothing
  `;
}

/** Corrects what became of an entry. */
export async function setJournalState(
  tx: Tx,
  entry: JournalEntry,
): Promise<void> {
  await tx`update webhooks set state = ${entry.state} where line_id = ${entry.lineId} and key = ${entry.key}`;
}

/** What waits for a person, oldest first. */
export async function readUnsettled(
  sql: Sql,
  limit: number,
): Promise<(JournalEntry & { receivedAt: Date })[]> {
  return await sql<(JournalEntry & { receivedAt: Date })[]>`
    select line_id, key, kind, state, params, received_at from webhooks
    where state <> 'done' order by received_at limit ${limit}
  `;
}

/** Takes entries out again. */
export async function removeFromJournal(
  tx: Tx,
  entries: readonly JournalEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ lineId, key }) => ({ lineId, key }));
  await tx`
    delete from webhooks w using jsonb_to_recordset(${tx.json(rows)})
      as entry ("lineId" int, key text)
    where w.line_id = entry."lineId" and w.key = entry.key
  `;
}

/** Removes reports and the site's notices that are older, some at a time. Answers how many went. */
export async function removeOldReports(
  sql: Sql,
  before: Date,
): Promise<number> {
  const { count } = await sql`
    delete from webhooks where (line_id, key) in (
      select line_id, key from webhooks where kind <> 'message' and received_at < ${before} limit 1000
    )
  `;
  return count;
}

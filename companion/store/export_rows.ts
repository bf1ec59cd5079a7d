import type { Sql } from "./sql.ts";

/** What came in of a customer's messages, as it came. */
export interface JournalRow {
  key: string;
  receivedAt: Date;
  params: Record<string, unknown>;
}

/** What the journal has of these of the provider's messages, and of the reports on them. */
export async function readJournalOf(
  sql: Sql,
  lineId: number,
  sids: readonly string[],
): Promise<JournalRow[]> {
  if (sids.length === 0) return [];
  return await sql<JournalRow[]>`
    select w.key, w.received_at, w.params from unnest(${sids as string[]}::text[]) as s (sid)
    join webhooks w on w.line_id = ${lineId} and (
      w.key = 'm:' || s.sid or (w.key >= 's:' || s.sid || ':' and w.key < 's:' || s.sid || ':zzzz')
    )
    order by w.received_at, w.key
  `;
}

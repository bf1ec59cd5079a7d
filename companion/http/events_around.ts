import {
  type ConversationEvent,
  readEvents,
} from "../store/conversation_events.ts";
import type { ListedConversation } from "../store/inbox_list.ts";
import { readThread, type ThreadRow } from "../store/messages.ts";
import type { Sql } from "../store/sql.ts";

/** Nobody reads more between a page of messages. */
const MOST = 500;

/**
 * What happened in the time of a page's messages: of the first page of all from the beginning, of the
 * newest up to now. Each event is on one page.
 */
export async function readEventsAround(
  sql: Sql,
  rows: readonly ThreadRow[],
  { id, messageCount }: Pick<ListedConversation, "id" | "messageCount">,
): Promise<ConversationEvent[]> {
  const first = rows[0];
  const last = rows.at(-1);
  if (!first || !last) {
    return messageCount === 0
      ? await readEvents(sql, id, { from: null, until: null, limit: MOST })
      : [];
  }
  const [next] = last.position < messageCount
    ? await readThread(sql, id, {
      total: last.position + 1,
      limit: 1,
      offset: 0,
    })
    : [];
  return await readEvents(sql, id, {
    from: first.position > 1 ? first.sentAt : null,
    until: next?.sentAt ?? null,
    limit: MOST,
  });
}

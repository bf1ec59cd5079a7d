import { momentOf } from "../domain/moment.ts";
import { addChanges, type Change } from "../store/changes.ts";
import { addEvents, type NewEvent } from "../store/conversation_events.ts";
import { type Conversation, setConversations } from "../store/conversations.ts";
import type { Tx } from "../store/sql.ts";

/** What an act leaves between the messages. */
export type ActEvent = Omit<NewEvent, "conversationId" | "at">;

/** An act, as it is written down. */
export interface Act {
  /** As it is from now on, but for its version. */
  conversation: Conversation;
  events: readonly ActEvent[];
  /** Who had it, when it goes to somebody else. */
  lostBy?: number | null;
  /** The site has nothing of it, and is told nothing. */
  isForPages?: boolean;
}

/**
 * How every act ends: the conversation with its next version, the event after its last message,
 * and pages told, and the site where it keeps something of it. Answers the version.
 */
export async function recordAct(
  tx: Tx,
  { conversation, events, lostBy = null, isForPages = false }: Act,
  now: Date,
): Promise<number> {
  const { id } = conversation;
  const version = conversation.version + 1;
  const at = momentOf(conversation, now);
  await setConversations(tx, [{ ...conversation, version }]);
  await addEvents(
    tx,
    events.map((event) => ({ ...event, conversationId: id, at })),
  );
  const change: Change = {
    conversationId: id,
    version,
    event: "conversation_update",
  };
  const changes = lostBy === null ? [change] : [change, { ...change, lostBy }];
  await addChanges(tx, changes, { now, isForPages });
  return version;
}

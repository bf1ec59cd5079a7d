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
}

/**
 * How every act ends: the conversation with its next version, the event after its last message,
 * and pages told, and the site where it keeps something of it. Answers the version.
 */
export async function recordAct(
  tx: Tx,
  { isForPages = false, ...act }: Act & {
    /** The site has nothing of it, and is told nothing. */
    isForPages?: boolean;
  },
  now: Date,
): Promise<number> {
  await write(tx, [act], { now, isForPages });
  return act.conversation.version + 1;
}

/** The same, of many conversations, each once. */
export async function recordActs(
  tx: Tx,
  acts: readonly Act[],
  now: Date,
): Promise<void> {
  await write(tx, acts, { now, isForPages: false });
}

async function write(
  tx: Tx,
  acts: readonly Act[],
  { now, isForPages }: { now: Date; isForPages: boolean },
): Promise<void> {
  await setConversations(
    tx,
    acts.map(({ conversation }) => ({
      ...conversation,
      version: conversation.version + 1,
    })),
  );
  await addEvents(
    tx,
    acts.flatMap(({ conversation, events }) =>
      events.map((event) => ({
        ...event,
        conversationId: conversation.id,
        at: momentOf(conversation, now),
      }))
    ),
  );
  await addChanges(tx, acts.flatMap(toChanges), { now, isForPages });
}

function toChanges({ conversation, lostBy = null }: Act): Change[] {
  const change: Change = {
    conversationId: conversation.id,
    version: conversation.version + 1,
    event: "conversation_update",
  };
  return lostBy === null ? [change] : [change, { ...change, lostBy }];
}

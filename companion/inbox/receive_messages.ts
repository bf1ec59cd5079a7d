import type { InboundMessage } from "../domain/inbound_message.ts";
import { momentOf } from "../domain/moment.ts";
import { previewOf } from "../../shared/preview.ts";
import type { Change } from "../store/changes.ts";
import {
  addConversations,
  type Conversation,
  lockConversations,
  setConversations,
} from "../store/conversations.ts";
import {
  addToJournal,
  type JournalEntry,
  journalKey,
} from "../store/journal.ts";
import { addTasks } from "../store/lanes.ts";
import { addWaitingMedia } from "../store/media.ts";
import { addMessages, type NewMessage } from "../store/messages.ts";
import type { Sql, Tx } from "../store/sql.ts";
import { conversationChanged } from "./conversation_changed.ts";
import { findCustomers } from "./find_customers.ts";
import { giveToNextInTurn } from "./give_to_next.ts";

/** What a webhook brought. */
export interface Arrival {
  entry: JournalEntry;
  /** `null` when it can't be read, or is for no line of ours: then it is kept in the journal alone. */
  message: InboundMessage | null;
  /** The id that the conversation gets, should the customer be new. */
  newConversationId: string;
}

/** A message and the conversation that it belongs to. */
export interface Placed extends Arrival {
  message: InboundMessage;
  conversationId: string;
}

/**
 * Commits what came in, all of it or nothing: journal, customer, agent, message, version and
 * promises. A message that came before changes nothing. Locks are taken in one order everywhere
 * (journal, addresses, rotation, conversations, lanes), so that none waits for the other in a circle.
 */
export async function receiveMessages(
  sql: Sql,
  arrivals: readonly Arrival[],
  now: Date,
): Promise<void> {
  await receiveArriving(sql, () => arrivals, now);
}

/** The same, of what has arrived by the moment at which the transaction is open. */
export async function receiveArriving(
  sql: Sql,
  take: () => readonly Arrival[],
  now: Date,
): Promise<void> {
  await sql.begin(async (tx) => {
    const arrivals = take();
    const isNew = await addToJournal(
      tx,
      arrivals.map(({ entry }) => entry),
      now,
    );
    const seen = new Set<string>();
    const fresh = arrivals.filter(({ entry, message }) => {
      const key = journalKey(entry);
      if (!message || !isNew.has(key) || seen.has(key)) return false;
      seen.add(key);
      return true;
    }) as (Arrival & { message: InboundMessage })[];
    if (fresh.length > 0) await place(tx, fresh, now);
  });
}

async function place(
  tx: Tx,
  fresh: readonly (Arrival & { message: InboundMessage })[],
  now: Date,
): Promise<void> {
  const placed = await findCustomers(tx, fresh);
  const newcomers = Map.groupBy(
    placed.filter(({ conversationId, isNewcomer }) =>
      isNewcomer && conversationId
    ),
    ({ conversationId }) => conversationId,
  );
  const opened = [...newcomers.values()].map(([first]) =>
    openConversation(first!, now)
  );
  await giveToNextInTurn(tx, opened, { reason: "in_turn", now });
  const known = await lockConversations(tx, [
    ...new Set(
      placed.filter(({ isNewcomer }) => !isNewcomer).map(({ conversationId }) =>
        conversationId
      ),
    ),
  ]);

  const byId = new Map(
    [...opened, ...known].map((
      conversation,
    ) => [conversation.id, conversation]),
  );
  const messages: NewMessage[] = [];
  const changes: Change[] = [];
  for (const arrival of placed) {
    const conversation = byId.get(arrival.conversationId)!;
    const message = append(conversation, arrival.message, now);
    messages.push(message);
    changes.push({
      conversationId: conversation.id,
      version: conversation.version,
      event: "new_message",
      messageId: message.id,
    });
  }
  // All at once: they travel together, and run in the order in which they stand here.
  const [, , , media] = await Promise.all([
    addConversations(tx, opened),
    setConversations(tx, known),
    addMessages(tx, messages),
    addWaitingMedia(tx, placed.flatMap(mediaOf)),
    conversationChanged(tx, changes, now),
  ]);
  await addTasks(
    tx,
    "fetch_media",
    media.map(({ id, conversationId }) => ({
      conversationId,
      payload: { mediaId: id },
    })),
  );
}

function openConversation(
  { entry, message, conversationId }: Placed,
  now: Date,
): Conversation {
  return {
    id: conversationId,
    lineId: entry.lineId,
    address: message.address,
    number: message.number,
    name: nameOf(message),
    agentId: null,
    state: "waiting",
    version: 0,
    talkTurn: 0,
    messageCount: 0,
    unread: 0,
    lastInboundAt: now,
    lastMessageAt: now,
    lastMessage: "",
    lastDirection: "inbound",
    lastStatus: "received",
    stopBot: false,
    observations: "",
    threadId: null,
    createdAt: now,
  };
}

/** Adds the message to the conversation's own numbers, and answers it as it is stored. */
function append(
  conversation: Conversation,
  message: InboundMessage,
  now: Date,
): NewMessage {
  const sentAt = momentOf(conversation, now);
  conversation.version += 1;
  conversation.talkTurn += 1;
  conversation.messageCount += 1;
  conversation.unread += 1;
  conversation.address = message.address;
  conversation.number ??= message.number;
  if (message.profileName && isNameless(conversation)) {
    conversation.name = nameOf(message);
  }
  conversation.lastInboundAt = now;
  conversation.lastMessageAt = sentAt;
  conversation.lastMessage = previewOf(message);
  conversation.lastDirection = "inbound";
  conversation.lastStatus = "received";
  if (conversation.state === "closed") {
    conversation.state = conversation.agentId === null ? "waiting" : "open";
  }
  return {
    conversationId: conversation.id,
    position: conversation.messageCount,
    id: message.id,
    lineId: conversation.lineId,
    direction: "inbound",
    author: "customer",
    agentId: null,
    kind: message.kind,
    body: message.body,
    details: message.details,
    mediaCount: message.media.length,
    status: "received",
    providerSid: message.providerSid,
    sentAt,
  };
}

const MAX_NAME_LENGTH = 120;
const NAMELESS = "Cliente sin número";

/** A name that a person or the customer gave is never overwritten. */
function isNameless({ name }: Conversation): boolean {
  return name === NAMELESS || !/[^+\d\s]/.test(name);
}

function nameOf({ profileName, number }: InboundMessage): string {
  const name = profileName ?? (number ? `+${number}` : NAMELESS);
  return name.slice(0, MAX_NAME_LENGTH).toWellFormed();
}

function mediaOf({ message, conversationId }: Placed) {
  return message.media.map(({ url, contentType }, place) => ({
    conversationId,
    messageId: message.id,
    place,
    sourceUrl: url,
    contentType,
  }));
}

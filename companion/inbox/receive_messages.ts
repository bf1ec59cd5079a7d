import type { Change } from "../store/changes.ts";
import {
  addConversations,
  type Conversation,
  setConversations,
} from "../store/conversations.ts";
import { addToJournal, type JournalEntry } from "../store/journal.ts";
import { addTasks } from "../store/lanes.ts";
import { addWaitingMedia } from "../store/media.ts";
import { addMessages, type NewMessage } from "../store/messages.ts";
import { NotPlain, receivePlainly } from "../store/plain_arrivals.ts";
import type { Sql, Tx } from "../store/sql.ts";
import { together } from "../store/together.ts";
import { append, startConversation } from "./append_inbound.ts";
import type { Arrival, Placed } from "./arrival.ts";
import { conversationChanged } from "./conversation_changed.ts";
import { findCustomers, type Found, type Readable } from "./find_customers.ts";
import { giveToNextInTurn, recordDecision } from "./give_to_next.ts";
import { leaveOutErased } from "./leave_out_erased.ts";
import { partPlain } from "./plain_arrivals.ts";

/**
 * The same for a door, by the shortest way: what is plain in one call, and only the rest with a look at
 * each. What was committed before something fails is a repeat when it comes again.
 */
export async function receiveQuickly(
  sql: Sql,
  arrivals: readonly Arrival[],
  now: Date,
): Promise<void> {
  const { plain, others } = partPlain(arrivals);
  const odd = new Set(others);
  for (const group of plain) {
    try {
      await receivePlainly(sql, group, now);
    } catch (error) {
      if (!(error instanceof NotPlain)) throw error;
      const ids = new Set(group.messages.map(({ id }) => id));
      arrivals.filter(({ message }) => message && ids.has(message.id))
        .forEach((arrival) => odd.add(arrival));
    }
  }
  if (odd.size === 0) return;
  await receiveMessages(
    sql,
    arrivals.filter((arrival) => odd.has(arrival)),
    now,
  );
}

/**
 * Commits what came in, all of it or nothing: journal, customer, agent, message, version and
 * promises. A message that came before changes nothing. Locks are taken in one order everywhere
 * (addresses, rotation, conversations, journal, lanes), so that none waits for the other in a circle.
 */
export async function receiveMessages(
  sql: Sql,
  arrivals: readonly Arrival[],
  now: Date,
): Promise<void> {
  await sql.begin(async (tx) => {
    const entries = arrivals.map(({ entry }) => entry);
    const readable = onceEach(arrivals);
    const found = await findCustomers(tx, readable);
    await write(tx, entries, { ...found, now });
    if (found.hasErased) await leaveOutErased(tx, entries);
  });
}

/** Each message that can be read, the first time that it stands here. */
function onceEach(arrivals: readonly Arrival[]): Readable[] {
  const byId = new Map<string, Readable>();
  for (const { message, ...arrival } of arrivals) {
    if (message && !byId.has(message.id)) {
      byId.set(message.id, { ...arrival, message });
    }
  }
  return [...byId.values()];
}

/** Writes what the messages change, as one statement. */
async function write(
  tx: Tx,
  entries: readonly JournalEntry[],
  { placed, known, rotations, now }: Found & { now: Date },
): Promise<void> {
  const opened = openNew(placed, known, now);
  const decision = giveToNextInTurn(
    [...opened.values()],
    rotations,
    "in_turn",
  );
  const messages: NewMessage[] = [];
  const changes: Change[] = [];
  const spoken = new Set<Conversation>();
  for (const { conversationId, message } of placed) {
    const conversation = opened.get(conversationId) ??
      known.get(conversationId)!;
    const added = append(conversation, message, now);
    messages.push(added);
    spoken.add(conversation);
    changes.push({
      conversationId,
      version: conversation.version,
      event: "new_message",
      messageId: added.id,
    });
  }
  await together(tx, [
    addToJournal(tx, entries, now),
    addConversations(tx, [...opened.values()]),
    setConversations(tx, [...known.values()].filter((c) => spoken.has(c))),
    addMessages(tx, messages),
    ...recordDecision(tx, decision, now),
    conversationChanged(tx, changes, now),
  ]);
  const files = placed.flatMap(mediaOf);
  if (files.length === 0) return;
  const media = await addWaitingMedia(tx, files);
  await addTasks(
    tx,
    "fetch_media",
    media.map(({ id, conversationId }) => ({
      conversationId,
      payload: { mediaId: id },
    })),
  );
}

/** A conversation for each newcomer, in the order of their first messages. */
function openNew(
  placed: readonly Placed[],
  known: ReadonlyMap<string, Conversation>,
  now: Date,
): Map<string, Conversation> {
  const opened = new Map<string, Conversation>();
  for (const arrival of placed) {
    const { conversationId } = arrival;
    if (known.has(conversationId) || opened.has(conversationId)) continue;
    opened.set(conversationId, startConversation(arrival, now));
  }
  return opened;
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

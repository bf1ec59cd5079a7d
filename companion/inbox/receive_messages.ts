import type { InboundMessage } from "../domain/inbound_message.ts";
import type { Change } from "../store/changes.ts";
import {
  addConversations,
  lockConversations,
  setConversations,
} from "../store/conversations.ts";
import { addToJournal, journalKey } from "../store/journal.ts";
import { addTasks } from "../store/lanes.ts";
import { addWaitingMedia } from "../store/media.ts";
import { addMessages, type NewMessage } from "../store/messages.ts";
import type { Sql, Tx } from "../store/sql.ts";
import { append, startConversation } from "./append_inbound.ts";
import type { Arrival, Placed } from "./arrival.ts";
import { conversationChanged } from "./conversation_changed.ts";
import { leaveOutErased } from "./leave_out_erased.ts";
import { findCustomers } from "./find_customers.ts";
import { giveToNextInTurn } from "./give_to_next.ts";

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
    const added = arrivals.map(({ entry }) => entry).filter((entry) =>
      isNew.has(journalKey(entry))
    );
    for (const entry of await leaveOutErased(tx, added)) {
      isNew.delete(journalKey(entry));
    }
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

/** Erased between two statements: asked again, the customer is a newcomer. */
class VanishedCustomer extends Error {
  /** As Postgres calls what is to be tried again. */
  code = "40001";
  override message = "Cannot place: the customer was erased just now";
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
    startConversation(first!, now)
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
  if (placed.some(({ conversationId }) => !byId.has(conversationId))) {
    throw new VanishedCustomer();
  }
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

function mediaOf({ message, conversationId }: Placed) {
  return message.media.map(({ url, contentType }, place) => ({
    conversationId,
    messageId: message.id,
    place,
    sourceUrl: url,
    contentType,
  }));
}

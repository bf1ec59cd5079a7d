import {
  type ErasedCustomer,
  type ErasedMessage,
  removeMentions,
  removeMessages,
  removePromises,
} from "../store/erase_rows.ts";
import { addErased } from "../store/erased_sids.ts";
import { addCounts } from "../store/erasures.ts";
import { removeTextsOfConversation } from "../store/message_texts.ts";
import { addTasks } from "../store/lanes.ts";
import type { Sql } from "../store/sql.ts";

/** How many messages' copies one task has the provider delete. */
const SIDS_A_TASK = 25;

/** Which messages of which conversation are to go. */
export interface Portion {
  erasureId: string;
  conversationId: string;
  isAtProvider: boolean;
  messages: readonly ErasedMessage[];
}

/**
 * Erases some messages of a conversation that is gone, with all that is known by their names. A hash
 * of each name stays, and the provider's copy is promised to go too, where that is wanted.
 */
export async function erasePortion(
  sql: Sql,
  { erasureId, conversationId, isAtProvider, messages }: Portion,
  now: Date,
): Promise<void> {
  await sql.begin(async (tx) => {
    // A report names our message by our own id, whether or not we learnt the provider's.
    await addErased(
      tx,
      messages.flatMap(({ id, direction, sids }) =>
        direction === "outbound" ? [...sids, id] : sids
      ),
      now,
    );
    const { webhooks, media, messages: said } = await removeMessages(
      tx,
      messages,
    );
    await addCounts(tx, erasureId, {
      mensajes: said,
      archivos: media,
      webhooks,
    });
    if (!isAtProvider) return;
    const sids = messages.flatMap((message) => message.sids);
    const lineId = messages[0]!.lineId;
    await addTasks(
      tx,
      "erase_at_twilio",
      inTasks(sids).map((some) => ({
        conversationId,
        payload: { erasureId, lineId, sids: some },
      })),
    );
  });
}

/** Erases what is left when no message is: mentions in the journal, and promises that nobody needs any more. */
export async function eraseRest(
  sql: Sql,
  { erasureId, ...customer }: ErasedCustomer & { erasureId: string },
): Promise<void> {
  await sql.begin(async (tx) => {
    const webhooks = await removeMentions(tx, customer);
    await removePromises(tx, customer.conversationId);
    await removeTextsOfConversation(tx, customer.conversationId);
    await addCounts(tx, erasureId, { webhooks });
  });
}

function inTasks(sids: readonly string[]): string[][] {
  return Array.from(
    { length: Math.ceil(sids.length / SIDS_A_TASK) },
    (_, at) => sids.slice(at * SIDS_A_TASK, (at + 1) * SIDS_A_TASK),
  );
}

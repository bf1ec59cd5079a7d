import { isUuid } from "../../shared/reply_request.ts";
import { Refusal } from "../../shared/refusal.ts";
import { toAddress } from "../domain/address.ts";
import { readKeysOf, readKinConversations } from "../store/addresses.ts";
import type { Agent } from "../store/agents.ts";
import { readErasure } from "../store/erasures.ts";
import type { Sql, Tx } from "../store/sql.ts";
import { forgetConversations } from "./forget_conversations.ts";
import { openConversation } from "./open_conversation.ts";

/** A supervisor's wish that a customer be erased. */
export interface EraseCustomer {
  /** The conversation's id, or the customer's number. */
  key: string;
  /** The same, by hand, so that nobody is erased by a slip. */
  confirm: string;
  by: Agent;
  /** Where they act from, masked. */
  address: string | null;
  isAtProvider: boolean;
  receiptId: string;
}

/**
 * Erases a customer whole: every conversation on every line that one of their addresses leads to.
 * Answers the receipt's id; a conversation that was erased before, by its id, answers with the first one's.
 * @throws {Refusal} `not_found`, `conflict`, `invalid` when it is not confirmed
 */
export async function eraseCustomer(
  sql: Sql,
  request: EraseCustomer,
  now: Date,
): Promise<string> {
  return await sql.begin(async (tx) => {
    const earlier = isUuid(request.key)
      ? await readErasure(tx, { conversationId: request.key })
      : null;
    if (earlier) return earlier.id;
    const { id } = await openConversation(tx, request.key, request.by);
    await confirmed(tx, id, request.confirm);
    const order = {
      id: request.receiptId,
      by: { agentId: request.by.id, address: request.address },
      isAtProvider: request.isAtProvider,
    };
    const erased = await forgetConversations(
      tx,
      await readKinConversations(tx, id),
      order,
      now,
    );
    if (erased.length > 0) return request.receiptId;
    // Somebody else was faster.
    const other = await readErasure(tx, { conversationId: id });
    if (other) return other.id;
    throw new Refusal("not_found", "Cannot erase: no such conversation");
  });
}

async function confirmed(
  tx: Tx,
  conversationId: string,
  confirm: string,
): Promise<void> {
  if (confirm.toLowerCase() === conversationId) return;
  const address = toAddress(confirm);
  const keys = await readKeysOf(tx, conversationId);
  if (address && keys.includes(address.key)) return;
  throw new Refusal(
    "invalid",
    'Cannot erase: "confirm" must be the number or the id of the conversation',
    "confirm",
  );
}

import { Refusal } from "../../shared/refusal.ts";
import type { Agent } from "../store/agents.ts";
import {
  type Conversation,
  lockConversations,
} from "../store/conversations.ts";
import { isVisibleTo } from "../store/inbox_list.ts";
import type { Tx } from "../store/sql.ts";
import { openConversation } from "./open_conversation.ts";

/** What an act is about, and whose it is. */
export interface ActRequest {
  /** The conversation's id, or the customer's number. */
  key: string;
  by: Agent;
}

/**
 * Finds a conversation and waits for it. Who may act is decided by how it is then: it may have gone
 * to somebody else meanwhile.
 * @throws {Refusal} `not_found`, `not_assigned`, `conflict` when the key could mean two
 */
export async function holdConversation(
  tx: Tx,
  { key, by }: ActRequest,
): Promise<Conversation> {
  const { id } = await openConversation(tx, key, by);
  const [conversation] = await lockConversations(tx, [id]);
  if (!conversation) {
    throw new Refusal("not_found", "Cannot act: the conversation is no more");
  }
  if (!isVisibleTo(conversation, by)) {
    throw new Refusal(
      "not_assigned",
      "Cannot act: somebody else has the conversation",
    );
  }
  return conversation;
}

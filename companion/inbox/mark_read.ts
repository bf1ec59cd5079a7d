import type { Agent } from "../store/agents.ts";
import { lockConversations, setConversations } from "../store/conversations.ts";
import type { Sql } from "../store/sql.ts";
import { conversationChanged } from "./conversation_changed.ts";
import { openConversation } from "./open_conversation.ts";

/**
 * Notes that the agent has seen all of a conversation. A supervisor who looks in on somebody
 * else's takes nothing off that agent's count.
 * @throws {Refusal} `not_found`, `not_assigned`, `conflict`
 */
export async function markRead(
  sql: Sql,
  request: { key: string; agent: Agent },
  now: Date,
): Promise<void> {
  await sql.begin(async (tx) => {
    const { id } = await openConversation(tx, request.key, request.agent);
    const [conversation] = await lockConversations(tx, [id]);
    if (!conversation || conversation.unread === 0) return;
    if (
      conversation.agentId !== null && conversation.agentId !== request.agent.id
    ) return;
    const version = conversation.version + 1;
    await setConversations(tx, [{ ...conversation, version, unread: 0 }]);
    await conversationChanged(tx, [{
      conversationId: id,
      version,
      event: "conversation_update",
    }], now);
  });
}

import { Refusal } from "../../shared/refusal.ts";
import { type Agent, readAgent } from "../store/agents.ts";
import { addAssignments } from "../store/assignments.ts";
import { addToAudit } from "../store/audit_trail.ts";
import { lockConversations, setConversations } from "../store/conversations.ts";
import { isVisibleTo } from "../store/inbox_list.ts";
import type { Sql } from "../store/sql.ts";
import { conversationChanged } from "./conversation_changed.ts";
import { openConversation } from "./open_conversation.ts";

/**
 * Gives a conversation to another agent, and tells the one who had it. It takes no turn from
 * the rotation.
 * @throws {Refusal} `not_found`, `not_assigned`, `conflict`, `invalid` when that agent can't take it
 */
export async function handOver(
  sql: Sql,
  request: {
    key: string;
    by: Agent;
    /** Where they act from, masked. */
    address?: string | null;
    toAgentId: number;
  },
  now: Date,
): Promise<void> {
  await sql.begin(async (tx) => {
    const { id } = await openConversation(tx, request.key, request.by);
    const [conversation] = await lockConversations(tx, [id]);
    if (!conversation || !isVisibleTo(conversation, request.by)) {
      throw new Refusal(
        "not_assigned",
        "Cannot hand over: somebody else has the conversation",
      );
    }
    const taker = await readAgent(tx, request.toAgentId);
    if (!taker || taker.pausedAt || taker.role !== "agent") {
      throw new Refusal(
        "invalid",
        "Cannot hand over: no such agent at work",
        "agente",
      );
    }
    if (taker.id === conversation.agentId) return;
    const version = conversation.version + 1;
    const talkTurn = conversation.talkTurn + 1;
    await setConversations(tx, [{
      ...conversation,
      version,
      talkTurn,
      agentId: taker.id,
      state: "open",
    }]);
    await addAssignments(tx, [{
      lineId: conversation.lineId,
      turn: null,
      conversationId: id,
      agentId: taker.id,
      reason: "handed_over",
      eligible: [],
      excluded: [],
      decidedBy: request.by.id,
    }], now);
    await addToAudit(tx, [{
      act: "handed_over",
      by: { agentId: request.by.id, address: request.address ?? null },
      lineId: conversation.lineId,
      conversationId: id,
      aboutAgentId: taker.id,
    }], now);
    const change = {
      conversationId: id,
      version,
      event: "conversation_update",
    } as const;
    const lost = conversation.agentId === null
      ? []
      : [{ ...change, lostBy: conversation.agentId }];
    await conversationChanged(tx, [change, ...lost], now);
  });
}

import { Refusal } from "../../shared/refusal.ts";
import { readAgent } from "../store/agents.ts";
import type { Sql } from "../store/sql.ts";
import { type ActRequest, holdConversation } from "./hold_conversation.ts";
import { passOn } from "./pass_on.ts";

/** A conversation that somebody gives away. */
export interface HandOver extends ActRequest {
  toAgentId: number;
  /** For who gets it. */
  note?: string | null;
  /** Where they act from, masked. */
  address?: string | null;
}

/**
 * Gives a conversation to another agent, and tells the one who had it. It takes no turn from
 * the rotation, and is theirs at once; until they accept, answer or return it that is shown.
 * @throws {Refusal} `not_found`, `not_assigned`, `conflict`, `invalid` when that agent can't take it
 */
export async function handOver(
  sql: Sql,
  request: HandOver,
  now: Date,
): Promise<void> {
  const { by, toAgentId, note = null, address = null } = request;
  await sql.begin(async (tx) => {
    const conversation = await holdConversation(tx, request);
    const taker = await readAgent(tx, toAgentId);
    if (!taker || taker.pausedAt || taker.role !== "agent") {
      throw new Refusal(
        "invalid",
        "Cannot hand over: no such agent at work",
        "agente",
      );
    }
    if (taker.id === conversation.agentId) return;
    const reason = "handed_over";
    const passing = { reason, toAgentId, by, address, note } as const;
    await passOn(tx, conversation, passing, now);
  });
}

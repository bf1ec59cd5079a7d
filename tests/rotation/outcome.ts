import type { Sql } from "../../companion/store/sql.ts";

/** What is in the books of a line after a run, whoever kept them. */
export interface Outcome {
  conversations: { id: string; customer: string; agentId: number | null }[];
  messages: { conversationId: string; position: number }[];
  /** In the order in which they were taken. */
  decisions: Decision[];
}

/** One row of the ledger. */
export interface Decision {
  turn: number | null;
  conversationId: string;
  agentId: number | null;
  reason: "in_turn" | "nobody_eligible" | "waited" | "handed_over";
  eligible: number[];
}

/** Reads a line's books. */
export async function readOutcome(sql: Sql, lineId: number): Promise<Outcome> {
  const [conversations, messages, decisions] = await Promise.all([
    sql<Outcome["conversations"]>`
      select id, coalesce(number, address) as customer, agent_id
      from conversations where line_id = ${lineId}
    `,
    sql<Outcome["messages"]>`
      select conversation_id, position from messages where line_id = ${lineId} order by position
    `,
    sql<Decision[]>`
      select turn, conversation_id, agent_id, reason, eligible from assignments
      where line_id = ${lineId} order by id
    `,
  ]);
  return {
    conversations: [...conversations],
    messages: [...messages],
    decisions: [...decisions],
  };
}

import type { Exclusion } from "../domain/assignment.ts";
import { rowsOf } from "./rows.ts";
import type { Sql, Statement, Tx } from "./sql.ts";

const assignmentRows = rowsOf({
  lineId: "int",
  turn: "bigint",
  conversationId: "uuid",
  agentId: "int",
  reason: "text",
  eligible: "int[]",
  excluded: "jsonb",
  decidedBy: "int",
});

/** One decision about who gets a conversation. */
export interface Assignment {
  lineId: number;
  /** Of the line; `null` when no turn was taken. */
  turn: number | null;
  conversationId: string;
  agentId: number | null;
  reason:
    | "in_turn"
    | "nobody_eligible"
    | "waited"
    | "handed_over"
    | "handed_back"
    | "started"
    | "shared_out";
  eligible: number[];
  excluded: Exclusion[];
  /** The agent whose act it was; `null` for the rotation. */
  decidedBy: number | null;
}

/** Writes decisions into the ledger, where they stay. */
export function addAssignments(
  tx: Tx,
  assignments: readonly Assignment[],
  now: Date,
): Statement {
  return tx`
    insert into assignments (line_id, turn, conversation_id, agent_id, reason, eligible, excluded, decided_by, at)
    select "lineId", turn, "conversationId", "agentId", reason, eligible, excluded, "decidedBy", ${now}
    from ${assignmentRows(tx, assignments)} as a
  `;
}

/** All decisions about a conversation, oldest first. */
export async function readAssignments(
  sql: Sql,
  conversationId: string,
): Promise<(Assignment & { at: Date })[]> {
  return await sql<(Assignment & { at: Date })[]>`
    select line_id, turn, conversation_id, agent_id, reason, eligible, excluded, decided_by, at
    from assignments where conversation_id = ${conversationId} order by id
  `;
}

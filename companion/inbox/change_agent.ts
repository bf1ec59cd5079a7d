import { Refusal } from "../../shared/refusal.ts";
import { type Agent, readAgent } from "../store/agents.ts";
import type { Actor } from "../store/audit_trail.ts";
import type { Sql } from "../store/sql.ts";
import { limitAgent } from "./limit_agent.ts";
import { pauseAgent } from "./pause_agent.ts";
import { shareOut } from "./share_out.ts";

/** What a supervisor changes about an agent. */
export interface AgentChange {
  isPaused?: boolean;
  capacity?: number | null;
  /** Whether others get what the paused one has. */
  isSharedOut: boolean;
}

/**
 * Limits, pauses and shares out, one after the other: each is whole in itself, and asking again goes
 * on where it ended.
 * @throws {Refusal} `not_found`, `conflict`
 */
export async function changeAgent(
  sql: Sql,
  request: AgentChange & { agentId: number; by: Actor },
  now: Date,
): Promise<Agent> {
  const { agentId, by, isPaused, capacity, isSharedOut } = request;
  if (capacity !== undefined) {
    await limitAgent(sql, { agentId, capacity, by }, now);
  }
  if (isPaused !== undefined) {
    await pauseAgent(sql, { agentId, isPaused, by }, now);
  }
  if (isSharedOut) await shareOut(sql, { agentId, by }, now);
  const agent = await readAgent(sql, agentId);
  if (!agent) throw new Refusal("not_found", "Cannot change: no such agent");
  return agent;
}

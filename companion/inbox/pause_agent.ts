import { Refusal } from "../../shared/refusal.ts";
import { type Agent, readAgent, setPaused } from "../store/agents.ts";
import { type Actor, addToAudit, THE_SERVICE } from "../store/audit_trail.ts";
import { lockRotation, readLinesOfAgent } from "../store/rotation.ts";
import type { Sql } from "../store/sql.ts";
import { handOutWaiting } from "./hand_out_waiting.ts";

/**
 * Pauses an agent: nothing new, no sign-in, and what is theirs stays theirs. Or lets them work
 * again: those who wait are handed out in the same transaction.
 * @throws {Refusal} `not_found`
 */
export async function pauseAgent(
  sql: Sql,
  request: { agentId: number; isPaused: boolean; by?: Actor },
  now: Date,
): Promise<Agent> {
  const { agentId, isPaused, by = THE_SERVICE } = request;
  const lines = await readLinesOfAgent(sql, agentId);
  return await sql.begin(async (tx) => {
    for (const lineId of lines) await lockRotation(tx, lineId);
    const agent = await readAgent(tx, agentId);
    if (!agent) throw new Refusal("not_found", "Cannot pause: no such agent");
    const pausedAt = isPaused ? agent.pausedAt ?? now : null;
    await setPaused(tx, agentId, pausedAt);
    if (!isPaused) await handOutWaiting(tx, lines, now);
    if (isPaused !== (agent.pausedAt !== null)) {
      const act = isPaused ? "paused" : "resumed";
      await addToAudit(tx, [{ act, by, aboutAgentId: agentId }], now);
    }
    return { ...agent, pausedAt };
  });
}

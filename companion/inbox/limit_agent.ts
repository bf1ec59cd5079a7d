import { Refusal } from "../../shared/refusal.ts";
import { type Agent, readAgent, setCapacity } from "../store/agents.ts";
import { type Actor, addToAudit } from "../store/audit_trail.ts";
import { lockRotation, readLinesOfAgent } from "../store/rotation.ts";
import type { Sql } from "../store/sql.ts";
import { handOutWaiting } from "./hand_out_waiting.ts";

/**
 * Says how many open conversations somebody may be given; `null`: any number. With room again, those
 * who wait are handed out in the same transaction. Nobody loses what they have.
 * @throws {Refusal} `not_found`
 */
export async function limitAgent(
  sql: Sql,
  request: { agentId: number; capacity: number | null; by: Actor },
  now: Date,
): Promise<Agent> {
  const { agentId, capacity, by } = request;
  const lines = await readLinesOfAgent(sql, agentId);
  return await sql.begin(async (tx) => {
    for (const lineId of lines) await lockRotation(tx, lineId);
    const agent = await readAgent(tx, agentId);
    if (!agent) throw new Refusal("not_found", "Cannot limit: no such agent");
    if (agent.capacity === capacity) return agent;
    await setCapacity(tx, agentId, capacity);
    await handOutWaiting(tx, lines, now);
    const entry = { act: "capacity_set", by, aboutAgentId: agentId } as const;
    await addToAudit(tx, [{ ...entry, details: { capacity } }], now);
    return { ...agent, capacity };
  });
}

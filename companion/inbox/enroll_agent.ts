import type { AgentRole } from "../../shared/conversation.ts";
import { type Agent, saveAgent } from "../store/agents.ts";
import { type Actor, addToAudit, THE_SERVICE } from "../store/audit_trail.ts";
import { lockMembership, readLines } from "../store/lines.ts";
import { addToRota, lockRotation, removeFromRota } from "../store/rotation.ts";
import type { Sql } from "../store/sql.ts";
import { handOutWaiting } from "./hand_out_waiting.ts";

/**
 * Admits somebody by their e-mail: agents join the rota of every line, supervisors none. Asking
 * twice admits once; the newest name and role hold. Who joins takes over those who wait.
 */
export async function enrollAgent(
  sql: Sql,
  agent: { email: string; name: string; role: AgentRole; by?: Actor },
  now: Date,
): Promise<Agent> {
  return await sql.begin(async (tx) => {
    await lockMembership(tx);
    const lines = await readLines(tx);
    for (const { id } of lines) await lockRotation(tx, id);
    const saved = await saveAgent(tx, agent);
    for (const { id } of lines) {
      if (agent.role === "supervisor") await removeFromRota(tx, id, saved.id);
      if (agent.role === "agent") await addToRota(tx, id, saved.id);
    }
    if (agent.role === "agent") {
      await handOutWaiting(tx, lines.map(({ id }) => id), now);
    }
    await addToAudit(tx, [{
      act: "enrolled",
      by: agent.by ?? THE_SERVICE,
      aboutAgentId: saved.id,
      details: { role: saved.role },
    }], now);
    return saved;
  });
}

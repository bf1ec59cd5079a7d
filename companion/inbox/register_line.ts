import { readAgents } from "../store/agents.ts";
import { lockMembership, saveLine } from "../store/lines.ts";
import { addToRota } from "../store/rotation.ts";
import type { Sql } from "../store/sql.ts";

/** Makes a line known. A new one begins with all agents in its rota. Asking twice registers once. */
export async function registerLine(
  sql: Sql,
  line: { number: string; accountSid: string },
): Promise<number> {
  return await sql.begin(async (tx) => {
    await lockMembership(tx);
    const agents = await readAgents(tx);
    const lineId = await saveLine(tx, line);
    for (const { id } of agents.filter(({ role }) => role === "agent")) {
      await addToRota(tx, lineId, id);
    }
    return lineId;
  });
}

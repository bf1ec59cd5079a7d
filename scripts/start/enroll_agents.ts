import { enrollAgent } from "../../companion/inbox/enroll_agent.ts";
import { connect } from "../../companion/store/sql.ts";
import type { Agent } from "./agents.ts";

/** Lets them into the inbox. Asking twice enrolls once. */
export async function enrollAgents(
  databaseUrl: string,
  agents: readonly Agent[],
): Promise<void> {
  if (agents.length === 0) return;
  const sql = connect(databaseUrl, { max: 1 });
  try {
    for (const { email, name, role } of agents) {
      await enrollAgent(sql, { email, name, role }, new Date());
    }
  } finally {
    await sql.end();
  }
}

import type { Agent } from "../store/agents.ts";
import { setMentionsRead } from "../store/notes.ts";
import type { Sql } from "../store/sql.ts";

/** Notes that the agent has seen all notes that call them. */
export async function markMentionsRead(
  sql: Sql,
  agent: Agent,
  now: Date,
): Promise<void> {
  await sql.begin((tx) => setMentionsRead(tx, agent, now));
}

import type { Agent } from "./agents.ts";
import type { Sql } from "./sql.ts";

/** What is written often. */
export interface QuickReply {
  id: number;
  /** Whose own it is; `null`: the team's. */
  agentId: number | null;
  shortcut: string;
  body: string;
}

/** An agent's own and the team's, by their shortcuts. */
export async function readQuickReplies(
  sql: Sql,
  agent: Pick<Agent, "id">,
): Promise<QuickReply[]> {
  return await sql<QuickReply[]>`
    select id, agent_id, shortcut, body from quick_replies
    where agent_id is null or agent_id = ${agent.id} order by shortcut, agent_id nulls last
  `;
}

/** One that an agent may see. */
export async function readQuickReply(
  sql: Sql,
  id: number,
  agent: Pick<Agent, "id">,
): Promise<QuickReply | null> {
  const [row] = await sql<QuickReply[]>`
    select id, agent_id, shortcut, body from quick_replies
    where id = ${id} and (agent_id is null or agent_id = ${agent.id})
  `;
  return row ?? null;
}

/** Adds one; `null` when the same person, or the team, has another by that shortcut. */
export async function addQuickReply(
  sql: Sql,
  { agentId, shortcut, body }: Omit<QuickReply, "id">,
): Promise<QuickReply | null> {
  const [row] = await sql<QuickReply[]>`
    insert into quick_replies (agent_id, shortcut, body) values (${agentId}, ${shortcut}, ${body})
    on conflict do nothing returning id, agent_id, shortcut, body
  `;
  return row ?? null;
}

/** Writes one anew; `null` when there is none any more. Fails when another has its shortcut: see `isTaken`. */
export async function setQuickReply(
  sql: Sql,
  { id, agentId, shortcut, body }: QuickReply,
): Promise<QuickReply | null> {
  const [row] = await sql<QuickReply[]>`
    update quick_replies set agent_id = ${agentId}, shortcut = ${shortcut}, body = ${body}
    where id = ${id} returning id, agent_id, shortcut, body
  `;
  return row ?? null;
}

/** Takes one away. */
export async function removeQuickReply(sql: Sql, id: number): Promise<void> {
  await sql`delete from quick_replies where id = ${id}`;
}

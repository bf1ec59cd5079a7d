import type { Agent } from "./agents.ts";
import { visibleTo } from "./inbox_list.ts";
import type { Sql, Tx } from "./sql.ts";

/** Somebody was called in a note. */
export interface Mention {
  /** The note's. */
  id: string;
  conversationId: string;
  number: string | null;
  isFirstLine: boolean;
  /** The customer's. */
  name: string;
  /** Whose note it is. */
  by: string | null;
  body: string;
  at: Date;
  isRead: boolean;
}

/** Which conversation has a note of this id; `null` when none has. */
export async function readPlaceOfNote(
  tx: Tx,
  noteId: string,
): Promise<string | null> {
  const [row] = await tx<{ conversationId: string }[]>`
    select conversation_id from conversation_events where note_id = ${noteId}
  `;
  return row?.conversationId ?? null;
}

/** Calls these people by a note that was just written. */
export async function addMentions(
  tx: Tx,
  noteId: string,
  agentIds: readonly number[],
): Promise<void> {
  await tx`
    insert into mentions (agent_id, event_id, conversation_id)
    select called, e.id, e.conversation_id
    from conversation_events e, unnest(${agentIds as number[]}::int[]) as called
    where e.note_id = ${noteId}
  `;
}

/** Those of these people who may see a conversation of this agent's: the agent, and supervisors. */
export async function readWhoMaySee(
  tx: Tx,
  agentIds: readonly number[],
  holderId: number | null,
): Promise<Set<number>> {
  const rows = await tx<{ id: number }[]>`
    select id from agents
    where id = any(${agentIds as number[]}::int[]) and (role = 'supervisor' or id = ${holderId})
  `;
  return new Set(rows.map(({ id }) => id));
}

/** The newest notes that call somebody, in conversations that they may see now. */
export async function readMentions(
  sql: Sql,
  agent: Agent,
  limit: number,
): Promise<Mention[]> {
  return await sql<Mention[]>`
    select e.note_id as id, c.id as conversation_id, c.number, c.name, who.name as by, e.body, e.at,
      c.line_id = (select min(id) from lines) as is_first_line, m.read_at is not null as is_read
    from mentions m
    join conversation_events e on e.id = m.event_id
    join conversations c on c.id = e.conversation_id
    left join agents who on who.id = e.agent_id
    where m.agent_id = ${agent.id} and ${visibleTo(sql, agent)}
    order by m.event_id desc limit ${limit}
  `;
}

/** Notes that somebody has read all that call them. */
export async function setMentionsRead(
  tx: Tx,
  agent: Pick<Agent, "id">,
  at: Date,
): Promise<void> {
  await tx`
    update mentions set read_at = ${at} where agent_id = ${agent.id} and read_at is null
  `;
}

import type { AgentRole } from "../../shared/conversation.ts";
import type { Sql, Tx } from "./sql.ts";

/** Somebody who answers, or supervises. */
export interface Agent {
  id: number;
  email: string;
  /** The member of the site they are bound to; `null` before their first sign-in. */
  memberId: string | null;
  name: string;
  role: AgentRole;
  pausedAt: Date | null;
  /** How many open conversations keep them from getting the next; `null`: none do. */
  capacity: number | null;
}

/** Who is bound to this member. */
export async function readAgentByMember(
  sql: Sql | Tx,
  memberId: string,
): Promise<Agent | null> {
  const [row] = await sql<Agent[]>`select ${
    columns(sql)
  } from agents where member_id = ${memberId}`;
  return row ?? null;
}

/** Binds the member to the agent of this e-mail, who nobody may be bound to yet. */
export async function bindMember(
  tx: Tx,
  memberId: string,
  email: string,
): Promise<Agent | null> {
  const [row] = await tx<Agent[]>`
    update agents set member_id = ${memberId} where lower(email) = lower(${email}) and member_id is null
    returning ${columns(tx)}
  `;
  return row ?? null;
}

/** Everybody, in the order in which they came. */
export async function readAgents(sql: Sql | Tx): Promise<Agent[]> {
  return await sql<Agent[]>`select ${columns(sql)} from agents order by id`;
}

/** One of them. */
export async function readAgent(
  sql: Sql | Tx,
  id: number,
): Promise<Agent | null> {
  const [row] = await sql<Agent[]>`select ${
    columns(sql)
  } from agents where id = ${id}`;
  return row ?? null;
}

/** Adds somebody, unless the e-mail is known: then that one's name and role are as given here. */
export async function saveAgent(
  tx: Tx,
  agent: Pick<Agent, "email" | "name" | "role">,
): Promise<Agent> {
  const [row] = await tx<Agent[]>`
    insert into agents (email, name, role) values (${agent.email}, ${agent.name}, ${agent.role})
    on conflict ((lower(email))) do update set name = excluded.name, role = excluded.role
    returning ${columns(tx)}
  `;
  return row!;
}

/** Pauses somebody (a time) or lets them work again (`null`). */
export async function setPaused(
  tx: Tx,
  id: number,
  pausedAt: Date | null,
): Promise<void> {
  await tx`update agents set paused_at = ${pausedAt} where id = ${id}`;
}

/** Says how many open conversations somebody may be given. */
export async function setCapacity(
  tx: Tx,
  id: number,
  capacity: number | null,
): Promise<void> {
  await tx`update agents set capacity = ${capacity} where id = ${id}`;
}

/** Whoever works and is bound to a member: they can be told of something on the site. */
export async function readBoundMembers(
  sql: Sql,
): Promise<{ id: number; memberId: string; role: AgentRole }[]> {
  return await sql<{ id: number; memberId: string; role: AgentRole }[]>`
    select id, member_id, role from agents where member_id is not null and paused_at is null
  `;
}

function columns(sql: Sql | Tx) {
  return sql`id, email, member_id, name, role, paused_at, capacity`;
}

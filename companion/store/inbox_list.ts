import { numberKey } from "../domain/address.ts";
import type { Agent } from "./agents.ts";
import { type Conversation, conversationColumns } from "./conversations.ts";
import type { Sql, Tx } from "./sql.ts";

/** A row of the list: the conversation, its line and who has it. */
export interface ListedConversation extends Conversation {
  lineNumber: string;
  isFirstLine: boolean;
  agentName: string | null;
}

/** The one rule of who may know of a conversation, for the table called `c`: who has it, and supervisors. */
export function visibleTo(sql: Sql | Tx, agent: Pick<Agent, "id" | "role">) {
  return agent.role === "supervisor"
    ? sql`true`
    : sql`c.agent_id = ${agent.id}`;
}

/** The same rule, for a conversation that has been read. */
export function isVisibleTo(
  conversation: { agentId: number | null },
  agent: Pick<Agent, "id" | "role">,
): boolean {
  return agent.role === "supervisor" || conversation.agentId === agent.id;
}

/** What the list is to hold. */
export interface ListRequest {
  agent: Agent;
  limit: number;
  offset: number;
  /** Part of a name or a number. */
  search: string | null;
  /** Only this conversation. */
  id: string | null;
}

/** A page of the list, newest first, and how many there are in all. */
export async function readInbox(
  sql: Sql,
  request: ListRequest,
): Promise<{ rows: ListedConversation[]; total: number }> {
  const { limit, offset } = request;
  const where = sql`${visibleTo(sql, request.agent)} ${matching(sql, request)}`;
  const [rows, [{ total } = { total: 0 }]] = await Promise.all([
    sql<ListedConversation[]>`
      select ${listedColumns(sql)} where ${where}
      order by c.last_message_at desc, c.id limit ${limit} offset ${offset}
    `,
    sql<
      { total: number }[]
    >`select count(*) as total from conversations c where ${where}`,
  ]);
  return { rows: [...rows], total };
}

/** Conversations with their lines, for the outbox. */
export async function readListedAll(
  sql: Sql,
  ids: readonly string[],
): Promise<ListedConversation[]> {
  return await sql<ListedConversation[]>`select ${
    listedColumns(sql)
  } where c.id = any(${ids as string[]}::uuid[])`;
}

/** Conversations that this key means, whoever has them: an id, or a number in any of its spellings. */
export async function readByKey(
  sql: Sql | Tx,
  key: { id: string } | { address: string },
): Promise<ListedConversation[]> {
  if ("id" in key) {
    return await sql<ListedConversation[]>`select ${
      listedColumns(sql)
    } where c.id = ${key.id}`;
  }
  return await sql<ListedConversation[]>`
    select ${
    listedColumns(sql)
  } join addresses ad on ad.conversation_id = c.id and ad.line_id = c.line_id
    where ad.key = ${key.address} order by c.line_id
  `;
}

function listedColumns(sql: Sql | Tx) {
  return sql`
    ${conversationColumns(sql)}, l.number as line_number,
    l.id = (select min(id) from lines) as is_first_line, a.name as agent_name
    from conversations c join lines l on l.id = c.line_id left join agents a on a.id = c.agent_id
  `;
}

function matching(sql: Sql, { search, id }: ListRequest) {
  if (id) return sql`and c.id = ${id}`;
  if (!search) return sql``;
  const name = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  const digits = search.replace(/\D/g, "");
  if (digits.length < 3) return sql`and c.name ilike ${name}`;
  const spelled = [`%${digits}%`, `%${numberKey(digits)}%`];
  return sql`and (c.name ilike ${name} or c.number like any(${spelled}))`;
}

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

/** Conversations with their lines, for the outbox. */
export async function readListedAll(
  sql: Sql,
  ids: readonly string[],
): Promise<ListedConversation[]> {
  return await sql<ListedConversation[]>`select ${
    listedColumns(sql)
  } where c.id = any(${ids as string[]}::uuid[])`;
}

/** One of them, as it is now, whoever has it. */
export async function readListedOne(
  sql: Sql | Tx,
  id: string,
): Promise<ListedConversation | null> {
  const [row] = await sql<ListedConversation[]>`select ${
    listedColumns(sql)
  } where c.id = ${id}`;
  return row ?? null;
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
  // Line by line, as the index has the keys.
  return await sql<ListedConversation[]>`
    select ${listedColumns(sql)}
    where c.id in (
      select ad.conversation_id from lines own
      cross join lateral (select conversation_id from addresses where line_id = own.id and key = ${key.address}) ad
    ) order by c.line_id
  `;
}

/** These, as somebody may see them now, in the order of the ids. */
export async function readListedInOrder(
  sql: Sql,
  ids: readonly string[],
  agent: Pick<Agent, "id" | "role">,
): Promise<ListedConversation[]> {
  if (ids.length === 0) return [];
  return await sql<ListedConversation[]>`
    select ${
    listedColumns(sql)
  } join unnest(${ids as string[]}::uuid[]) with ordinality as wanted (id, place) on wanted.id = c.id
    where ${visibleTo(sql, agent)} order by wanted.place
  `;
}

function listedColumns(sql: Sql | Tx) {
  return sql`
    ${conversationColumns(sql)}, l.number as line_number,
    l.id = (select min(id) from lines) as is_first_line, a.name as agent_name
    from conversations c join lines l on l.id = c.line_id left join agents a on a.id = c.agent_id
  `;
}

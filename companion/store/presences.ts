import type { Sql } from "./sql.ts";

/** Somebody has a conversation before them. */
export interface Presence {
  conversationId: string;
  agentId: number;
  name: string;
  isTyping: boolean;
  /** Who has the conversation: they, and supervisors, may know. */
  holderId: number | null;
}

/** Whoever has not said so for this long is no longer there: two words of their page were lost. */
const FORGOTTEN_AFTER_S = 25;

/**
 * Notes that somebody has a conversation before them now, by the database's clock. `true` when that is
 * news: they had not, or whether they type is different.
 */
export async function setPresence(
  sql: Sql,
  { conversationId, agentId, isTyping }: Pick<
    Presence,
    "conversationId" | "agentId" | "isTyping"
  >,
): Promise<boolean> {
  const [row] = await sql<{ isNews: boolean }[]>`
    with before as (
      select is_typing from presences
      where conversation_id = ${conversationId} and agent_id = ${agentId} and ${
    isFresh(sql)
  }
    ), said as (
      insert into presences (conversation_id, agent_id, is_typing, seen_at)
      values (${conversationId}, ${agentId}, ${isTyping}, clock_timestamp())
      on conflict (conversation_id, agent_id) do update
      set is_typing = excluded.is_typing, seen_at = excluded.seen_at
    )
    select not exists (select from before where is_typing = ${isTyping}) as is_news
  `;
  return row!.isNews;
}

/** Notes that somebody has left. */
export async function removePresence(
  sql: Sql,
  { conversationId, agentId }: Pick<Presence, "conversationId" | "agentId">,
): Promise<void> {
  await sql`
    delete from presences where conversation_id = ${conversationId} and agent_id = ${agentId}
  `;
}

/** Who is there: in one conversation, or everywhere. Nobody counts in a conversation that they may not see. */
export async function readPresences(
  sql: Sql,
  conversationId: string | null = null,
): Promise<Presence[]> {
  return await sql<Presence[]>`
    select p.conversation_id, p.agent_id, a.name, p.is_typing, c.agent_id as holder_id
    from presences p
    join conversations c on c.id = p.conversation_id
    join agents a on a.id = p.agent_id
    where ${isFresh(sql)} and a.paused_at is null
      and (a.role = 'supervisor' or c.agent_id = p.agent_id)
      ${conversationId === null ? sql`` : sql`and c.id = ${conversationId}`}
    order by p.conversation_id, p.agent_id
  `;
}

/** Who has these conversations now; those that are no more are left out. */
export async function readHolders(
  sql: Sql,
  conversationIds: readonly string[],
): Promise<Map<string, number | null>> {
  if (conversationIds.length === 0) return new Map();
  const rows = await sql<{ id: string; agentId: number | null }[]>`
    select id, agent_id from conversations where id = any(${conversationIds as string[]}::uuid[])
  `;
  return new Map(rows.map(({ id, agentId }) => [id, agentId]));
}

/** Clears away who left without a word. */
export async function removeOldPresences(sql: Sql): Promise<void> {
  await sql`delete from presences where seen_at < now() - interval '1 minute'`;
}

function isFresh(sql: Sql) {
  return sql`seen_at > clock_timestamp() - ${FORGOTTEN_AFTER_S} * interval '1 second'`;
}

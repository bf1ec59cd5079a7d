import type { Agent } from "./agents.ts";
import { readTotal } from "./holdings.ts";
import { visibleTo } from "./inbox_list.ts";
import { HEAP } from "./message_texts.ts";
import type { Sql } from "./sql.ts";

/** A message in which all the words are. */
export interface FoundMessage {
  conversationId: string;
  position: number;
  messageId: string;
  body: string;
  sentAt: Date;
}

/** So many of the newest tell whether a word is common, and then are enough. */
const NEWEST = 3_000;
/** Who has no more conversations has them looked through one by one. */
const FEW = 300;

/**
 * Messages with all these words, without case or accents, the last of them perhaps only begun; the
 * newest first, of what somebody may see. What is common is found among the newest; what is not, in
 * one heap of the index after the other, until there are enough: as long among a million as among ten.
 */
export async function searchMessages(
  sql: Sql,
  { agent, words, limit }: { agent: Agent; words: string; limit: number },
): Promise<FoundMessage[]> {
  const query = await readQuery(sql, words);
  if (query === null) return [];
  const request = { agent, query, limit };
  const isFew = agent.role !== "supervisor" &&
    await readTotal(sql, agent) <= FEW;
  const places = isFew
    ? await findInConversations(sql, request)
    : await findInAll(sql, request);
  return await readFound(sql, places);
}

interface Request {
  agent: Agent;
  /** As Postgres writes it. */
  query: string;
  limit: number;
}

type Place = Pick<FoundMessage, "conversationId" | "position">;

/** `null` when there is no word in it. */
async function readQuery(sql: Sql, words: string): Promise<string | null> {
  const [row] = await sql<{ query: string }[]>`
    select plainto_tsquery('simple', word_text(${words}))::text as query
  `;
  return row!.query === "" ? null : `${row!.query}:*`;
}

async function findInAll(sql: Sql, request: Request): Promise<Place[]> {
  const { agent, query, limit } = request;
  const near = await sql<Place[]>`
    select t.conversation_id, t.position
    from (select * from message_texts order by seq desc limit ${NEWEST}) as t
    join conversations c on c.id = t.conversation_id
    where t.words @@ ${query}::tsquery and ${visibleTo(sql, agent)}
    order by t.seq desc limit ${limit}
  `;
  if (near.length === limit) return near;
  return await sql<Place[]>`
    select t.conversation_id, t.position
    from generate_series((select coalesce(max(seq), 0) / ${HEAP}::int from message_texts), 0, -1) as heap (number)
    cross join lateral (
      select t.conversation_id, t.position from (
        -- By the index of words: in the order of seq, all would be gone through.
        select seq, conversation_id, position from message_texts
        where words @@ (${query}::tsquery && ('''#' || heap.number || '''')::tsquery)
        offset 0
      ) as t
      cross join lateral (select * from conversations where id = t.conversation_id offset 0) as c
      where ${visibleTo(sql, agent)}
      order by t.seq desc limit ${limit}
    ) as t
    limit ${limit}
  `;
}

async function findInConversations(
  sql: Sql,
  { agent, query, limit }: Request,
): Promise<Place[]> {
  return await sql<Place[]>`
    select t.conversation_id, t.position
    from conversations c join message_texts t on t.conversation_id = c.id
    where ${visibleTo(sql, agent)} and t.words @@ ${query}::tsquery
    order by t.seq desc limit ${limit}
  `;
}

async function readFound(
  sql: Sql,
  places: readonly Place[],
): Promise<FoundMessage[]> {
  if (places.length === 0) return [];
  return await sql<FoundMessage[]>`
    select m.conversation_id, m.position, m.id as message_id, m.body, m.sent_at
    from unnest(
      ${places.map(({ conversationId }) => conversationId)}::uuid[],
      ${places.map(({ position }) => position)}::int[]
    ) as f (conversation_id, position)
    cross join lateral (
      select * from messages where conversation_id = f.conversation_id and position = f.position offset 0
    ) as m
    order by m.sent_at desc, m.id
  `;
}

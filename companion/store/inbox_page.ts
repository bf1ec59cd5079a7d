import type { Agent } from "./agents.ts";
import { readTotal } from "./holdings.ts";
import {
  type ListedConversation,
  readListedInOrder,
  visibleTo,
} from "./inbox_list.ts";
import { findConversations } from "./search.ts";
import type { Sql } from "./sql.ts";

/** A place in the list: right after this conversation, as it stood there. */
export interface ListPlace {
  /** Of its last message: microseconds since 1970. */
  at: number;
  id: string;
}

/** What a page of the list is to hold. */
export interface PageRequest {
  agent: Agent;
  limit: number;
  /** How many to leave out, from `after` on. */
  offset: number;
  after: ListPlace | null;
}

/** A page of the list, newest first. */
export interface InboxPage {
  rows: ListedConversation[];
  /** How many there are in all. */
  total: number;
  /** Whether there are no more than `total`; otherwise they are at least so many. */
  isTotalExact: boolean;
  hasMore: boolean;
  /** Where the next page begins. */
  end: ListPlace | null;
}

/** Further down the list a page begins after a place: counting up to it would take too long. */
export const MOST_OFFSET = 100_000;

/** A page of all that somebody may see. Beyond the most that is counted there is nothing. */
export async function readInbox(
  sql: Sql,
  request: PageRequest,
): Promise<InboxPage> {
  const isBeyond = request.offset > MOST_OFFSET;
  const [total, places] = await Promise.all([
    readTotal(sql, request.agent),
    isBeyond ? [] : readPlaces(sql, request),
  ]);
  const page = places.slice(0, request.limit);
  const hasMore = places.length > request.limit;
  return {
    rows: await readListedInOrder(sql, page.map(({ id }) => id), request.agent),
    total,
    isTotalExact: true,
    hasMore,
    end: hasMore ? page.at(-1)! : null,
  };
}

/** A page of what matches, by part of a name or a number. */
export async function searchInbox(
  sql: Sql,
  request: Omit<PageRequest, "after"> & { search: string },
): Promise<InboxPage> {
  const { ids, total, isTotalExact } = await findConversations(sql, request);
  const { agent, limit, offset } = request;
  return {
    rows: await readListedInOrder(sql, ids, agent),
    total,
    isTotalExact,
    hasMore: total > offset + limit,
    end: null,
  };
}

/** One conversation as a page of its own; empty when it isn't theirs. */
export async function readInboxOf(
  sql: Sql,
  id: string,
  agent: Agent,
): Promise<InboxPage> {
  const rows = await readListedInOrder(sql, [id], agent);
  const total = rows.length;
  return { rows, total, isTotalExact: true, hasMore: false, end: null };
}

/** Where the page's rows stand, and one more: out of the index alone. */
async function readPlaces(
  sql: Sql,
  { agent, limit, offset, after }: PageRequest,
): Promise<ListPlace[]> {
  return await sql<ListPlace[]>`
    select c.id, (extract(epoch from c.last_message_at) * 1000000)::bigint as at
    from conversations c
    where ${visibleTo(sql, agent)} ${after ? comesAfter(sql, after) : sql``}
    order by c.last_message_at desc, c.id limit ${limit + 1} offset ${offset}
  `;
}

function comesAfter(sql: Sql, { at, id }: ListPlace) {
  const time =
    sql`timestamptz 'epoch' + ${at}::float8 * interval '1 microsecond'`;
  return sql`and c.last_message_at <= ${time} and (c.last_message_at < ${time} or c.id > ${id})`;
}

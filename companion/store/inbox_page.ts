import type { Agent } from "./agents.ts";
import { readTotal } from "./holdings.ts";
import { type ListedConversation, readListedInOrder } from "./inbox_list.ts";
import { findConversations } from "./search.ts";
import {
  isFilterOff,
  isListed,
  type ListFilter,
  ofSides,
} from "./list_filter.ts";
import {
  type ListOrder,
  type ListPlace,
  type OrderPart,
  partsOf,
} from "./list_order.ts";
import type { Sql } from "./sql.ts";

/** What a page of the list is to hold. */
export interface PageRequest {
  agent: Agent;
  filter: ListFilter;
  order: ListOrder;
  /** When the first page was asked for. */
  asOf: Date;
  limit: number;
  /** How many to leave out, from `after` on. */
  offset: number;
  after: ListPlace | null;
}

/** A page of the list, in its order. */
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

/**
 * A page of what somebody may see and asks for. Beyond the most that is counted there is nothing; of
 * what is filtered only the page is counted.
 */
export async function readInbox(
  sql: Sql,
  request: PageRequest,
): Promise<InboxPage> {
  const isWhole = isFilterOff(request.filter);
  const isBeyond = request.offset > MOST_OFFSET;
  const [total, places] = await Promise.all([
    isWhole ? readTotal(sql, request.agent) : null,
    isBeyond ? [] : readPlaces(sql, request),
  ]);
  const page = places.slice(0, request.limit);
  const hasMore = places.length > request.limit;
  return {
    rows: await readListedInOrder(sql, page.map(({ id }) => id), request.agent),
    total: total ?? page.length,
    isTotalExact: isWhole || !hasMore && request.after === null,
    hasMore,
    end: hasMore ? page.at(-1)! : null,
  };
}

/** A page of what matches, by part of a name or a number. */
export async function searchInbox(
  sql: Sql,
  request: Omit<PageRequest, "after" | "order" | "asOf"> & { search: string },
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

/** Where the page's rows stand, and one more: part after part of the order. */
async function readPlaces(
  sql: Sql,
  request: PageRequest,
): Promise<ListPlace[]> {
  const { order, after, asOf, limit } = request;
  const first = after?.part ?? 0;
  const places: ListPlace[] = [];
  for (const [at, orderPart] of partsOf(sql, order, asOf).entries()) {
    if (at < first || places.length > limit) continue;
    const found = await readPart(sql, orderPart, {
      ...request,
      limit: limit + 1 - places.length,
      after: at === first ? after : null,
    });
    places.push(
      ...found.map((row) => ({ ...row, part: at, asOf: asOf.getTime() })),
    );
  }
  return places;
}

/** Out of the index alone, where nothing is filtered. */
async function readPart(
  sql: Sql,
  { condition, time, isNewestFirst, isOpen }: OrderPart,
  { agent, filter, limit, offset, after }: Omit<PageRequest, "order" | "asOf">,
): Promise<Pick<ListPlace, "id" | "at">[]> {
  if (isOpen && filter.state === "closed") return [];
  const sides = isOpen ? "active" : filter.state;
  const since = after &&
    sql`timestamptz 'epoch' + ${after.at}::float8 * interval '1 microsecond'`;
  const comesAfter = since === null
    ? sql``
    : isNewestFirst
    ? sql`and ${time} <= ${since} and (${time} < ${since} or c.id > ${
      after!.id
    })`
    : sql`and ${time} >= ${since} and (${time} > ${since} or c.id > ${
      after!.id
    })`;
  const inOrder = isNewestFirst ? sql`desc` : sql``;
  return await sql<Pick<ListPlace, "id" | "at">[]>`
    select c.id, (extract(epoch from c.time) * 1000000)::bigint as at
    from ${
    ofSides(sql, sides, (isOnSide) =>
      sql`
      select c.id, ${time} as time from conversations c
      where ${isOnSide} and ${
        isListed(sql, filter, agent)
      } and ${condition} ${comesAfter}
      order by ${time} ${inOrder}, c.id limit ${limit + offset}
    `)
  }
    order by c.time ${inOrder}, c.id limit ${limit} offset ${offset}
  `;
}

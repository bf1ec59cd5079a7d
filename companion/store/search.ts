import { numberKey } from "../domain/address.ts";
import type { Agent } from "./agents.ts";
import { readTotal } from "./holdings.ts";
import type { visibleTo } from "./inbox_list.ts";
import {
  isInState,
  isListed,
  type ListFilter,
  ofSides,
} from "./list_filter.ts";
import type { Sql } from "./sql.ts";

/** Who looks for what, and which page of it. */
export interface SearchRequest {
  agent: Agent;
  filter: ListFilter;
  /** Part of a name or a number. */
  search: string;
  limit: number;
  offset: number;
}

/** What was found. */
export interface Found {
  /** Of the page, newest first. */
  ids: string[];
  total: number;
  /** Whether there are no more than `total`; otherwise they are at least so many. */
  isTotalExact: boolean;
}

type Fragment = ReturnType<typeof visibleTo>;

/** So many of the newest tell whether what is looked for is common, and most often are enough. Who has no more has them all looked through. */
const NEWEST = 5_000;
/** Of them: so many promise that a page is full before {@link FAR}. */
const PROMISING = 2;
const FAR = 100_000;
/** More than so many in the index of parts are too many to sort. */
const MOST_SORTED = 1_000;

/**
 * Finds conversations by part of a name, without case or accents, or of a number, newest first.
 * What is common is found among the newest, what is rare in the index of parts; both take as long
 * among a million as among ten thousand.
 */
export async function findConversations(
  sql: Sql,
  request: SearchRequest,
): Promise<Found> {
  const all = await readTotal(sql, request.agent);
  if (all <= NEWEST) return await findAmongAll(sql, request);
  const one = isLongNumber(request) ? await findByParts(sql, request) : null;
  if (one) return exactly(one, request);
  const needed = request.offset + request.limit + 1;
  const near = await findAmongNewest(sql, request, { depth: NEWEST, needed });
  if (near.length === needed) return atLeast(near, request);
  if (near.length >= PROMISING) {
    const far = await findAmongNewest(sql, request, { depth: FAR, needed });
    if (far.length === needed) return atLeast(far, request);
    if (all <= FAR) return exactly(far, request);
  }
  const indexed = hasParts(request) ? await findByParts(sql, request) : null;
  if (indexed) return exactly(indexed, request);
  const found = await findAmongNewest(sql, request, { depth: null, needed });
  return found.length === needed
    ? atLeast(found, request)
    : exactly(found, request);
}

function exactly(ids: string[], { limit, offset }: SearchRequest): Found {
  return {
    ids: ids.slice(offset, offset + limit),
    total: ids.length,
    isTotalExact: true,
  };
}

function atLeast(ids: string[], request: SearchRequest): Found {
  return { ...exactly(ids, request), isTotalExact: false };
}

async function findAmongAll(
  sql: Sql,
  request: SearchRequest,
): Promise<Found> {
  const [row] = await sql<{ ids: string[] | null; total: number }[]>`
    with found as materialized (
      select c.id, c.last_message_at from ${
    ofSides(sql, request.filter.state, (isOnSide) =>
      sql`
        select c.id, c.last_message_at from conversations c
        where ${isOnSide} and ${
        isListed(sql, request.filter, request.agent)
      } and ${matches(sql, request)}
      `)
  }
    )
    select (select count(*) from found) as total, array(
      select id from found order by last_message_at desc, id
      limit ${request.limit} offset ${request.offset}
    ) as ids
  `;
  return { ids: row!.ids ?? [], total: row!.total, isTotalExact: true };
}

/** Looks through so many of the newest (`null`: through all) until it has what is needed. */
async function findAmongNewest(
  sql: Sql,
  request: SearchRequest,
  { depth, needed }: { depth: number | null; needed: number },
): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select c.id from (
      select c.id, c.search, c.last_message_at from ${
    ofSides(sql, request.filter.state, (isOnSide) =>
      sql`
        select c.id, c.search, c.last_message_at from conversations c
        where ${isOnSide} and ${isListed(sql, request.filter, request.agent)}
        order by c.last_message_at desc, c.id limit ${depth}
      `)
  }
      order by c.last_message_at desc, c.id limit ${depth}
    ) as c
    where ${matches(sql, request)}
    order by c.last_message_at desc, c.id limit ${needed}
  `;
  return rows.map(({ id }) => id);
}

/** All that match, by the index of parts and what it doesn't know yet; `null` when they are too many. */
async function findByParts(
  sql: Sql,
  request: SearchRequest,
): Promise<string[] | null> {
  const parts = new Set(partsOf(request.search).map(indexedPart));
  const [row] = await sql<{ candidates: number; ids: string[] }[]>`
    with candidates as materialized (
      select t.conversation_id as id from conversation_texts t
      where ${isLikeAny(sql, sql`t.text`, [...parts])} limit ${MOST_SORTED + 1}
    ), found as materialized (
      select c.id, c.last_message_at from (
        select id from candidates union select unnest(touched) from holdings where touched is not null
      ) as known
      -- One by one: of an agent with thousands, all would be gone through to meet these few.
      cross join lateral (select * from conversations where id = known.id offset 0) as c
      where ${isListed(sql, request.filter, request.agent)} and ${
    isInState(sql, request.filter.state)
  } and ${matches(sql, request)}
    )
    select (select count(*) from candidates) as candidates,
      array(select id from found order by last_message_at desc, id) as ids
  `;
  return row!.candidates > MOST_SORTED ? null : row!.ids;
}

function matches(sql: Sql, { search }: SearchRequest) {
  return isLikeAny(sql, sql`c.search`, partsOf(search));
}

function isLikeAny(
  sql: Sql,
  text: Fragment,
  parts: readonly string[],
): Fragment {
  const [first, ...more] = parts.map((part) =>
    // Once for the statement, not for each row.
    sql`${text} like (select part_pattern(${part}))`
  );
  return sql`(${more.reduce((one, other) => sql`${one} or ${other}`, first!)})`;
}

/** What a text must have, any of it: the words, or the number in either spelling. */
function partsOf(search: string): string[] {
  const words = search.trim().replace(/\s+/g, " ");
  const digits = words.replace(/\D/g, "");
  return [
    // The index knows no part shorter than three letters but the beginnings of words.
    [...words].length < 3 ? ` ${words}` : words,
    ...digits.length < 3 ? [] : new Set([digits, numberKey(digits)]),
  ];
}

/** The index knows letters and digits alone: of a smiley it would go through all. */
function hasParts({ search }: SearchRequest): boolean {
  return /[\p{L}\p{N}]/u.test(search);
}

/** Nobody shares so much of a number with many: to look among the newest would be in vain. */
function isLongNumber({ search }: SearchRequest): boolean {
  return partsOf(search).every((part) => /\d{7,}/.test(part));
}

/** Numbers begin alike and end differently: of a long one, only its end is looked for in the index. */
function indexedPart(part: string): string {
  return /\d{7,}/.exec(part)?.[0].slice(-6) ?? part;
}

import type { Context } from "hono";
import { isUuid } from "../../shared/reply_request.ts";
import { Refusal } from "../../shared/refusal.ts";
import { readTotal } from "../store/holdings.ts";
import {
  type InboxPage,
  type ListPlace,
  MOST_OFFSET,
  type PageRequest,
  readInbox,
  readInboxOf,
  searchInbox,
} from "../store/inbox_page.ts";
import type { Sql } from "../store/sql.ts";

/** What of the list is asked for. */
export interface ListQuery {
  /** Only this conversation. */
  id: string | null;
  /** Part of a name or a number. */
  search: string | null;
  after: ListPlace | null;
}

/** Whoever looks for somebody narrows the search rather than turn so many pages. */
const MOST_SEARCH_OFFSET = 10_000;

/**
 * Reads the part of the query that says which conversations.
 * @throws {Refusal} `invalid`
 */
export function parseListQuery(c: Context): ListQuery {
  const id = c.req.query("id") ?? null;
  if (id !== null && !isUuid(id)) throw invalid("id", "must be a UUID");
  const search = c.req.query("q")?.trim().slice(0, 100).replaceAll("\0", "") ||
    null;
  const cursor = c.req.query("antes");
  if (!cursor) return { id, search, after: null };
  if (id || search) {
    throw invalid("antes", 'goes neither with "q" nor with "id"');
  }
  return { id, search, after: parseCursor(cursor) };
}

/**
 * The page that is asked for.
 * @throws {Refusal} `invalid` when it is too deep to be counted up to
 */
export async function readListPage(
  sql: Sql,
  { id, search, ...page }: ListQuery & PageRequest,
): Promise<InboxPage> {
  if (id) return await readInboxOf(sql, id, page.agent);
  if (search) {
    if (page.offset > MOST_SEARCH_OFFSET) {
      throw invalid("offset", `of a search is at most ${MOST_SEARCH_OFFSET}`);
    }
    return await searchInbox(sql, { ...page, search });
  }
  if (
    page.offset > MOST_OFFSET &&
    page.offset < await readTotal(sql, page.agent)
  ) throw invalid("offset", `is at most ${MOST_OFFSET}: go on by "antes"`);
  return await readInbox(sql, page);
}

/** What a page says of where it ends, to be sent back as `antes`. */
export function toCursor({ at, id }: ListPlace): string {
  return `${at}.${id}`;
}

function parseCursor(text: string): ListPlace {
  const [, at = "", id = ""] = /^(\d{1,16})\.(.+)$/.exec(text) ?? [];
  if (!isUuid(id)) throw invalid("antes", 'must be the "siguiente" of a page');
  return { at: Number(at), id };
}

function invalid(field: string, why: string): Refusal {
  return new Refusal("invalid", `Cannot list: "${field}" ${why}`, field);
}

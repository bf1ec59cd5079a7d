import type { Context } from "hono";
import { isUuid } from "../../shared/reply_request.ts";
import { Refusal } from "../../shared/refusal.ts";
import { readTotal } from "../store/holdings.ts";
import {
  type InboxPage,
  MOST_OFFSET,
  type PageRequest,
  readInbox,
  readInboxOf,
  searchInbox,
} from "../store/inbox_page.ts";
import { isFilterOff } from "../store/list_filter.ts";
import type { ListPlace } from "../store/list_order.ts";
import type { Sql } from "../store/sql.ts";
import { parseListFilter, parseListOrder } from "./list_query.ts";

/** What of the list is asked for. */
export interface ListQuery extends Pick<PageRequest, "filter" | "order"> {
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
  const asked = {
    id,
    search,
    filter: parseListFilter(c),
    order: parseListOrder(c),
  };
  if (search && asked.order !== "newest") {
    throw invalid("orden", 'goes not with "q"');
  }
  const cursor = c.req.query("antes");
  if (!cursor) return { ...asked, after: null };
  if (id || search) {
    throw invalid("antes", 'goes neither with "q" nor with "id"');
  }
  return { ...asked, after: parseCursor(cursor) };
}

/**
 * The page that is asked for.
 * @throws {Refusal} `invalid` when it is too deep to be counted up to
 */
export async function readListPage(
  sql: Sql,
  { id, search, now, ...query }: ListQuery & Omit<PageRequest, "asOf"> & {
    now: Date;
  },
): Promise<InboxPage> {
  const page = {
    ...query,
    asOf: query.after ? new Date(query.after.asOf) : now,
  };
  if (id) return await readInboxOf(sql, id, page.agent);
  if (search) {
    if (page.offset > MOST_SEARCH_OFFSET) {
      throw invalid("offset", `of a search is at most ${MOST_SEARCH_OFFSET}`);
    }
    return await searchInbox(sql, { ...page, search });
  }
  const isPlain = page.order === "newest" && isFilterOff(page.filter);
  if (page.offset > 0 && !isPlain) {
    throw invalid("offset", 'goes with no filter: go on by "antes"');
  }
  if (
    page.offset > MOST_OFFSET &&
    page.offset < await readTotal(sql, page.agent)
  ) throw invalid("offset", `is at most ${MOST_OFFSET}: go on by "antes"`);
  return await readInbox(sql, page);
}

/** What a page says of where it ends, to be sent back as `antes`. */
export function toCursor({ part, at, id, asOf }: ListPlace): string {
  return `${part}.${at}.${asOf}.${id}`;
}

function parseCursor(text: string): ListPlace {
  const [, part = "", at = "", asOf = "", id = ""] =
    /^(\d)\.(\d{1,16})\.(\d{1,15})\.(.+)$/.exec(text) ?? [];
  if (!isUuid(id)) throw invalid("antes", 'must be the "siguiente" of a page');
  return { part: Number(part), at: Number(at), asOf: Number(asOf), id };
}

function invalid(field: string, why: string): Refusal {
  return new Refusal("invalid", `Cannot list: "${field}" ${why}`, field);
}

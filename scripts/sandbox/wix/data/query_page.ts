import type { Stored } from "./collection.ts";
import { badRequest } from "./data_error.ts";
import { type Filter, parseFilter } from "./filter.ts";
import { find, parseLimit, parseOffset, type Read } from "./reading.ts";
import { compare, valueAt } from "./values.ts";

/** A query as it travels. */
export interface QueryBody {
  filter?: unknown;
  fields?: string[];
  sort?: Sort[];
  paging?: { limit?: number; offset?: number };
  cursorPaging?: { limit?: number; cursor?: string };
}

export interface Sort {
  fieldName: string;
  order?: "ASC" | "DESC";
}

interface Cursor {
  filter: Filter;
  sort: Sort[];
  fields: string[];
  after: { values: unknown[]; place: number };
}

/**
 * One page. A cursor goes on after the last row of the page before, whatever was added since.
 * @throws {DataError} WDE0151 for a cursor that is not ours, WDE0020 for a page that is too long
 */
export function queryPage(
  read: Read,
  query: QueryBody,
): {
  stored: Stored[];
  fields: string[];
  isLast: boolean;
  total: number;
  next?: string;
} {
  const cursor = query.cursorPaging?.cursor
    ? parseCursor(query.cursorPaging.cursor)
    : null;
  const { rules } = read.database;
  const filter = cursor?.filter ?? parseFilter(query.filter, rules);
  const sort = cursor?.sort ?? query.sort ?? [];
  const fields = cursor?.fields ?? query.fields ?? [];
  const limit = parseLimit((query.cursorPaging ?? query.paging)?.limit, rules);
  const found = sorted(find(read, filter), sort);
  const rest = cursor
    ? found.filter((each) => order(each, cursor.after, sort) > 0)
    : found.slice(parseOffset(query.paging?.offset));
  const stored = rest.slice(0, limit);
  const last = stored.at(-1);
  const isLast = rest.length <= limit;
  return {
    stored,
    fields,
    isLast,
    total: found.length,
    next: isLast || !last ? undefined : toCursor({
      filter,
      sort,
      fields,
      after: {
        values: sort.map(({ fieldName }) => valueAt(last.row, fieldName)),
        place: last.place,
      },
    }),
  };
}

/** The order of a sort, for anything that has the fields. */
export function bySort(sort: readonly Sort[]) {
  return (a: unknown, b: unknown): number => {
    for (const { fieldName, order } of sort) {
      const way = compare(valueAt(a, fieldName), valueAt(b, fieldName));
      if (way !== 0) return order === "DESC" ? -way : way;
    }
    return 0;
  };
}

function sorted(found: Stored[], sort: readonly Sort[]): Stored[] {
  if (sort.length === 0) return found;
  const keyed = found.map((stored) => ({
    stored,
    at: {
      values: sort.map(({ fieldName }) => valueAt(stored.row, fieldName)),
      place: stored.place,
    },
  }));
  return keyed.sort((a, b) => orderOf(a.at, b.at, sort)).map(({ stored }) =>
    stored
  );
}

function order(
  stored: Stored,
  after: Cursor["after"],
  sort: readonly Sort[],
): number {
  const values = sort.map(({ fieldName }) => valueAt(stored.row, fieldName));
  return orderOf({ values, place: stored.place }, after, sort);
}

function orderOf(
  a: Cursor["after"],
  b: Cursor["after"],
  sort: readonly Sort[],
): number {
  for (let at = 0; at < sort.length; at++) {
    const way = compare(a.values[at], b.values[at]);
    if (way !== 0) return sort[at]!.order === "DESC" ? -way : way;
  }
  return a.place - b.place;
}

function toCursor(cursor: Cursor): string {
  return new TextEncoder().encode(JSON.stringify(cursor)).toBase64({
    alphabet: "base64url",
  });
}

function parseCursor(text: string): Cursor {
  try {
    const bytes = Uint8Array.fromBase64(text, { alphabet: "base64url" });
    const cursor = JSON.parse(new TextDecoder().decode(bytes)) as Cursor;
    if (Array.isArray(cursor.after.values)) return cursor;
  } catch {
    // Not one of ours.
  }
  throw badRequest("WDE0151", "Invalid cursor.");
}

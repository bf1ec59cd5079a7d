import { holds, type Rule } from "./rules.ts";
import { TwilioRefusal } from "./refusal.ts";

/** One page of a list, and what its envelope says of the others. */
export interface Page<T> {
  items: T[];
  envelope: Record<string, unknown>;
}

interface Cut<T> {
  items: T[];
  start: number;
  page: number;
  size: number;
  first: string;
  previous: string | null;
  next: string | null;
}

const USUAL_SIZE = 50;
const MOST_SIZE = 1_000;

/** A page in the form of the oldest interface, whose addresses are relative. */
export function cutPage<T extends { sid: string }>(
  rules: { without: ReadonlySet<Rule> },
  all: readonly T[],
  url: URL,
): Page<T> {
  const { items, start, page, size, ...links } = cut(rules, all, url);
  return {
    items,
    envelope: {
      end: start + Math.max(items.length - 1, 0),
      first_page_uri: links.first,
      next_page_uri: links.next,
      page,
      page_size: size,
      previous_page_uri: links.previous,
      start,
      uri: `${url.pathname}${url.search}`,
    },
  };
}

/** A page in the form of the newer interfaces, whose addresses are whole. */
export function cutMetaPage<T extends { sid: string }>(
  rules: { without: ReadonlySet<Rule> },
  all: readonly T[],
  { url, key }: { url: URL; key: string },
): Page<T> {
  const { items, page, size, first, previous, next } = cut(rules, all, url);
  const whole = (path: string | null) => path && `${url.origin}${path}`;
  return {
    items,
    envelope: {
      meta: {
        page,
        page_size: size,
        first_page_url: whole(first),
        previous_page_url: whole(previous),
        url: whole(`${url.pathname}${url.search}`),
        next_page_url: whole(next),
        key,
      },
    },
  };
}

/**
 * Cuts a page out of a list, newest first. A next page starts after the last item shown, so that
 * what arrives meanwhile shifts nothing.
 */
function cut<T extends { sid: string }>(
  rules: { without: ReadonlySet<Rule> },
  all: readonly T[],
  url: URL,
): Cut<T> {
  const query = url.searchParams;
  const asked = whole(query, "PageSize") ?? USUAL_SIZE;
  const size = Math.min(Math.max(asked, 1), MOST_SIZE);
  const page = whole(query, "Page") ?? 0;
  const after = query.get("PageToken")?.slice("PA".length);
  const start = after && holds(rules, "stable pages")
    ? all.findIndex(({ sid }) => sid === after) + 1
    : page * size;
  const items = all.slice(start, start + size);
  const last = items.at(-1);
  const hasMore = start + items.length < all.length;
  const before = all[start - size - 1];

  const address = (number: number, token?: string) => {
    const next = new URLSearchParams(query);
    next.set("PageSize", String(size));
    next.set("Page", String(number));
    next.delete("PageToken");
    if (token) next.set("PageToken", `PA${token}`);
    return `${url.pathname}?${next}`;
  };
  return {
    items,
    start,
    page,
    size,
    first: address(0),
    previous: page > 0 ? address(page - 1, before?.sid) : null,
    next: hasMore && last ? address(page + 1, last.sid) : null,
  };
}

function whole(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (text === null || text === "") return null;
  if (/^\d+$/.test(text)) return Number(text);
  throw new TwilioRefusal(20001, `${name} '${text}' is not a whole number`);
}

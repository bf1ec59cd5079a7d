/** One page of a list in Twilio's older form, whose addresses are relative. */
export interface Page<T> {
  items: T[];
  envelope: Record<string, unknown>;
}

const USUAL_SIZE = 50;
const MOST_SIZE = 1_000;

/**
 * Cuts a page out of a list, newest first. A next page starts after the last item shown, so that
 * what arrives meanwhile shifts nothing.
 */
export function cutPage<T extends { sid: string }>(
  all: readonly T[],
  url: URL,
): Page<T> {
  const query = url.searchParams;
  const asked = Number(query.get("PageSize") ?? USUAL_SIZE);
  const size = Math.min(
    Math.max(Math.trunc(asked) || USUAL_SIZE, 1),
    MOST_SIZE,
  );
  const page = Math.max(Math.trunc(Number(query.get("Page") ?? 0)) || 0, 0);
  const after = query.get("PageToken")?.slice("PA".length);
  const start = after
    ? all.findIndex(({ sid }) => sid === after) + 1
    : page * size;
  const items = all.slice(start, start + size);
  const last = items.at(-1);
  const hasMore = start + items.length < all.length;

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
    envelope: {
      end: page * size + Math.max(items.length - 1, 0),
      first_page_uri: address(0),
      next_page_uri: hasMore && last ? address(page + 1, last.sid) : null,
      page,
      page_size: size,
      previous_page_uri: page > 0 ? address(page - 1) : null,
      start: page * size,
      uri: `${url.pathname}${url.search}`,
    },
  };
}

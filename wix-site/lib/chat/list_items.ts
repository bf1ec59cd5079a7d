import type { ActRow } from "./acts_answers.ts";
import type { FoundMessage } from "./list_answers.ts";
import type { SearchState } from "./search_state.ts";

/** What stands in the list, from top to bottom. */
export type ListItem =
  | { kind: "row"; key: string; row: ActRow; isTall: boolean }
  | { kind: "found"; key: string; found: FoundMessage }
  | { kind: "heading"; key: "rows" | "words" }
  | { kind: "more"; key: "more" };

/** How high each kind is, in rem. Styles use the same numbers. */
const HEIGHTS = { row: 4.625, tall: 6.25, found: 4.625, heading: 2.5 } as const;

/**
 * The rows, and after a search the messages that have the words, under headings of their own.
 * While words are listed too, further rows come only when they are asked for: they would push these away.
 */
export function listItems(
  rows: readonly ActRow[],
  { search, isTall }: {
    search: SearchState | null;
    isTall(row: ActRow): boolean;
  },
): ListItem[] {
  const items: ListItem[] = rows.map((row) => ({
    kind: "row",
    key: row.id,
    row,
    isTall: isTall(row),
  }));
  const words = search?.words;
  if (!words || words === "failed" || words.mensajes.length === 0) return items;
  const found = words.mensajes.map((one): ListItem => ({
    kind: "found",
    key: one.message_id,
    found: one,
  }));
  return [
    ...items.length > 0 ? [{ kind: "heading", key: "rows" } as const] : [],
    ...items,
    ...search?.hasMore ? [{ kind: "more", key: "more" } as const] : [],
    { kind: "heading", key: "words" },
    ...found,
  ];
}

/** Where items begin, in pixels. */
export type Places = Float64Array<ArrayBuffer>;

/** Whether one can walk to an item and choose it. */
export function isOption(item: ListItem): boolean {
  return item.kind !== "heading";
}

/** Where each item begins, in pixels; one place more says where the last one ends. */
export function placesOf(
  items: readonly ListItem[],
  rem: number,
): Places {
  const places = new Float64Array(items.length + 1);
  items.forEach((item, at) => {
    places[at + 1] = places[at]! + heightOf(item) * rem;
  });
  return places;
}

/** The items that a viewport shows, with a margin before and after. */
export function itemsInSight(
  places: Places,
  view: { top: number; height: number },
): { start: number; end: number } {
  const margin = 6;
  const count = places.length - 1;
  const first = itemAt(places, Math.max(0, view.top));
  const last = itemAt(places, Math.max(0, view.top + view.height));
  return {
    start: Math.max(0, Math.min(first, count - 1) - margin),
    end: Math.min(count, last + 1 + margin),
  };
}

/** Which item lies at a height: the last one that begins at or above it. */
function itemAt(places: Places, top: number): number {
  let low = 0;
  let high = places.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (places[middle]! <= top) low = middle;
    else high = middle - 1;
  }
  return low;
}

function heightOf(item: ListItem): number {
  if (item.kind === "row") return item.isTall ? HEIGHTS.tall : HEIGHTS.row;
  return item.kind === "found" ? HEIGHTS.found : HEIGHTS.heading;
}

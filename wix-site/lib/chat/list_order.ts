import type { ActRow } from "./acts_answers.ts";
import type { ListOrder } from "./list_view.ts";

/** How two rows stand in an order, as `sort` wants it; the companion orders its pages in the same way. */
export function inOrder(
  order: ListOrder,
  now: number,
): (one: ActRow, other: ActRow) => number {
  const time = TIMES[order];
  return (one, other) => {
    const [first, second] = [time(one, now), time(other, now)];
    if (first !== second) {
      // Those that the order is about come first, the oldest of them on top.
      if (first === null) return 1;
      return second === null ? -1 : compare(first, second);
    }
    return newest(one, other);
  };
}

/** The rows in an order; what the agent pinned stands on top. */
export function sorted(
  rows: Iterable<ActRow>,
  order: ListOrder,
  now: number,
): ActRow[] {
  const compareRows = inOrder(order, now);
  const isLower = (row: ActRow) => row.fijada ? 0 : 1;
  return [...rows].sort((one, other) =>
    isLower(one) - isLower(other) || compareRows(one, other)
  );
}

/** What an order goes by; `null` for rows that it isn't about. */
const TIMES: Readonly<
  Record<ListOrder, (row: ActRow, now: number) => string | null>
> = {
  newest: () => null,
  wait: ({ esperando_desde }) => esperando_desde ?? null,
  window: ({ window_expires_at: end }, now) =>
    end !== null && Date.parse(end) > now ? end : null,
};

function newest(one: ActRow, other: ActRow): number {
  return compare(other.last_message_time, one.last_message_time) ||
    compare(one.id, other.id);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

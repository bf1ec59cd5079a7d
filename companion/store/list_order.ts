import { SERVICE_WINDOW_MS } from "../../shared/service_window.ts";
import type { Sql } from "./sql.ts";

/** `newest` word first, `longest_wait` first, or the window that `closes_soonest` first. */
export type ListOrder = "newest" | "longest_wait" | "closes_soonest";

/** A place in the list: right after this conversation, as it stood there. */
export interface ListPlace {
  /** Which part of the order: those that it is about, then the others. */
  part: number;
  /** What the part is ordered by: microseconds since 1970. */
  at: number;
  id: string;
  /** When the first page was asked for, in milliseconds: which windows were open then. */
  asOf: number;
}

/** A part of an order: one index's way through those that the condition lets in. */
export interface OrderPart {
  condition: ReturnType<typeof newestTime>;
  time: ReturnType<typeof newestTime>;
  isNewestFirst: boolean;
  /** Whether nothing closed is in it. */
  isOpen: boolean;
}

/** The parts of an order, for the table called `c`. Whoever waits or has an open window comes first, the oldest first; the others follow as they always do. */
export function partsOf(sql: Sql, order: ListOrder, asOf: Date): OrderPart[] {
  const rest = (condition: OrderPart["condition"]): OrderPart => ({
    condition,
    time: newestTime(sql),
    isNewestFirst: true,
    isOpen: false,
  });
  if (order === "newest") return [rest(sql`true`)];
  if (order === "longest_wait") {
    return [{
      condition: sql`c.waiting_since is not null`,
      time: sql`c.waiting_since`,
      isNewestFirst: false,
      isOpen: true,
    }, rest(sql`c.waiting_since is null`)];
  }
  const closedBefore = new Date(asOf.getTime() - SERVICE_WINDOW_MS);
  return [{
    // What was written lately was said lately: the list's own index leads there.
    condition:
      sql`c.last_inbound_at > ${closedBefore} and c.last_message_at > ${closedBefore}`,
    time: sql`c.last_inbound_at`,
    isNewestFirst: false,
    isOpen: false,
  }, rest(sql`(c.last_inbound_at > ${closedBefore}) is not true`)];
}

function newestTime(sql: Sql) {
  return sql`c.last_message_at`;
}

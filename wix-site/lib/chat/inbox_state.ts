import type {
  ConversationPage,
  ConversationSummary,
} from "../../../shared/conversation.ts";

/** What a list is doing: `failed` says that the last attempt to load it did. */
export type LoadState = "idle" | "loading" | "more" | "failed" | "more_failed";

/** The list as the page knows it. Rows are kept by the conversation's id; the newest version wins. */
export interface InboxState {
  rows: ReadonlyMap<string, ConversationSummary>;
  /** The version at which a conversation went to somebody else: an older row doesn't bring it back. */
  lost: ReadonlyMap<string, number>;
  /** How far the pages reached, counted from the newest. */
  paged: number;
  /** The time of the oldest row of those pages: what is older shows only in a search until its page comes. */
  reach: string | null;
  hasMore: boolean;
  load: LoadState;
}

export const EMPTY_INBOX: InboxState = {
  rows: new Map(),
  lost: new Map(),
  paged: 0,
  reach: null,
  hasMore: false,
  load: "loading",
};

/** Adds a page of the list. */
export function mergeInboxPage(
  state: InboxState,
  page: ConversationPage,
): InboxState {
  const fresh = Object.values(page.conversaciones);
  const merged = fresh.reduce(mergeRow, state);
  const end = page.offset + page.count;
  if (end < state.paged) return { ...merged, load: "idle" };
  return {
    ...merged,
    paged: end,
    reach: oldestTime(fresh) ?? state.reach,
    hasMore: page.has_more,
    load: "idle",
  };
}

/**
 * Takes the newest page after a time without news. A row that belongs within the page's range,
 * isn't in it and hasn't changed since `before` was read, is no longer ours.
 */
export function mergeFreshPage(
  state: InboxState,
  page: ConversationPage,
  before: InboxState,
): InboxState {
  const fresh = Object.values(page.conversaciones);
  const ids = new Set(fresh.map((row) => row.id));
  const oldest = oldestTime(fresh);
  const rows = new Map(state.rows);
  for (const [id, row] of state.rows) {
    const isInRange = !page.has_more || !oldest ||
      row.last_message_time > oldest;
    if (isInRange && !ids.has(id) && before.rows.get(id) === row) {
      rows.delete(id);
    }
  }
  return mergeInboxPage({ ...state, rows }, page);
}

/** Takes one row, unless a newer one is known or the conversation has been lost since. */
export function mergeRow(
  state: InboxState,
  row: ConversationSummary,
): InboxState {
  const known = state.rows.get(row.id);
  if (known && known.version > row.version) return state;
  if ((state.lost.get(row.id) ?? -1) >= row.version) return state;
  return { ...state, rows: new Map(state.rows).set(row.id, row) };
}

/** Forgets a conversation that went to somebody else. */
export function loseRow(
  state: InboxState,
  id: string,
  version: number,
): InboxState {
  const known = state.rows.get(id);
  if (known && known.version > version) return state;
  const rows = new Map(state.rows);
  const wasThere = rows.delete(id);
  return {
    ...state,
    rows,
    lost: new Map(state.lost).set(id, version),
    paged: wasThere ? Math.max(0, state.paged - 1) : state.paged,
  };
}

/** Shows a conversation as read before the companion has said so. */
export function markRowRead(state: InboxState, id: string): InboxState {
  const row = state.rows.get(id);
  if (!row || row.unread === 0) return state;
  return {
    ...state,
    rows: new Map(state.rows).set(id, { ...row, unread: 0 }),
  };
}

/** Whether a notice tells of something that the page hasn't seen. */
export function isNews(
  state: InboxState,
  id: string,
  version: number,
): boolean {
  return (state.rows.get(id)?.version ?? -1) < version;
}

/** The rows of the pages that have come, in no order. */
export function listedRows(state: InboxState): ConversationSummary[] {
  const { hasMore, reach } = state;
  const rows = [...state.rows.values()];
  if (!hasMore || reach === null) return rows;
  return rows.filter((row) => row.last_message_time >= reach);
}

/** The rows, newest first. */
export function newestFirst(
  rows: Iterable<ConversationSummary>,
): ConversationSummary[] {
  return [...rows].sort((one, other) =>
    compare(other.last_message_time, one.last_message_time) ||
    compare(one.id, other.id)
  );
}

/** How many messages wait to be read in the rows that are known. */
export function unreadTotal(state: InboxState): number {
  let total = 0;
  for (const row of state.rows.values()) total += row.unread;
  return total;
}

function oldestTime(rows: readonly ConversationSummary[]): string | null {
  return rows.map((row) => row.last_message_time).sort()[0] ?? null;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

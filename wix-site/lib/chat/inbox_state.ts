import type { ConversationPage } from "../../../shared/conversation.ts";
import type { ActRow } from "./acts_answers.ts";
import { inOrder, sorted } from "./list_order.ts";
import { FIRST_VIEW, fits, type ListView } from "./list_view.ts";

/** What a list is doing: `failed` says that the last attempt to load it did. */
export type LoadState = "idle" | "loading" | "more" | "failed" | "more_failed";

/** The list as the page knows it. Rows are kept by the conversation's id; the newest version wins. */
export interface InboxState {
  rows: ReadonlyMap<string, ActRow>;
  /** The version at which a conversation went to somebody else: an older row doesn't bring it back. */
  lost: ReadonlyMap<string, number>;
  view: ListView;
  /** Where the next page begins, in the companion's words. */
  next: string | null;
  /** The last row of the pages that came, as it was: what lies beyond shows only once its page comes. */
  reach: ActRow | null;
  hasMore: boolean;
  load: LoadState;
}

/** From where a list is looked at. */
export interface Onlooker {
  /** The agent's own name, by which rows tell whose they are. */
  name: string;
  now: number;
  /** The open conversation: it stays in sight when it no longer fits, and is never dropped unasked. */
  openId: string | null;
}

export const EMPTY_INBOX: InboxState = {
  rows: new Map(),
  lost: new Map(),
  view: FIRST_VIEW,
  next: null,
  reach: null,
  hasMore: false,
  load: "loading",
};

/** Looks at the list in another way: rows that are known show at once, their page is still to come. */
export function changeView(
  state: InboxState,
  part: Partial<ListView>,
): InboxState {
  const view = { ...state.view, ...part };
  const { rows, lost } = state;
  return { ...EMPTY_INBOX, rows, lost, view };
}

/** What was known when a page was asked for, and from where the list is looked at. */
export interface Asked {
  before: InboxState;
  by: Onlooker;
}

/**
 * Takes the first page of the list, at the beginning or after a time without news. A row that
 * belongs within the page's range, isn't in it and hasn't changed since it was asked for, is no longer ours.
 */
export function mergeFreshPage(
  state: InboxState,
  page: ConversationPage,
  asked: Asked,
): InboxState {
  return mergePage(
    dropMissing(state, page, { ...asked, from: null }),
    page,
    asked,
  );
}

/** Takes the page after the last one; what it should have held and doesn't is no longer ours either. */
export function mergeNextPage(
  state: InboxState,
  page: ConversationPage,
  asked: Asked,
): InboxState {
  const from = asked.before.reach;
  return mergePage(dropMissing(state, page, { ...asked, from }), page, asked);
}

function mergePage(
  state: InboxState,
  page: ConversationPage,
  { by }: Asked,
): InboxState {
  const fresh: ActRow[] = Object.values(page.conversaciones);
  const merged = { ...mergeRows(state, fresh), load: "idle" as const };
  const order = inOrder(state.view.order, by.now);
  const last = fresh.toSorted(order).at(-1) ?? null;
  const isWithin = page.has_more && last && state.reach &&
    order(last, state.reach) < 0;
  if (isWithin) return merged;
  return {
    ...merged,
    reach: last ?? state.reach,
    next: page.siguiente,
    hasMore: page.has_more,
  };
}

function dropMissing(
  state: InboxState,
  page: ConversationPage,
  { before, by, from }: Asked & { from: ActRow | null },
): InboxState {
  const fresh: ActRow[] = Object.values(page.conversaciones);
  const ids = new Set(fresh.map((row) => row.id));
  const order = inOrder(state.view.order, by.now);
  const last = fresh.toSorted(order).at(-1);
  const isInRange = (row: ActRow) =>
    fits(row, state.view, by) && (from === null || order(row, from) > 0) &&
    (!page.has_more || !last || order(row, last) < 0);
  const rows = new Map(state.rows);
  for (const [id, row] of state.rows) {
    const isUnchanged = before.rows.get(id) === row;
    const isMissing = isInRange(row) && isUnchanged && !ids.has(id);
    if (isMissing && id !== by.openId) rows.delete(id);
  }
  return { ...state, rows };
}

/** Takes one row, unless a newer one is known or the conversation has been lost since. */
export function mergeRow(state: InboxState, row: ActRow): InboxState {
  return mergeRows(state, [row]);
}

/** Takes rows, each as `mergeRow` does. */
export function mergeRows(
  state: InboxState,
  fresh: readonly ActRow[],
): InboxState {
  const rows = new Map(state.rows);
  for (const row of fresh) {
    const isOld = (rows.get(row.id)?.version ?? -1) > row.version;
    const isLost = (state.lost.get(row.id) ?? -1) >= row.version;
    if (!isOld && !isLost) rows.set(row.id, row);
  }
  return { ...state, rows };
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
  rows.delete(id);
  return { ...state, rows, lost: new Map(state.lost).set(id, version) };
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

/** The rows to show, in their order: those that fit the view and whose page has come, and what is pinned. */
export function listedRows(state: InboxState, by: Onlooker): ActRow[] {
  const { hasMore, reach, view } = state;
  const order = inOrder(view.order, by.now);
  const isReached = (row: ActRow) =>
    !hasMore || reach === null || row.fijada || order(row, reach) <= 0;
  const isKept = (row: ActRow) => row.id === by.openId && view.isUnread;
  const rows = [...state.rows.values()].filter((row) =>
    (fits(row, view, by) || isKept(row) &&
        fits(row, { ...view, isUnread: false }, by)) && isReached(row)
  );
  return sorted(rows, view.order, by.now);
}

/** How many messages wait to be read in the rows that are known. */
export function unreadTotal(state: InboxState): number {
  let total = 0;
  for (const row of state.rows.values()) total += row.unread;
  return total;
}

import type { ConversationPage } from "../../../shared/conversation.ts";
import type { ActRow } from "./acts_answers.ts";
import type { LoadState } from "./inbox_state.ts";
import type { FoundWords } from "./list_answers.ts";
import { plain } from "./team_state.ts";

/** What an agent is looking for, and whom the companion found. */
export interface SearchState {
  query: string;
  /** The ids found so far; `null` until the first answer. */
  found: readonly string[] | null;
  paged: number;
  hasMore: boolean;
  load: LoadState;
  /** The messages that have the words; `null` until the answer, `failed` when none came. */
  words: FoundWords | "failed" | null;
}

/** A search that has not been answered yet; `null` for an empty box. */
export function startSearch(query: string): SearchState | null {
  if (query.trim() === "") return null;
  return {
    query,
    found: null,
    paged: 0,
    hasMore: false,
    load: "loading",
    words: null,
  };
}

/** Adds a page of results; an answer to an earlier query is ignored. */
export function mergeFound(
  state: SearchState | null,
  query: string,
  page: ConversationPage,
): SearchState | null {
  if (state?.query !== query) return state;
  const ids = Object.values(page.conversaciones).map((row) => row.id);
  const known = page.offset === 0 ? [] : state.found ?? [];
  return {
    ...state,
    found: [...new Set([...known, ...ids])],
    paged: page.offset + page.count,
    hasMore: page.has_more,
    load: "idle",
  };
}

/** Takes the messages that have the words; an answer to an earlier query is ignored. */
export function mergeWords(
  state: SearchState | null,
  query: string,
  words: FoundWords | "failed",
): SearchState | null {
  return state?.query === query ? { ...state, words } : state;
}

/**
 * The rows to show for a search: the companion's answer and, at once, those already here
 * that match by name or by number, however either is written.
 */
export function foundRows(
  state: SearchState,
  rows: ReadonlyMap<string, ActRow>,
): ActRow[] {
  const matching = [...rows.values()].filter((row) =>
    matches(row, state.query)
  );
  const found = (state.found ?? []).flatMap((id) => rows.get(id) ?? []);
  return [...new Set([...matching, ...found])];
}

function matches(row: ActRow, query: string): boolean {
  const digits = query.replace(/[\s+().-]/g, "");
  const isNumber = /^\d{2,}$/.test(digits);
  return plain(row.nombre).includes(plain(query.trim())) ||
    (isNumber && (row.numero ?? "").includes(digits));
}

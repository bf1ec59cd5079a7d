import type { ChatState, Me } from "./chat_state.ts";
import type { ActRow } from "./acts_answers.ts";
import type { ThreadState } from "./thread_state.ts";

/** What is kept of an agent's page from one visit to the next: the top of the list and the last threads. */
export interface KeptInbox {
  /** Raised when what is kept changes its shape: an older one is not read. */
  shape: typeof SHAPE;
  me: Me;
  rows: ActRow[];
  threads: ThreadState[];
}

const SHAPE = 1;
const MOST_ROWS = 60;
const MOST_THREADS = 6;
const MOST_MESSAGES = 40;

/** The part of a page's state that is worth keeping; `null` while there is nothing yet. */
export function toKeepInbox(state: ChatState): KeptInbox | null {
  const { access, me, inbox, threads } = state;
  if (access !== "in" || me === null || inbox.load === "loading") return null;
  const rows = [...inbox.rows.values()]
    .sort((one, other) =>
      one.last_message_time < other.last_message_time ? 1 : -1
    )
    .slice(0, MOST_ROWS);
  const known = new Set(rows.map(({ id }) => id));
  return {
    shape: SHAPE,
    me,
    rows,
    threads: [...threads.values()]
      .filter(({ id, past, lost, entries }) =>
        known.has(id) && !past && !lost && entries.length > 0
      )
      .slice(-MOST_THREADS)
      .map(shortened),
  };
}

/** A page's state as it begins with what was kept: it is shown at once, and asked for anew. */
export function withKeptInbox(state: ChatState, kept: unknown): ChatState {
  if (!isKeptInbox(kept)) return state;
  return {
    ...state,
    access: "in",
    me: kept.me,
    inbox: {
      ...state.inbox,
      rows: new Map(kept.rows.map((row) => [row.id, row])),
    },
    threads: new Map(kept.threads.map((thread) => [thread.id, thread])),
  };
}

/** The newest messages alone; their media addresses have run out by the next visit. */
function shortened(thread: ThreadState): ThreadState {
  const entries = thread.entries.slice(-MOST_MESSAGES)
    .map((entry) => ({ ...entry, mediaAt: 0 }));
  return { ...thread, entries, load: "idle", newLine: null };
}

function isKeptInbox(kept: unknown): kept is KeptInbox {
  const { shape, me, rows, threads } = (kept ?? {}) as Partial<KeptInbox>;
  return shape === SHAPE && typeof me === "object" && Array.isArray(rows) &&
    Array.isArray(threads);
}

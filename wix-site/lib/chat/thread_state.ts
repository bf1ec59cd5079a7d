import type {
  ThreadMessage,
  ThreadPage,
  WixData,
} from "../../../shared/conversation.ts";
import { advance, type DeliveryStatus } from "../../../shared/delivery.ts";
import type { Present, ThreadEvent } from "./acts_answers.ts";
import type { LoadState } from "./inbox_state.ts";
import { keepLivingMedia } from "./media_addresses.ts";

/** A message, the conversation's version at which it was last known, and when its media addresses were given. */
export interface ThreadEntry {
  message: ThreadMessage;
  version: number;
  mediaAt: number; // ms since 1970
}

/** A page of a thread as the companion tells it; an older one tells of no events. */
export type ActThreadPage = ThreadPage & {
  eventos?: readonly ThreadEvent[];
  presentes?: readonly Present[];
};

/** One conversation's messages as the page knows them: a run without gaps, which ends at the newest unless it is `past`. */
export interface ThreadState {
  id: string;
  version: number;
  /** By position, oldest first. */
  entries: readonly ThreadEntry[];
  /** What happened between the messages, oldest first. */
  events: readonly ThreadEvent[];
  /** The run ends before the newest message: the agent jumped to an old one. */
  past: boolean;
  total: number;
  load: LoadState;
  /** Why it could not be loaded, in words. */
  failure: string | null;
  /** It went to somebody else while it was here. */
  lost: boolean;
  /** The message before which the "new messages" line stands, and how many it announces. */
  newLine: { before: string; count: number } | null;
  agente: string | null;
  wix: WixData | null;
}

/** A thread of which nothing is known yet. */
export function emptyThread(id: string): ThreadState {
  return {
    id,
    version: -1,
    entries: [],
    events: [],
    past: false,
    total: 0,
    load: "loading",
    failure: null,
    lost: false,
    newLine: null,
    agente: null,
    wix: null,
  };
}

/**
 * Adds a page. When messages are missing between what was known and the page, only the newer
 * of both stays: what is here is always a run without gaps.
 */
export function mergeThreadPage(
  state: ThreadState,
  page: ActThreadPage,
  at: number,
): ThreadState {
  if (state.past && !touches(state.entries, page.twilio_messages)) {
    return { ...takeFacts(state, page), load: "idle", failure: null };
  }
  if (endsBefore(page.twilio_messages, state.entries)) {
    return { ...state, load: "idle", failure: null };
  }
  const known = new Map(
    joins(state.entries, page.twilio_messages)
      ? state.entries.map((entry) => [entry.message.id, entry])
      : [],
  );
  for (const message of page.twilio_messages) {
    const entry = known.get(message.id);
    const fresh = { message, version: page.version, mediaAt: at };
    known.set(message.id, entry ? newerOf(entry, fresh) : fresh);
  }
  const entries = [...known.values()].sort((one, other) =>
    one.message.position - other.message.position
  );
  const facts = takeFacts(state, page);
  const last = entries.at(-1)?.message.position ?? facts.total;
  return {
    ...facts,
    entries,
    past: state.past && last < facts.total,
    load: "idle",
    failure: null,
    lost: false,
  };
}

/** Shows the page around an old message: what was here goes, unless the page joins it. */
export function jumpToPage(
  state: ThreadState,
  page: ActThreadPage,
  at: number,
): ThreadState {
  const isApart = !touches(state.entries, page.twilio_messages);
  const from = isApart ? { ...state, entries: [] } : state;
  const merged = mergeThreadPage({ ...from, past: false }, page, at);
  const last = merged.entries.at(-1)?.message.position ?? merged.total;
  return { ...merged, past: last < merged.total };
}

/** Leaves the old messages: the newest are asked for anew. */
export function leavePast(state: ThreadState): ThreadState {
  return state.past
    ? { ...state, entries: [], past: false, load: "loading" }
    : state;
}

/** What a page tells beside its messages. */
function takeFacts(state: ThreadState, page: ActThreadPage): ThreadState {
  const isNewer = page.version >= state.version;
  const events = new Map(state.events.map((event) => [event.id, event]));
  for (const event of page.eventos ?? []) events.set(event.id, event);
  return {
    ...state,
    events: events.size === state.events.length
      ? state.events
      : [...events.values()].sort((one, other) =>
        one.fecha.localeCompare(other.fecha)
      ),
    version: Math.max(state.version, page.version),
    total: isNewer ? page.total : state.total,
    agente: isNewer ? page.agente : state.agente,
    wix: isNewer ? page.wix_data : state.wix,
  };
}

/** Moves one message's status forward, as a notice says. */
export function advanceStatus(
  state: ThreadState,
  change: { messageId: string; status: DeliveryStatus; version: number },
): ThreadState {
  return {
    ...state,
    entries: state.entries.map((entry) => {
      if (entry.message.id !== change.messageId) return entry;
      const status = advance(entry.message.status, change.status);
      if (status === entry.message.status) return entry;
      return {
        ...entry,
        message: { ...entry.message, status },
        version: Math.max(entry.version, change.version),
      };
    }),
  };
}

/** Shows a message as on its way again, before the companion says so. */
export function markSendingAgain(
  state: ThreadState,
  messageId: string,
): ThreadState {
  return {
    ...state,
    entries: state.entries.map((entry) =>
      entry.message.id === messageId
        ? {
          ...entry,
          message: { ...entry.message, status: "pending", error_code: null },
        }
        : entry
    ),
  };
}

/** Whether there are messages before those that are here. */
export function hasOlder(state: ThreadState): boolean {
  const first = state.entries[0];
  return first !== undefined && first.message.position > 1;
}

/** The offset, counted from the newest, of the page that ends right before what is here. */
export function olderOffset(state: ThreadState): number {
  const first = state.entries[0];
  return first ? Math.max(0, state.total - first.message.position + 1) : 0;
}

/** Draws the line before the newest `unread` customer's messages; none when there are none. */
export function drawNewLine(state: ThreadState, unread: number): ThreadState {
  const inbound = state.entries.filter((entry) =>
    entry.message.direction === "inbound"
  );
  const first = inbound.slice(-unread)[0];
  if (unread <= 0 || !first) return { ...state, newLine: null };
  return { ...state, newLine: { before: first.message.id, count: unread } };
}

function newerOf(known: ThreadEntry, fresh: ThreadEntry): ThreadEntry {
  if (fresh.version < known.version) {
    const status = advance(known.message.status, fresh.message.status);
    return { ...known, message: { ...known.message, status } };
  }
  return keepLivingMedia(known, fresh);
}

/** Whether nothing is missing between what is known and a page that ends at or behind it. */
function joins(
  entries: readonly ThreadEntry[],
  page: readonly ThreadMessage[],
): boolean {
  const last = entries.at(-1)?.message.position ?? Infinity;
  return (page[0]?.position ?? 0) <= last + 1;
}

/** Whether messages are missing between a page and what is known behind it. */
function endsBefore(
  page: readonly ThreadMessage[],
  entries: readonly ThreadEntry[],
): boolean {
  const first = entries[0]?.message.position ?? -Infinity;
  return (page.at(-1)?.position ?? Infinity) < first - 1;
}

/** Whether a page and what is known overlap or lie side by side. */
function touches(
  entries: readonly ThreadEntry[],
  page: readonly ThreadMessage[],
): boolean {
  return joins(entries, page) && !endsBefore(page, entries);
}

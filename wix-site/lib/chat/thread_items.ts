import type { ThreadMessage } from "../../../shared/conversation.ts";
import type { ThreadEvent } from "./acts_answers.ts";
import type { QueuedReply, SendingQueue } from "./sending_queue.ts";
import type { ThreadState } from "./thread_state.ts";
import { isSameDay } from "./times.ts";

/** One thing that a thread shows, from top to bottom. `joined`: right under one of the same writer. */
export type ThreadItem =
  | { kind: "day"; key: string; at: string }
  | { kind: "new"; key: string; count: number }
  | { kind: "event" | "note"; key: string; event: ThreadEvent }
  | { kind: "message"; key: string; message: ThreadMessage; joined: boolean }
  | { kind: "queued"; key: string; reply: QueuedReply; joined: boolean };

interface Mark {
  at: string;
  writer: string;
}

/** Later than any moment, as times are compared. */
const AFTER_ALL = "~";

/** Messages of one writer this close together stand as one group. */
const GROUP_MS = 5 * 60 * 1000;

/** The thread as it is drawn: its messages, then what is on its way, with days and the "new messages" line between. */
export function threadItems(
  thread: ThreadState,
  queue: SendingQueue,
): ThreadItem[] {
  const items: ThreadItem[] = [];
  const shown = new Set<string>();
  const events = eventsWithin(thread);
  let before: Mark | null = null;
  let happened = 0;

  function tellEvents(until: string) {
    for (; happened < events.length; happened++) {
      const event = events[happened]!;
      if (event.fecha > until) return;
      openDay(items, before, event.fecha);
      const kind = event.tipo === "nota" ? "note" : "event";
      items.push({ kind, key: `event:${event.id}`, event });
      before = { at: event.fecha, writer: "" };
    }
  }

  for (const { message } of thread.entries) {
    shown.add(message.id);
    tellEvents(message.date_sent);
    const mark = { at: message.date_sent, writer: writerOf(message) };
    const opened = openDay(items, before, mark.at);
    const isNew = thread.newLine?.before === message.id;
    if (isNew && thread.newLine) {
      items.push({ kind: "new", key: "new", count: thread.newLine.count });
    }
    items.push({
      kind: "message",
      key: message.id,
      message,
      joined: !opened && !isNew && isGroup(before, mark),
    });
    before = mark;
  }
  tellEvents(AFTER_ALL);
  for (const reply of queue) {
    if (reply.conversationId !== thread.id || shown.has(reply.id)) continue;
    const mark: Mark = {
      at: reply.createdAt,
      writer: "agent:me",
    };
    const opened = openDay(items, before, mark.at);
    items.push({
      kind: "queued",
      key: reply.id,
      reply,
      joined: !opened && isAgents(before),
    });
    before = mark;
  }
  return items;
}

/** The events of the span that is here: those of other spans come with their messages. */
function eventsWithin({ entries, events, past }: ThreadState): ThreadEvent[] {
  const first = entries[0]?.message;
  const last = entries.at(-1)?.message;
  if (!first || !last) return [...events];
  const from = first.position > 1 ? first.date_sent : "";
  const to = past ? last.date_sent : AFTER_ALL;
  return events.filter(({ fecha }) => fecha >= from && fecha <= to);
}

function isAgents(mark: Mark | null): boolean {
  return mark !== null && mark.writer.startsWith("agent:");
}

function openDay(
  items: ThreadItem[],
  before: { at: string } | null,
  at: string,
): boolean {
  if (before && isSameDay(before.at, at)) return false;
  items.push({ kind: "day", key: `day:${at}`, at });
  return true;
}

function isGroup(
  before: Mark | null,
  mark: Mark,
): boolean {
  return before !== null && before.writer === mark.writer &&
    Date.parse(mark.at) - Date.parse(before.at) < GROUP_MS;
}

function writerOf(message: ThreadMessage): string {
  return `${message.author}:${message.author_name ?? ""}`;
}

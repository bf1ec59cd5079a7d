import type { ThreadMessage } from "../../../shared/conversation.ts";
import type { QueuedReply, SendingQueue } from "./sending_queue.ts";
import type { ThreadState } from "./thread_state.ts";
import { isSameDay } from "./times.ts";

/** One thing that a thread shows, from top to bottom. `joined`: right under one of the same writer. */
export type ThreadItem =
  | { kind: "day"; key: string; at: string }
  | { kind: "new"; key: string; count: number }
  | { kind: "message"; key: string; message: ThreadMessage; joined: boolean }
  | { kind: "queued"; key: string; reply: QueuedReply; joined: boolean };

/** Messages of one writer this close together stand as one group. */
const GROUP_MS = 5 * 60 * 1000;

/** The thread as it is drawn: its messages, then what is on its way, with days and the "new messages" line between. */
export function threadItems(
  thread: ThreadState,
  queue: SendingQueue,
): ThreadItem[] {
  const items: ThreadItem[] = [];
  const shown = new Set<string>();
  let before: { at: string; writer: string } | null = null;
  for (const { message } of thread.entries) {
    shown.add(message.id);
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
  for (const reply of queue) {
    if (reply.conversationId !== thread.id || shown.has(reply.id)) continue;
    const mark: { at: string; writer: string } = {
      at: reply.createdAt,
      writer: "agent:me",
    };
    const opened = openDay(items, before, mark.at);
    items.push({
      kind: "queued",
      key: reply.id,
      reply,
      joined: !opened && before !== null && before.writer.startsWith("agent:"),
    });
    before = mark;
  }
  return items;
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
  before: { at: string; writer: string } | null,
  mark: { at: string; writer: string },
): boolean {
  return before !== null && before.writer === mark.writer &&
    Date.parse(mark.at) - Date.parse(before.at) < GROUP_MS;
}

function writerOf(message: ThreadMessage): string {
  return `${message.author}:${message.author_name ?? ""}`;
}

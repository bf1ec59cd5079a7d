import type { ThreadPage } from "../../../shared/conversation.ts";
import { type Chat, isLost, noteTrouble } from "./chat.ts";
import { changeThread, chooseThread } from "./chat_state.ts";
import { markRowRead } from "./inbox_state.ts";
import { changeInbox, loseConversation } from "./load_inbox.ts";
import {
  drawNewLine,
  hasOlder,
  mergeThreadPage,
  olderOffset,
  type ThreadState,
} from "./thread_state.ts";

const PAGE = 50;

/** Opens a conversation: what is known of it at once, then its newest messages. `null` closes it. */
export async function openThread(chat: Chat, id: string | null): Promise<void> {
  if (id === null) return chat.update((state) => ({ ...state, openId: null }));
  const unread = chat.read().inbox.rows.get(id)?.unread ?? 0;
  chat.update((state) => chooseThread(state, id));
  setThread(chat, id, (thread) => drawNewLine(thread, unread));
  await refreshThread(chat, id);
  setThread(chat, id, (thread) => drawNewLine(thread, unread));
  await markRead(chat);
}

/** Asks for the newest messages of a thread that is here. */
export async function refreshThread(chat: Chat, id: string): Promise<void> {
  if (!chat.read().threads.has(id)) return;
  try {
    const page = await chat.client.thread(id, { limit: PAGE, offset: 0 });
    takePage(chat, id, page);
    if (chat.isAttended() || page.unread === 0) return;
    setThread(chat, id, (thread) => drawNewLine(thread, page.unread));
  } catch (error) {
    failThread(chat, id, error);
  }
}

/** Asks again after the first load failed. */
export async function retryThread(chat: Chat, id: string): Promise<void> {
  setThread(chat, id, (thread) => ({ ...thread, load: "loading" }));
  await refreshThread(chat, id);
}

/** Loads the page before the oldest message that is here. */
export async function loadOlder(chat: Chat, id: string): Promise<void> {
  const thread = chat.read().threads.get(id);
  if (!thread || !hasOlder(thread) || thread.load === "more") return;
  setThread(chat, id, (known) => ({ ...known, load: "more" }));
  try {
    const offset = olderOffset(thread);
    takePage(chat, id, await chat.client.thread(id, { limit: PAGE, offset }));
  } catch (error) {
    failThread(chat, id, error);
  }
}

/** Asks anew for the page that holds a message: its media addresses have run out. */
export async function reloadAround(
  chat: Chat,
  id: string,
  messageId: string,
): Promise<void> {
  const thread = chat.read().threads.get(id);
  const entry = thread?.entries.find(({ message }) => message.id === messageId);
  if (!thread || !entry) return;
  const behind = thread.total - entry.message.position;
  const offset = Math.max(0, behind - PAGE / 2);
  setThread(chat, id, forgetAddresses);
  try {
    takePage(chat, id, await chat.client.thread(id, { limit: PAGE, offset }));
  } catch (error) {
    failThread(chat, id, error);
  }
}

/** Tells that the open conversation has been read, when somebody is looking at it. */
export async function markRead(chat: Chat): Promise<void> {
  const { openId, inbox, threads } = chat.read();
  if (openId === null || !chat.isAttended()) return;
  const unread = inbox.rows.get(openId)?.unread ?? 0;
  if (unread === 0 || threads.get(openId)?.load !== "idle") return;
  changeInbox(chat, (known) => markRowRead(known, openId));
  try {
    await chat.client.markRead(openId);
  } catch (error) {
    // Reading is not worth a message; the next look tells it again.
    noteTrouble(chat, error);
  }
}

/** Applies a change to one thread. */
export function setThread(
  chat: Chat,
  id: string,
  change: (thread: ThreadState) => ThreadState,
): void {
  chat.update((state) => changeThread(state, id, change));
}

function takePage(chat: Chat, id: string, page: ThreadPage): void {
  setThread(chat, id, (thread) => mergeThreadPage(thread, page, chat.now()));
}

function failThread(chat: Chat, id: string, error: unknown): void {
  if (isLost(error)) return loseConversation(chat, id);
  const failure = noteTrouble(chat, error);
  setThread(chat, id, (thread) => ({
    ...thread,
    failure,
    load: thread.entries.length === 0
      ? "failed"
      : thread.load === "more"
      ? "more_failed"
      : thread.load,
  }));
}

function forgetAddresses(thread: ThreadState): ThreadState {
  return {
    ...thread,
    entries: thread.entries.map((entry) => ({ ...entry, mediaAt: 0 })),
  };
}

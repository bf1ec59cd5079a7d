import { type Chat, isLost, noteTrouble } from "./chat.ts";
import { changeThread, chooseThread } from "./chat_state.ts";
import { markRowRead } from "./inbox_state.ts";
import { changeInbox, loseConversation } from "./load_inbox.ts";
import { MEDIA_ADDRESS_LIFE_MS } from "./media_addresses.ts";
import { setPresent } from "./presence_state.ts";
import {
  type ActThreadPage,
  drawNewLine,
  hasOlder,
  jumpToPage,
  leavePast,
  mergeThreadPage,
  olderOffset,
  type ThreadState,
} from "./thread_state.ts";

const PAGE = 50;
const LARGEST_PAGE = 200;
/** How many messages before the first unread one come with it. */
const SOME_BEFORE = 10;

/** Opens a conversation: what is known of it at once, then its newest messages. `null` closes it. */
export async function openThread(chat: Chat, id: string | null): Promise<void> {
  if (id === null) return chat.update((state) => ({ ...state, openId: null }));
  const unread = chat.read().inbox.rows.get(id)?.unread ?? 0;
  chat.update((state) => chooseThread(state, id));
  setThread(chat, id, (thread) => drawNewLine(thread, unread));
  await refreshThread(chat, id, unread);
  await markRead(chat);
}

/**
 * Asks for the newest messages of a thread that is here, at least the `unread` ones that the
 * "new messages" line announces. What comes while nobody looks is announced too.
 */
export async function refreshThread(
  chat: Chat,
  id: string,
  unread = 0,
): Promise<void> {
  if (!chat.read().threads.has(id)) return;
  try {
    const limit = Math.min(Math.max(PAGE, unread + SOME_BEFORE), LARGEST_PAGE);
    const page = await chat.client.thread(id, { limit, offset: 0 });
    takePage(chat, id, page);
    const announced = unread || (chat.isAttended() ? 0 : page.unread);
    if (announced === 0) return;
    setThread(chat, id, (thread) => drawNewLine(thread, announced));
  } catch (error) {
    failThread(chat, id, error);
  }
}

/** Asks again after the first load failed. */
export async function retryThread(chat: Chat, id: string): Promise<void> {
  setThread(chat, id, (thread) => ({ ...thread, load: "loading" }));
  await refreshThread(chat, id);
}

/** Loads the page before the oldest message that is here; who asks meanwhile waits for the same one. */
export function loadOlder(chat: Chat, id: string): Promise<void> {
  const underWay = loadingOlder.get(chat);
  if (underWay) return underWay;
  const loading = askOlder(chat, id).finally(() => loadingOlder.delete(chat));
  loadingOlder.set(chat, loading);
  return loading;
}

const loadingOlder = new WeakMap<Chat, Promise<void>>();

async function askOlder(chat: Chat, id: string): Promise<void> {
  const thread = chat.read().threads.get(id);
  if (!thread || !hasOlder(thread)) return;
  setThread(chat, id, (known) => ({ ...known, load: "more" }));
  try {
    const offset = olderOffset(thread);
    takePage(chat, id, await chat.client.thread(id, { limit: PAGE, offset }));
  } catch (error) {
    failThread(chat, id, error);
  }
}

/** Loads the page after the newest message that is here, while old messages are shown. */
export async function loadNewer(chat: Chat, id: string): Promise<void> {
  const thread = chat.read().threads.get(id);
  const last = thread?.entries.at(-1)?.message.position;
  if (!thread?.past || last === undefined || thread.load === "more") return;
  setThread(chat, id, (known) => ({ ...known, load: "more" }));
  try {
    const wanted = { limit: PAGE, desde_posicion: last + 1 };
    takePage(chat, id, await chat.client.thread(id, wanted));
  } catch (error) {
    failThread(chat, id, error);
  }
}

/** Shows the messages around a place, however far back it is. `false` when it couldn't be had. */
export async function jumpToPosition(
  chat: Chat,
  id: string,
  position: number,
): Promise<boolean> {
  try {
    const wanted = { limit: PAGE, desde_posicion: position };
    const page = await chat.client.thread(id, wanted);
    setThread(chat, id, (thread) => jumpToPage(thread, page, chat.now()));
    return true;
  } catch (error) {
    failThread(chat, id, error);
    return false;
  }
}

/** Comes back from old messages to the newest. */
export async function returnToNewest(chat: Chat, id: string): Promise<void> {
  setThread(chat, id, leavePast);
  await refreshThread(chat, id);
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
  setThread(chat, id, (known) => forgetAddresses(known, messageId));
  try {
    takePage(chat, id, await chat.client.thread(id, { limit: PAGE, offset }));
  } catch (error) {
    failThread(chat, id, error);
  }
}

/** Asks for fresh media addresses of the open thread, a page at a time, before those that are here run out. */
export async function renewMedia(chat: Chat): Promise<void> {
  const { openId, threads } = chat.read();
  const thread = threads.get(openId ?? "");
  if (!thread || !chat.isAttended()) return;
  const stale = thread.entries.findLast(({ message, mediaAt }) =>
    chat.now() - mediaAt > MEDIA_ADDRESS_LIFE_MS &&
    message.media.some(({ state }) => state === "stored")
  );
  if (stale) await reloadAround(chat, thread.id, stale.message.id);
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

function takePage(chat: Chat, id: string, page: ActThreadPage): void {
  setThread(chat, id, (thread) => mergeThreadPage(thread, page, chat.now()));
  takePresent(chat, id, page);
}

function takePresent(chat: Chat, id: string, page: ActThreadPage): void {
  const { presentes: present } = page;
  if (!present) return;
  chat.update((state) => ({
    ...state,
    present: setPresent(state.present, { id, present }, chat.now()),
  }));
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

function forgetAddresses(thread: ThreadState, messageId: string): ThreadState {
  return {
    ...thread,
    entries: thread.entries.map((entry) =>
      entry.message.id === messageId ? { ...entry, mediaAt: 0 } : entry
    ),
  };
}

import type { InboxEvent } from "../../../shared/inbox_event.ts";
import { type Chat, noteTrouble } from "./chat.ts";
import { isNews } from "./inbox_state.ts";
import { type Drafts, noteKey } from "./kept_drafts.ts";
import { loadInbox, loseConversation, refreshRow } from "./load_inbox.ts";
import { markRead, refreshThread, setThread } from "./load_thread.ts";
import { dropConversation } from "./sending_queue.ts";
import { advanceStatus } from "./thread_state.ts";

/** More rows than this at once are asked for as one page. */
const FEW_ROWS = 5;

/** What comes from outside: an event, a notice of Realtime, or the word that something was missed. */
export interface Ear {
  hear(event: InboxEvent): void;
  catchUp(): Promise<void>;
}

/**
 * Turns notices into questions: a notice only says what changed. While one round of questions
 * is under way the next one gathers, so that a flood of notices asks little.
 */
export function openEar(chat: Chat, drafts: Pick<Drafts, "keep">): Ear {
  const changed = new Set<string>();
  let asking: Promise<void> | null = null;

  function hear(event: InboxEvent) {
    if (event.removed) dropKept(event.id);
    if (event.lost) return loseConversation(chat, event.id, event.version);
    if (event.message_id && event.status) {
      const { message_id: messageId, status, version } = event;
      setThread(
        chat,
        event.id,
        (thread) => advanceStatus(thread, { messageId, status, version }),
      );
    }
    const { inbox, threads } = chat.read();
    const isStale = (threads.get(event.id)?.version ?? Infinity) <
      event.version;
    if (!isStale && !isNews(inbox, event.id, event.version)) return;
    changed.add(event.id);
    asking ??= ask().finally(() => asking = null);
  }

  /** It was erased: nothing of it stays, not even what was never sent. */
  function dropKept(id: string) {
    drafts.keep(id, "");
    drafts.keep(noteKey(id), "");
    chat.update((state) => ({
      ...state,
      queue: dropConversation(state.queue, id),
    }));
  }

  async function ask() {
    while (changed.size > 0) {
      const ids = [...changed];
      changed.clear();
      await Promise.all([askRows(ids), ...ids.map(askThread)]);
      await markRead(chat);
    }
  }

  async function askRows(ids: readonly string[]) {
    if (ids.length > FEW_ROWS) return await loadInbox(chat);
    try {
      await Promise.all(ids.map((id) => refreshRow(chat, id)));
    } catch (error) {
      noteTrouble(chat, error);
    }
  }

  async function askThread(id: string) {
    await refreshThread(chat, id);
  }

  async function catchUp() {
    const { openId } = chat.read();
    await Promise.all([
      loadInbox(chat),
      openId === null ? null : refreshThread(chat, openId),
    ]);
    await markRead(chat);
  }

  return { hear, catchUp };
}

/**
 * A page without a browser: hears an agent's events, asks for what changed and puts it together
 * by the real page's own rules; and may answer by itself.
 */
import type { ConversationPage } from "../shared/conversation.ts";
import type { InboxEvent } from "../shared/inbox_event.ts";
import type { StreamEvent } from "../wix-site/lib/chat/event_stream.ts";
import {
  advanceStatus,
  emptyThread,
  hasOlder,
  mergeThreadPage,
  olderOffset,
  type ThreadState,
} from "../wix-site/lib/chat/thread_state.ts";
import { askFor, type PageHouse } from "./page/ask.ts";
import { followEvents } from "./page/follow_events.ts";

/** What a page has been told and has read, and a way to close it. */
export interface PageScript extends AsyncDisposable {
  /** In the order in which they came: one entry for each event. */
  events: { id: number; name: string; data: InboxEvent }[];
  /** What it would draw, by the conversation's id: whole threads, however long. */
  threads(): ReadonlyMap<string, ThreadState>;
  /** What answering or asking met that is not of the kind that one tries again. */
  problems: string[];
  /** Whether there was something already when it was opened: of that it was never told, it read it. */
  cameLate: boolean;
  /** Breaks the connection; it comes back by itself, with the last id that it saw. */
  cut(): void;
  /** Resolves when everything that it heard of is read, and every answer that was begun is accepted. */
  idle(): Promise<void>;
}

/** What the page answers to a customer's message; `null`: nothing. */
export type Answering = (
  message: { id: string; body: string },
) => string | null;

const PAGE = 50;
const ROWS = 200;
const AT_ONCE = 6;

/** Opens a page for somebody of the house. */
export async function openPage(
  house: PageHouse,
  name: string,
  answering: Answering = () => null,
): Promise<PageScript> {
  const ask = askFor(house, name);
  const events: PageScript["events"] = [];
  const threads = new Map<string, ThreadState>();
  const problems: string[] = [];
  const answers = new Set<Promise<void>>();
  const considered = new Set<string>();
  const changed = new Set<string>();
  let asking: Promise<void> | null = null;

  function hear({ id, event, data }: StreamEvent): void {
    if (event === "resync") return begin(readAll().then(askSoon));
    const told = { id: Number(id), name: event, data: JSON.parse(data) };
    events.push(told);
    const { id: conversation, version, message_id, status, lost }: InboxEvent =
      told.data;
    if (lost) return void threads.delete(conversation);
    const thread = threads.get(conversation);
    if (thread && message_id && status) {
      const change = { messageId: message_id, status, version };
      threads.set(conversation, advanceStatus(thread, change));
    }
    if (thread && thread.version >= version) return;
    changed.add(conversation);
    askSoon();
  }

  /** While one round of questions is under way the next one gathers. */
  function askSoon(): void {
    asking ??= readChanged().finally(() => {
      asking = null;
      if (changed.size > 0) askSoon();
    });
  }

  async function readChanged(): Promise<void> {
    const ids = [...changed].slice(0, AT_ONCE);
    ids.forEach((id) => changed.delete(id));
    await Promise.all(ids.map(readThread));
  }

  async function readThread(id: string): Promise<void> {
    try {
      let offset = 0;
      let thread: ThreadState;
      do {
        const path = `/api/conversacion/${id}?limit=${PAGE}&offset=${offset}`;
        const page = await ask.until(path);
        thread = mergeThreadPage(threads.get(id) ?? emptyThread(id), page, 0);
        threads.set(id, thread);
        offset = olderOffset(thread);
      } while (hasOlder(thread));
      answerNew(thread);
    } catch (error) {
      problems.push(String(error));
    }
  }

  function answerNew({ id, entries }: ThreadState): void {
    for (const { message } of entries) {
      if (message.direction !== "inbound" || considered.has(message.id)) {
        continue;
      }
      considered.add(message.id);
      const text = answering(message);
      if (text === null) continue;
      const answer = { to: id, message: text, id: answerIdOf(message.id) };
      begin(ask.until("/api/enviar-mensaje", answer));
    }
  }

  async function readAll(): Promise<void> {
    let page: ConversationPage;
    let offset = 0;
    do {
      page = await ask.until(
        `/api/conversaciones?limit=${ROWS}&offset=${offset}`,
      );
      Object.values(page.conversaciones).forEach(({ id }) => changed.add(id));
      offset += page.count;
    } while (page.has_more);
  }

  function begin(work: Promise<unknown>): void {
    const done: Promise<void> = work.then(() => {}, (error) => {
      problems.push(String(error));
    }).finally(() => answers.delete(done));
    answers.add(done);
  }

  const following = followEvents(ask, hear);
  await following.opened;
  await readAll();
  const cameLate = changed.size > 0;
  if (cameLate) askSoon();

  const idle = async () => {
    while (answers.size > 0 || asking) {
      await Promise.all([asking, ...answers]);
    }
  };
  return {
    events,
    threads: () => threads,
    problems,
    cameLate,
    cut: following.cut,
    idle,
    async [Symbol.asyncDispose]() {
      await following[Symbol.asyncDispose]();
      await idle();
    },
  };
}

/** The same answer has the same id, however often it is tried. */
function answerIdOf(messageId: string): string {
  const last = parseInt(messageId.at(-1)!, 16) ^ 1;
  return messageId.slice(0, -1) + last.toString(16);
}

import type { ConversationPage } from "../../../shared/conversation.ts";
import { type Chat, noteTrouble } from "./chat.ts";
import { changeThread } from "./chat_state.ts";
import {
  type InboxState,
  isNews,
  loseRow,
  mergeFreshPage,
  mergeInboxPage,
  mergeRow,
} from "./inbox_state.ts";
import { mergeFound, startSearch } from "./search_state.ts";
import { texts } from "./texts.ts";

const PAGE = 30;

/** Loads the newest of the list, also anew: pages are asked for as long as they bring news. */
export async function loadInbox(chat: Chat): Promise<void> {
  const before = chat.read().inbox;
  try {
    const page = await readFresh(chat, before);
    changeInbox(chat, (inbox) => mergeFreshPage(inbox, page, before));
  } catch (error) {
    noteTrouble(chat, error);
    changeInbox(
      chat,
      (inbox) =>
        inbox.load === "loading" ? { ...inbox, load: "failed" } : inbox,
    );
  }
}

/** Asks again after the first load failed. */
export async function retryInbox(chat: Chat): Promise<void> {
  changeInbox(chat, (inbox) => ({ ...inbox, load: "loading" }));
  await loadInbox(chat);
}

/** Loads the next page of the list, or of what was searched for. */
export async function loadMoreRows(chat: Chat): Promise<void> {
  const { search, inbox } = chat.read();
  const list = search ?? inbox;
  if (!list.hasMore || list.load === "more" || list.load === "loading") return;
  setLoad(chat, "more");
  try {
    const wanted = { limit: PAGE, offset: list.paged, q: search?.query };
    const page = await chat.client.conversations(wanted);
    takePage(chat, page, search?.query ?? null);
  } catch (error) {
    noteTrouble(chat, error);
    setLoad(chat, "more_failed");
  }
}

/** Looks for conversations by name or number; an empty query ends the search. */
export async function searchInbox(chat: Chat, query: string): Promise<void> {
  const search = startSearch(query);
  chat.update((state) => ({ ...state, search }));
  if (!search) return;
  try {
    const wanted = { limit: PAGE, offset: 0, q: query };
    takePage(chat, await chat.client.conversations(wanted), query);
  } catch (error) {
    noteTrouble(chat, error);
    chat.update((state) =>
      state.search?.query === query
        ? { ...state, search: { ...state.search, load: "failed" } }
        : state
    );
  }
}

/** Asks for one row. A conversation that isn't there any more has gone to somebody else. */
export async function refreshRow(chat: Chat, id: string): Promise<void> {
  const known = chat.read().inbox.rows.get(id);
  const page = await chat.client.conversation(id);
  const row = Object.values(page.conversaciones)[0];
  if (!row) return loseConversation(chat, id);
  const isNew = row.last_message_direction === "inbound" &&
    row.unread > 0 && isNews(chat.read().inbox, id, row.version);
  changeInbox(chat, (inbox) => mergeRow(inbox, row));
  if (!isNew || row.last_message_time === known?.last_message_time) return;
  const announcement = texts().thread.announce(row.nombre, row.last_message);
  chat.update((state) => ({ ...state, announcement }));
}

/**
 * Takes a conversation out of the list; where it is open, says so. `version`: where the
 * loss is known to have happened, else as far as is known here.
 */
export function loseConversation(
  chat: Chat,
  id: string,
  version: number = chat.read().inbox.rows.get(id)?.version ?? 0,
): void {
  changeInbox(chat, (inbox) => loseRow(inbox, id, version));
  if (chat.read().inbox.rows.has(id)) return;
  chat.update((state) =>
    changeThread(state, id, (thread) => ({
      ...thread,
      entries: [],
      lost: true,
      load: "idle",
    }))
  );
}

/** Applies a change to the list. */
export function changeInbox(
  chat: Chat,
  change: (inbox: InboxState) => InboxState,
): void {
  chat.update((state) => ({ ...state, inbox: change(state.inbox) }));
}

async function readFresh(
  chat: Chat,
  before: InboxState,
): Promise<ConversationPage> {
  const whole = await chat.client.conversations({ limit: PAGE, offset: 0 });
  let last = whole;
  while (last.has_more && whole.count < before.paged && hasNews(before, last)) {
    const offset = whole.offset + whole.count;
    last = await chat.client.conversations({ limit: PAGE, offset });
    Object.assign(whole.conversaciones, last.conversaciones);
    whole.count += last.count;
    whole.has_more = last.has_more;
  }
  return whole;
}

function hasNews(inbox: InboxState, page: ConversationPage): boolean {
  return Object.values(page.conversaciones).some((row) =>
    isNews(inbox, row.id, row.version)
  );
}

function takePage(
  chat: Chat,
  page: ConversationPage,
  query: string | null,
): void {
  if (query === null) {
    return changeInbox(chat, (inbox) => mergeInboxPage(inbox, page));
  }
  const rows = Object.values(page.conversaciones);
  chat.update((state) => ({
    ...state,
    inbox: rows.reduce(mergeRow, state.inbox),
    search: mergeFound(state.search, query, page),
  }));
}

function setLoad(chat: Chat, load: InboxState["load"]): void {
  chat.update((state) =>
    state.search
      ? { ...state, search: { ...state.search, load } }
      : { ...state, inbox: { ...state.inbox, load } }
  );
}

import type { ConversationPage } from "../../../shared/conversation.ts";
import { type Chat, noteTrouble } from "./chat.ts";
import { changeThread } from "./chat_state.ts";
import { UNKNOWN_CONTACT } from "./contact_state.ts";
import {
  changeView,
  type InboxState,
  isNews,
  listedRows,
  loseRow,
  mergeFreshPage,
  mergeNextPage,
  mergeRow,
  mergeRows,
  type Onlooker,
} from "./inbox_state.ts";
import type { ActRow } from "./acts_answers.ts";
import { needTeam } from "./load_team.ts";
import type { TeamState } from "./team_state.ts";
import { listRequest } from "./list_request.ts";
import type { ListView } from "./list_view.ts";
import { searchWords } from "./load_words.ts";
import { mergeFound, startSearch } from "./search_state.ts";
import { texts } from "./texts.ts";

const PAGE = 30;

/** Loads the first of the list, also anew: pages are asked for as long as they bring news. */
export async function loadInbox(chat: Chat): Promise<void> {
  const before = chat.read().inbox;
  try {
    const [page] = await Promise.all([
      readFresh(chat, before),
      before.load === "loading" ? loadPinned(chat) : null,
    ]);
    const by = onlookerOf(chat);
    changeInbox(
      chat,
      (inbox) =>
        inbox.view === before.view
          ? mergeFreshPage(inbox, page, { before, by })
          : inbox,
    );
  } catch (error) {
    noteTrouble(chat, error);
    changeInbox(
      chat,
      (inbox) =>
        inbox.load === "loading" && inbox.view === before.view
          ? { ...inbox, load: "failed" }
          : inbox,
    );
  }
}

/** Shows the list in another way. */
export async function viewInbox(
  chat: Chat,
  part: Partial<ListView>,
): Promise<void> {
  chat.update((state) => ({
    ...state,
    search: null,
    inbox: changeView(state.inbox, part),
  }));
  await loadInbox(chat);
}

/** From where the agent looks at the list. */
export function onlookerOf(chat: Chat): Onlooker {
  const { me, openId } = chat.read();
  return { name: me?.name ?? "", now: chat.now(), openId };
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
    if (search) return await loadMoreFound(chat, search);
    const { view, next } = inbox;
    const wanted = listRequest(view, { limit: PAGE, next });
    const page = await chat.client.conversations(wanted);
    const asked = { before: inbox, by: onlookerOf(chat) };
    changeInbox(
      chat,
      (known) =>
        known.view === view ? mergeNextPage(known, page, asked) : known,
    );
  } catch (error) {
    noteTrouble(chat, error);
    setLoad(chat, "more_failed");
  }
}

/** Looks for conversations by name or number, and for words in messages; an empty query ends the search. */
export async function searchInbox(chat: Chat, query: string): Promise<void> {
  const search = startSearch(query);
  chat.update((state) => ({ ...state, search }));
  if (!search) return;
  void searchWords(chat, query);
  try {
    const wanted = { limit: PAGE, offset: 0, q: query };
    takeFound(chat, await chat.client.conversations(wanted), query);
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
  if (hasUnknownLabel(row, chat.read().team.labels)) {
    void needTeam(chat, { what: "labels", anew: true });
  }
  if (!isNew || row.last_message_time === known?.last_message_time) return;
  chat.tell(row);
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
  chat.update((state) => ({
    ...changeThread(state, id, (thread) => ({
      ...thread,
      entries: [],
      events: [],
      wix: null,
      lost: true,
      load: "idle",
    })),
    contact: state.contact.id === id ? UNKNOWN_CONTACT : state.contact,
  }));
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
  const { view } = before;
  const ask = (next: string | null) =>
    chat.client.conversations(listRequest(view, { limit: PAGE, next }));
  const whole = await ask(null);
  const known = listedRows(before, onlookerOf(chat)).length;
  let last = whole;
  while (
    last.siguiente && last.has_more && whole.count < known &&
    hasNews(before, last)
  ) {
    last = await ask(last.siguiente);
    Object.assign(whole.conversaciones, last.conversaciones);
    whole.count += last.count;
    whole.has_more = last.has_more;
    whole.siguiente = last.siguiente;
  }
  return whole;
}

/** What the agent pinned stands on top, however far down its own place is. */
async function loadPinned(chat: Chat): Promise<void> {
  try {
    const page = await chat.client.conversations({ fijadas: 1, limit: PAGE });
    const rows = Object.values(page.conversaciones);
    changeInbox(chat, (inbox) => mergeRows(inbox, rows));
  } catch (error) {
    // They come in their own places all the same.
    noteTrouble(chat, error);
  }
}

function hasNews(inbox: InboxState, page: ConversationPage): boolean {
  return Object.values(page.conversaciones).some((row) =>
    isNews(inbox, row.id, row.version)
  );
}

/** A label that was made since the page asked which there are. */
function hasUnknownLabel(
  { etiquetas = [] }: ActRow,
  labels: TeamState["labels"],
): boolean {
  return labels !== null &&
    etiquetas.some((id) => !labels.some((label) => label.id === id));
}

async function loadMoreFound(
  chat: Chat,
  { query, paged }: { query: string; paged: number },
): Promise<void> {
  const wanted = { limit: PAGE, offset: paged, q: query };
  takeFound(chat, await chat.client.conversations(wanted), query);
}

function takeFound(chat: Chat, page: ConversationPage, query: string): void {
  const rows = Object.values(page.conversaciones);
  chat.update((state) => ({
    ...state,
    inbox: mergeRows(state.inbox, rows),
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

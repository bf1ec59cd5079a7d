import { actAnswers } from "./act_answering.ts";
import { type Chat, toast } from "./chat.ts";
import { loadHealth, releaseStuck, replayUnknown } from "./load_health.ts";
import {
  loadMoreRows,
  refreshRow,
  retryInbox,
  searchInbox,
} from "./load_inbox.ts";
import {
  jumpToPosition,
  loadOlder,
  openThread,
  reloadAround,
  retryThread,
} from "./load_thread.ts";
import { mediaPart } from "./file_words.ts";
import { noteKey } from "./kept_drafts.ts";
import { mediaAddress } from "./media_addresses.ts";
import type { InboxColumns } from "./inbox-columns.ts";
import { bring } from "./on_demand.ts";
import type { Picture } from "./picture-viewer.ts";
import type { Answers, Reports } from "./reports.ts";
import { shellAnswers } from "./shell_answering.ts";
import { texts } from "./texts.ts";
import { hasOlder } from "./thread_state.ts";

/** How many pages back a quoted message is looked for. */
const JUMP_PAGES = 20;

/** What the page does about each thing that a person did. */
export function answersOf(
  page: InboxColumns,
): Omit<Answers, "sign-out" | "settings-change"> {
  const within = (act: (chat: Chat) => unknown) => act(page.running.chat);
  const withOpen = (act: (chat: Chat, openId: string) => unknown) => {
    const { openId } = page.running.chat.read();
    if (openId !== null) act(page.running.chat, openId);
  };
  const sender = () => page.running.sender;

  return {
    ...actAnswers(page),
    ...shellAnswers(page),
    "conversation-open": (wanted) =>
      within((chat) => openConversation(page, chat, wanted)),
    "conversation-close": () =>
      within((chat) => {
        openThread(chat, null);
        page.running.presence.looks();
      }),
    "list-search": ({ query }) => within((chat) => searchInbox(chat, query)),
    "list-more": () => within(loadMoreRows),
    "list-retry": () => within(retryInbox),
    "health-look": () => within(loadHealth),
    "lane-release": (lane) => within((chat) => releaseStuck(chat, lane)),
    "webhooks-replay": () => within(replayUnknown),
    "list-refresh": async () => {
      page.refreshing = true;
      await page.running.refresh();
      page.refreshing = false;
    },
    "thread-older": () => withOpen(loadOlder),
    "thread-retry": () => withOpen(retryThread),
    "thread-jump": (wanted) =>
      withOpen((chat, id) => jumpTo(page, chat, id, wanted)),
    "media-expired": ({ messageId }) =>
      withOpen((chat, id) => reloadAround(chat, id, messageId)),
    "picture-view": (picture) =>
      withOpen(async (chat, id) => {
        if (!await bring(chat, "viewer")) return;
        const all = picturesOf(chat, id, page.companion);
        const isHere = all.some(({ url }) => url === picture.url);
        page.viewer.show(isHere ? all : [picture], picture.url);
      }),
    "panel-toggle": async () => {
      if (await bring(page.running.chat, "panel")) page.togglePanel();
    },
    "draft-change": ({ text, isNote }) =>
      withOpen((_chat, id) =>
        page.running.drafts.keep(isNote ? noteKey(id) : id, text)
      ),
    "reply": ({ body, files }) =>
      withOpen((_chat, id) => sender().send(id, body, files)),
    "reply-retry": ({ replyId }) => sender().retry(replyId),
    "reply-discard": ({ replyId }) => sender().discard(replyId),
    "message-again": ({ messageId }) =>
      withOpen((_chat, id) => sender().sendAgain(id, messageId)),
    "message-leave": ({ messageId }) => {
      page.leftIds = new Set(page.leftIds).add(messageId);
    },
  };
}

/** Opens a conversation, at one of its messages where one is wanted. */
async function openConversation(
  page: InboxColumns,
  chat: Chat,
  { id, messageId, position, isWalking }: Reports["conversation-open"],
): Promise<void> {
  page.panel = { ...page.panel, narrow: false };
  page.hideTeam();
  if (!isWalking && matchMedia("(pointer: fine)").matches) {
    page.focusWhenOpen = id;
  }
  const opening = openThread(chat, id);
  page.running.presence.looks();
  if (!chat.read().inbox.rows.has(id)) await refreshRow(chat, id);
  await opening;
  if (messageId) await jumpTo(page, chat, id, { messageId, position });
}

/** Goes to a message: at once where its place is known, else loading older pages until it is there. */
async function jumpTo(
  page: InboxColumns,
  chat: Chat,
  id: string,
  { messageId, position }: { messageId: string; position?: number },
): Promise<void> {
  await page.updateComplete;
  if (await page.conversation?.messages.show(messageId)) return;
  if (position !== undefined && await jumpToPosition(chat, id, position)) {
    await page.updateComplete;
    if (await page.conversation?.messages.show(messageId)) return;
  }
  for (let tried = 0; tried < JUMP_PAGES; tried++) {
    await page.updateComplete;
    if (await page.conversation?.messages.show(messageId)) return;
    const thread = chat.read().threads.get(id);
    if (!thread || !hasOlder(thread) || thread.load === "more_failed") break;
    await loadOlder(chat, id);
  }
  toast(chat, texts().message.quotedMissing);
}

function picturesOf(chat: Chat, id: string, companion: string): Picture[] {
  const entries = chat.read().threads.get(id)?.entries ?? [];
  return entries.flatMap(({ message }) =>
    message.media.flatMap((item) => {
      const url = mediaAddress(item, companion);
      if (!url || mediaPart(item, message) !== "picture") return [];
      return [{ url, name: item.name ?? texts().message.picture }];
    })
  );
}

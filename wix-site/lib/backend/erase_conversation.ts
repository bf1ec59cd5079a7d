import type {
  EraseAnswer,
  EraseRequest,
} from "../../../shared/erase_request.ts";
import type {
  ChatbotAnswer,
  ChatbotRecord,
} from "../../../shared/chatbot_record.ts";
import { type ChatbotRow, findRows } from "./chatbot_rows.ts";
import { asStoreError } from "./data_error.ts";
import { markErased } from "./erased_conversations.ts";
import { removeMessages } from "./chatbot_messages.ts";
import {
  CHATBOT,
  CHATBOT_MENSAJES,
  CONSISTENTLY,
  MAX_ITEMS,
  query,
  QUIETLY,
  removeItem,
} from "./wix_data.ts";

/** How many pages of messages one call removes: well within the time that Wix gives a function. */
const PAGES_AT_ONCE = 4;

/**
 * Erases a conversation: notes it first, so that a store under way finds out; then its row; then its
 * messages, oldest first, up to some pages. To be repeated while `hay_mas`, and harmless after that.
 * What a newer conversation of the same user has stored stays: it was said later.
 * @throws {StoreError}
 */
export async function eraseConversation(
  { userId, conversationId, hasta }: EraseRequest,
): Promise<EraseAnswer> {
  const until = new Date(hasta);
  await markErased(conversationId, until);
  return await removeConversation({ userId, conversationId }, until);
}

/** What a late store is answered whose conversation was erased: what it has brought back is erased again. */
export async function eraseAgain(
  { userId, conversationId }: ChatbotRecord,
  until: Date,
): Promise<ChatbotAnswer> {
  await removeConversation({ userId, conversationId: conversationId! }, until);
  return {
    success: true,
    userId,
    stopBot: false,
    observaciones: "",
    threadId: null,
  };
}

async function removeConversation(
  { userId, conversationId }: Pick<EraseRequest, "userId" | "conversationId">,
  until: Date,
): Promise<EraseAnswer> {
  const rows = (await findRows(userId)).filter((row) =>
    isOf(row, conversationId)
  );
  for (const { _id } of rows) await removeRow(_id);
  const { count, hasMore } = await removePages(userId, until);
  return {
    success: true,
    filas: rows.length,
    mensajes: count,
    hay_mas: hasMore,
  };
}

/** A row from before Relevo names no conversation: it is the user's, whichever that is. */
function isOf(row: ChatbotRow, conversationId: string): boolean {
  return row.conversationId === conversationId || !row.conversationId;
}

/** Removes a user's row. That it isn't there any more is no trouble. */
export async function removeRow(id: string): Promise<void> {
  try {
    await removeItem(CHATBOT, id, QUIETLY);
  } catch (error) {
    throw asStoreError(error);
  }
}

async function removePages(
  userId: string,
  until: Date,
): Promise<{ count: number; hasMore: boolean }> {
  let count = 0;
  for (let page = 0; page < PAGES_AT_ONCE; page++) {
    const { items } = await query(CHATBOT_MENSAJES).eq("userId", userId)
      .le("timestamp", until).fields("userId").ascending("timestamp")
      .limit(MAX_ITEMS).find(CONSISTENTLY);
    await removeMessages(items.map(({ _id }) => String(_id)));
    count += items.length;
    if (items.length < MAX_ITEMS) return { count, hasMore: false };
  }
  return { count, hasMore: true };
}

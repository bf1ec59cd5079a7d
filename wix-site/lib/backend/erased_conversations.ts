import type { ChatbotRecord } from "../../../shared/chatbot_record.ts";
import type { ChatbotRow } from "./chatbot_rows.ts";
import { asStoreError, isTaken } from "./data_error.ts";
import { inPortions } from "./portions.ts";
import {
  CHATBOT_BORRADOS,
  CONSISTENTLY,
  insertItem,
  MAX_ITEMS,
  query,
  QUIETLY,
} from "./wix_data.ts";

/** Notes, for good, that a conversation was erased, and when its last message was said. Its id says nothing of anybody. */
export async function markErased(
  conversationId: string,
  until: Date,
): Promise<void> {
  try {
    const mark = { _id: conversationId, hasta: until };
    await insertItem(CHATBOT_BORRADOS, mark, QUIETLY);
  } catch (error) {
    if (!isTaken(error)) throw asStoreError(error);
  }
}

/** Those of these conversations that were erased, with when their last messages were said. */
export async function erasedAmong(
  conversationIds: readonly string[],
): Promise<Map<string, Date>> {
  const found = new Map<string, Date>();
  const ids = [...new Set(conversationIds)];
  for (
    const part of inPortions(ids, { count: MAX_ITEMS, sized: (id) => id })
  ) {
    const { items } = await query(CHATBOT_BORRADOS).hasSome("_id", part)
      .limit(MAX_ITEMS).find(CONSISTENTLY);
    for (const { _id, hasta } of items) {
      found.set(String(_id), new Date(hasta as Date));
    }
  }
  return found;
}

/** Up to when the record's conversation was erased; `null` when it wasn't, or the record names none. */
export async function erasedUntil(
  { conversationId }: Pick<ChatbotRecord, "conversationId">,
): Promise<Date | null> {
  if (conversationId === undefined) return null;
  return (await erasedAmong([conversationId])).get(conversationId) ?? null;
}

/** Whether a row is another conversation's: then one of the two may have been erased. */
export function isOfAnother(row: ChatbotRow, record: ChatbotRecord): boolean {
  return record.conversationId !== undefined &&
    typeof row.conversationId === "string" &&
    row.conversationId !== record.conversationId;
}

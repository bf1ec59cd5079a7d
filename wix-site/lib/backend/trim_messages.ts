import type { TrimAnswer } from "../../../shared/erase_request.ts";
import { removeMessages } from "./chatbot_messages.ts";
import {
  CHATBOT_MENSAJES,
  CONSISTENTLY,
  MAX_ITEMS,
  query,
} from "./wix_data.ts";

/**
 * Removes one page of the messages that are older than a moment, the oldest first. To be repeated
 * while `hay_mas`. The newest ones of each row stay in CHATBOT.
 * @throws {StoreError}
 */
export async function trimMessages(before: Date): Promise<TrimAnswer> {
  const { items } = await query(CHATBOT_MENSAJES).lt("timestamp", before)
    .fields("userId").ascending("timestamp").limit(MAX_ITEMS)
    .find(CONSISTENTLY);
  await removeMessages(items.map(({ _id }) => String(_id)));
  return {
    success: true,
    mensajes: items.length,
    hay_mas: items.length === MAX_ITEMS,
  };
}

/** The site's own bots read and store conversations through these, not in the collections themselves. */
import type { ChatbotHistory } from "../../../shared/chatbot_record.ts";
import {
  readOne,
  type SavedAnswer,
  saveOne,
} from "../../lib/backend/store_calls.ts";

/** A customer's messages, oldest first: the newest 1,000, or up to `limit` before the message `antes`. */
export function obtenerConversacion(
  userId: string,
  { antes, limit }: { antes?: string; limit?: number } = {},
): Promise<ChatbotHistory> {
  return readOne({ userId, antes, limit: limit?.toString() });
}

/** Adds messages and fields to a customer's conversation. Fields left out change nothing; a repeat changes nothing. */
export function guardarConversacion(record: unknown): Promise<SavedAnswer> {
  return saveOne(record);
}

import { randomUUID } from "node:crypto";
import type {
  ChatbotAnswer,
  ChatbotRecord,
} from "../../../shared/chatbot_record.ts";
import { changeRow } from "./change_row.ts";
import { addMessages, storedOf } from "./chatbot_messages.ts";
import { type ChatbotRow, findRows, insertRow } from "./chatbot_rows.ts";
import { StoreError } from "./data_error.ts";
import { eraseAgain, removeRow } from "./erase_conversation.ts";
import { erasedUntil, isOfAnother } from "./erased_conversations.ts";
import { keepHistory } from "./keep_history.ts";
import { type KeptMessage, messagesOfRecord } from "./kept_message.ts";
import { changeOf, newRow } from "./row_change.ts";

/** Others may write to the row at the same time; who loses this often in a row is told to come back. */
const MAX_ATTEMPTS = 12;

/** Who lost waits a moment, at random and longer each time, so that all get through. */
const PAUSE_MS = 10;
const MAX_PAUSE_MS = 400;

/**
 * Stores one record: its messages, then its row. Everything may be repeated, come late or meet
 * another writer, and nothing is lost, doubled or set back by it.
 * @throws {StoreError}
 */
export async function saveConversation(
  record: ChatbotRecord,
): Promise<ChatbotAnswer> {
  const [added, rows] = await Promise.all([
    addMessages(messagesOfRecord(record)),
    findRows(record.userId),
  ]);
  return await saveRow(record, storedOf(added), rows[0] ?? null);
}

/** Brings the row up to what the record says; its messages are stored already. */
export async function saveRow(
  record: ChatbotRecord,
  added: readonly KeptMessage[],
  found: ChatbotRow | null,
): Promise<ChatbotAnswer> {
  let row = found;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const token = randomUUID();
    if (!row) {
      const wanted = newRow(record, added, token);
      if (await insertRow(wanted)) {
        // Looked for after the insert: who erases from now on finds the row.
        const until = await erasedUntil(record);
        return until ? await eraseAgain(record, until) : answerOf(wanted);
      }
      row = (await findRows(record.userId))[0] ?? null;
      continue;
    }
    if (isOfAnother(row, record)) {
      const until = await erasedUntil(record);
      if (until) return await eraseAgain(record, until);
      if (await erasedUntil(row as { conversationId?: string })) {
        await removeRow(row._id);
        row = null;
        continue;
      }
    }
    const there = await keepHistory(row);
    const change = changeOf(row, { record, there, added, token });
    if (!change) {
      if (added.length === 0 || await isStillThere(row)) return answerOf(row);
      row = null;
      continue;
    }
    if (await changeRow(row, change)) return answerOf({ ...row, ...change });
    await pauseAfter(attempt);
    row = (await findRows(record.userId))[0] ?? null;
  }
  throw new StoreError("Cannot store: too many writers at once", {
    retryable: true,
  });
}

/** Nothing is to change in a row that was erased meanwhile, and yet its messages have come back. */
async function isStillThere({ _id, userId }: ChatbotRow): Promise<boolean> {
  return (await findRows(userId)).some((row) => row._id === _id);
}

function pauseAfter(attempt: number): Promise<void> {
  const longest = Math.min(PAUSE_MS * 2 ** attempt, MAX_PAUSE_MS);
  return new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
}

/** What the row says, as callers read it. */
export function answerOf(row: ChatbotRow): ChatbotAnswer {
  return {
    success: true,
    userId: row.userId,
    stopBot: row.stopBot === true || row.stopBot === "true",
    observaciones: typeof row.observaciones === "string"
      ? row.observaciones
      : "",
    threadId: typeof row.threadId === "string" && row.threadId
      ? row.threadId
      : null,
  };
}

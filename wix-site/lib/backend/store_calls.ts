/** What the site's functions do for the companion, from the text of a request to the JSON of its answer. */
import {
  type ChatbotAnswer,
  type ChatbotBatchAnswer,
  type ChatbotHistory,
  type ChatbotRecord,
  MAX_BATCH_BYTES,
  parseChatbotRecord,
  USER_ID,
} from "../../../shared/chatbot_record.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { StoreError } from "./data_error.ts";
import { counted } from "./data_use.ts";
import { noteStored } from "./note_stored.ts";
import { MAX_HISTORY, readConversation } from "./read_conversation.ts";
import { saveConversation } from "./save_conversation.ts";
import { saveConversations } from "./save_conversations.ts";
import { tellMembers } from "./tell_members.ts";

/** `avisados`: whether every member in `avisar` was told. */
export type SavedAnswer = ChatbotAnswer & { avisados: boolean };

/** Stores one record, then tells its members. */
export async function saveOne(json: unknown): Promise<SavedAnswer> {
  const record = parseChatbotRecord(json);
  const { answer, wix } = await counted(() => saveConversation(record));
  const [avisados = true] = await tellMembers([record]);
  noteStored([{ record, isTold: avisados }]);
  return { ...answer, avisados, wix };
}

/** Stores a batch; each record has its own answer, and one that cannot be read harms no other. */
export async function saveMany(body: string): Promise<ChatbotBatchAnswer> {
  if (new TextEncoder().encode(body).length > MAX_BATCH_BYTES) {
    throw new Refusal(
      "too_large",
      `Cannot read batch: it is larger than ${MAX_BATCH_BYTES} bytes`,
      "body",
    );
  }
  const { conversaciones } = (parseJson(body) ?? {}) as {
    conversaciones?: unknown;
  };
  if (!Array.isArray(conversaciones)) {
    throw new Refusal(
      "invalid",
      'Cannot read batch: "conversaciones" must be a list',
      "conversaciones",
    );
  }
  const read = conversaciones.map(parseOrRefuse);
  const records = read.filter((each): each is ChatbotRecord =>
    !(each instanceof Refusal)
  );
  const { answer: saved, wix } = await counted(() =>
    saveConversations(records)
  );
  const stored = records.filter((_, at) => !(saved[at] instanceof StoreError));
  const told = await tellMembers(stored);
  noteStored(stored.map((record, at) => ({ record, isTold: told[at]! })));
  return {
    success: true,
    wix,
    resultados: read.map((each, at) => {
      if (each instanceof Refusal) {
        const userId = userIdOf(conversaciones[at]);
        return {
          success: false,
          userId,
          error: each.message,
          retryable: false,
        };
      }
      const answer = saved.shift()!;
      if (answer instanceof StoreError) {
        const { message: error, retryable, isTooOften } = answer;
        const code = isTooOften ? { code: "too_many" as const } : {};
        return {
          success: false,
          userId: each.userId,
          error,
          retryable,
          ...code,
        };
      }
      return { ...answer, avisados: told.shift()! };
    }),
  };
}

/** Reads a user's history as the query asks. */
export async function readOne(
  { userId, antes, limit }: Record<string, string | undefined>,
): Promise<ChatbotHistory> {
  if (!userId || !USER_ID.test(userId)) {
    throw new Refusal(
      "invalid",
      'Cannot read conversation: "userId" must be a number without + or an id',
      "userId",
    );
  }
  const count = limit === undefined ? MAX_HISTORY : Number(limit);
  if (!Number.isInteger(count) || count < 1) {
    throw new Refusal(
      "invalid",
      'Cannot read conversation: "limit" must be a whole number from 1',
      "limit",
    );
  }
  return await readConversation(userId, {
    before: antes || undefined,
    limit: Math.min(count, MAX_HISTORY),
  });
}

/**
 * The body as JSON.
 * @throws {Refusal} `invalid`
 */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal("invalid", "Cannot read body: it is not JSON", "body");
  }
}

function parseOrRefuse(json: unknown): ChatbotRecord | Refusal {
  try {
    return parseChatbotRecord(json);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

function userIdOf(json: unknown): string {
  const { userId } = (json ?? {}) as { userId?: unknown };
  return typeof userId === "string" ? userId : "";
}

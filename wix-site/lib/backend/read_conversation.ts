import type {
  ChatbotAuthor,
  ChatbotHistory,
} from "../../../shared/chatbot_record.ts";
import { Refusal } from "../../../shared/refusal.ts";
import { type ChatbotRow, findRows } from "./chatbot_rows.ts";
import { byTime, type KeptMessage, messagesOfRow } from "./kept_message.ts";
import { answerOf } from "./save_conversation.ts";
import {
  CHATBOT_MENSAJES,
  CONSISTENTLY,
  getItem,
  MAX_ITEMS,
  query,
} from "./wix_data.ts";

/** How many messages one answer holds at most, and when nobody says how many. */
export const MAX_HISTORY = 1000;

/**
 * A user's messages, oldest first: the newest, or those before `before`. What the row's array and
 * the second collection hold is put together by id. An unknown user has an empty history.
 * @throws {Refusal} `invalid`, when `before` is no message of the user
 */
export async function readConversation(
  userId: string,
  { before, limit = MAX_HISTORY }: { before?: string; limit?: number } = {},
): Promise<ChatbotHistory> {
  const rows = await findRows(userId);
  const inRows = rows.flatMap(messagesOfRow);
  const end = before === undefined
    ? null
    : await findMessage({ userId, id: before }, inRows);
  const { messages, hasMore } = await newestBefore(end, {
    userId,
    inRows,
    limit,
  });
  const row = rows[0] ?? { _id: "", userId } as ChatbotRow;
  const { stopBot, observaciones, threadId } = answerOf(row);
  return {
    mensajes: messages.map(toHistory),
    stopBot,
    observaciones,
    threadId,
    hay_mas: hasMore,
  };
}

async function newestBefore(
  end: KeptMessage | null,
  { userId, inRows, limit }: {
    userId: string;
    inRows: readonly KeptMessage[];
    limit: number;
  },
): Promise<{ messages: KeptMessage[]; hasMore: boolean }> {
  const isBefore = (message: KeptMessage) =>
    end === null || (message.id !== end.id && byTime(message, end) < 0);
  const stored: KeptMessage[] = [];
  let page = await pageOf(userId, { end, limit });
  let hasMore = true;
  while (true) {
    stored.push(...page.items.map(toKept).filter(isBefore));
    hasMore = page.hasNext();
    if (!hasMore || stored.length > limit) break;
    page = await page.next();
  }
  const oldest = hasMore ? stored.at(-1) : undefined;
  const known = new Set(stored.map(({ id }) => id));
  const onlyInRows = firstOfEachId(inRows).filter((message) =>
    !known.has(message.id) && isBefore(message) &&
    (!oldest || byTime(message, oldest) > 0)
  );
  const merged = [...stored, ...onlyInRows].sort(byTime);
  return {
    messages: merged.slice(-limit),
    hasMore: hasMore || merged.length > limit,
  };
}

function pageOf(
  userId: string,
  { end, limit }: { end: KeptMessage | null; limit: number },
) {
  const ofUser = query(CHATBOT_MENSAJES).eq("userId", userId);
  const before = end ? ofUser.le("timestamp", new Date(end.time)) : ofUser;
  return before.descending("timestamp").descending("orden").descending("_id")
    .limit(Math.min(MAX_ITEMS, limit + 1)).find(CONSISTENTLY);
}

async function findMessage(
  { userId, id }: { userId: string; id: string },
  inRows: readonly KeptMessage[],
): Promise<KeptMessage> {
  const item = /^[\w-]{1,100}$/.test(id)
    ? await getItem(CHATBOT_MENSAJES, id, CONSISTENTLY)
    : null;
  if (item && (item as { userId?: unknown }).userId === userId) {
    return toKept(item as Record<string, unknown>);
  }
  const message = inRows.find((each) => each.id === id);
  if (message) return message;
  throw new Refusal(
    "invalid",
    'Cannot read conversation: "antes" must be the id of one of its messages',
    "antes",
  );
}

function firstOfEachId(messages: readonly KeptMessage[]): KeptMessage[] {
  const byId = new Map<string, KeptMessage>();
  for (const message of messages) {
    if (!byId.has(message.id)) byId.set(message.id, message);
  }
  return [...byId.values()];
}

function toKept(item: Record<string, unknown>): KeptMessage {
  return {
    id: String(item._id),
    userId: String(item.userId),
    from: String(item.from),
    mensaje: String(item.mensaje),
    time: new Date(item.timestamp as Date).getTime(),
    orden: Number(item.orden ?? 0),
    entry: {},
    named: true,
  };
}

function toHistory(
  { id, from, mensaje, time }: KeptMessage,
): ChatbotHistory["mensajes"][number] {
  return {
    id,
    from: isAuthor(from) ? from : "sistema",
    mensaje,
    timestamp: new Date(time).toISOString(),
  };
}

function isAuthor(word: string): word is ChatbotAuthor {
  return word === "usuario" || word === "bot" || word === "sistema";
}

import { asStoreError, isTaken, isTooMuch } from "./data_error.ts";
import { eachOf, inPortions } from "./portions.ts";
import {
  CHATBOT,
  CONSISTENTLY,
  insertItem,
  MAX_ITEMS,
  query,
  QUIETLY,
} from "./wix_data.ts";

/** A customer's row. Rows from before Relevo, and their columns, are as they were. */
export interface ChatbotRow extends Record<string, unknown> {
  _id: string;
  userId: string;
  _createdDate?: Date;
  _updatedDate?: Date;
  mensajes?: unknown;
  stopBot?: unknown;
  observaciones?: unknown;
  threadId?: unknown;
  /** Of the conversation, as last stored here. */
  version?: number;
  /** What the last versioned write was, then who wrote last: `<print>.<token>`. */
  marca?: string;
}

/** How many users' rows one query asks for: a row weighs up to 500 KB. */
const ROWS_AT_ONCE = 50;

/** Rows of one user from before there was a unique index: more than this is nobody's data. */
const MOST_DOUBLES = 10;

/** The rows of a user: one, unless there were doubles before Relevo. The one to write to is the first. */
export async function findRows(userId: string): Promise<ChatbotRow[]> {
  const { items } = await query(CHATBOT).eq("userId", userId)
    .ascending("_createdDate").limit(MOST_DOUBLES).find(CONSISTENTLY);
  return items as unknown as ChatbotRow[];
}

/** The row to write to of each user who has one. */
export async function findRowsOf(
  userIds: readonly string[],
): Promise<Map<string, ChatbotRow>> {
  const portions = inPortions(userIds, {
    count: ROWS_AT_ONCE,
    sized: (userId) => userId,
  });
  const rows = (await eachOf(portions, findPortion)).flat();
  const found = new Map<string, ChatbotRow>();
  for (const row of rows) {
    if (!found.has(row.userId)) found.set(row.userId, row);
  }
  return found;
}

async function findPortion(userIds: string[]): Promise<ChatbotRow[]> {
  try {
    const { items } = await query(CHATBOT).hasSome("userId", userIds)
      .ascending("_createdDate").limit(MAX_ITEMS).find(CONSISTENTLY);
    return items as unknown as ChatbotRow[];
  } catch (error) {
    if (userIds.length === 1 || !isTooMuch(error)) throw error;
    const half = Math.ceil(userIds.length / 2);
    return [
      ...await findPortion(userIds.slice(0, half)),
      ...await findPortion(userIds.slice(half)),
    ];
  }
}

/** Adds a row. `false` when the user has one already. */
export async function insertRow(row: ChatbotRow): Promise<boolean> {
  try {
    await insertItem(CHATBOT, row, QUIETLY);
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw asStoreError(error);
  }
}

import { asRead, type RowChange } from "./change_row.ts";
import type { ChatbotRow } from "./chatbot_rows.ts";
import { asStoreError, isAway, isTooMuch } from "./data_error.ts";
import { eachOf, inPortions } from "./portions.ts";
import {
  bulkInsertItems,
  bulkUpdateItems,
  CHATBOT,
  MAX_ITEMS,
  QUIETLY,
} from "./wix_data.ts";

/** A row as read, and what shall become of it. */
export interface ChangedRow {
  row: ChatbotRow;
  change: RowChange;
}

/** A row is written whole in bulk, and weighs up to 500 KB. */
const CHANGES_AT_ONCE = 50;

/** Adds and changes many rows with one call each. The users whose rows now are as wanted. */
export async function writeRows(
  added: readonly ChatbotRow[],
  changed: readonly ChangedRow[],
): Promise<Set<string>> {
  const inserts = inPortions(added, { count: MAX_ITEMS, sized: (row) => row });
  const updates = inPortions(changed, {
    count: CHANGES_AT_ONCE,
    sized: ({ row, change }) => ({ ...row, ...change }),
  });
  const done = await Promise.all([
    eachOf(inserts, insertRows),
    eachOf(updates, updateRows),
  ]);
  return new Set(done.flat(2));
}

async function insertRows(rows: ChatbotRow[]): Promise<string[]> {
  const ids = await doneTogether(rows, async (part) => {
    const result = await bulkInsertItems(CHATBOT, part, QUIETLY);
    return result.insertedItemIds;
  });
  return rows.filter(({ _id }) => ids.has(_id)).map(({ userId }) => userId);
}

async function updateRows(changes: ChangedRow[]): Promise<string[]> {
  const ids = await doneTogether(changes, async (part) => {
    const condition = { $or: part.map(({ row }) => asReadOf(row)) };
    const wanted = part.map(({ row, change }) => ({ ...row, ...change }));
    const options = { ...QUIETLY, condition };
    const result = await bulkUpdateItems(CHATBOT, wanted, options);
    return result.updatedItemIds;
  });
  return changes.filter(({ row }) => ids.has(row._id))
    .map(({ row }) => row.userId);
}

/**
 * The ids that a bulk call took, in halves if it was too much at once. Whatever else it turned down is
 * done again one by one; only an outage ends it.
 */
async function doneTogether<T>(
  part: T[],
  call: (part: T[]) => Promise<string[]>,
): Promise<Set<string>> {
  try {
    return new Set(await call(part));
  } catch (error) {
    if (isAway(error)) throw asStoreError(error);
    if (part.length === 1 || !isTooMuch(error)) return new Set();
    const half = Math.ceil(part.length / 2);
    return new Set([
      ...await doneTogether(part.slice(0, half), call),
      ...await doneTogether(part.slice(half), call),
    ]);
  }
}

function asReadOf(row: ChatbotRow): Record<string, unknown> {
  return { $and: [{ _id: row._id }, asRead(row)] };
}

import { type ChatbotRow, findRows } from "./chatbot_rows.ts";
import { asStoreError, isAway } from "./data_error.ts";
import { CHATBOT, patchItem, QUIETLY } from "./wix_data.ts";

/** Fields to write; `marca` tells one write from another. */
export interface RowChange extends Record<string, unknown> {
  marca: string;
}

/**
 * Changes a row if nobody wrote to it since it was read. What Wix Data says when a condition is false is
 * not documented, so only `marca`, in its answer or read back, decides.
 * @throws {StoreError} when Wix Data is away, or turns the change itself down
 */
export async function changeRow(
  row: ChatbotRow,
  change: RowChange,
): Promise<boolean> {
  let refusal: unknown = null;
  // Where nobody wrote in between and yet it was not done, perhaps moments are compared otherwise there.
  for (const condition of [asRead(row), sinceOurs(row)]) {
    refusal = await patchRow(row, { change, condition });
    if (refusal === null) return true;
    const now = (await findRows(row.userId))[0] ?? null;
    if (now?.marca === change.marca) return true;
    if (!isSameWrite(now, row)) return false;
  }
  throw asStoreError(refusal);
}

/** Why it was not done, as far as anybody can tell; `null` when it was. */
async function patchRow(
  row: ChatbotRow,
  { change, condition }: {
    change: RowChange;
    condition: Record<string, unknown>;
  },
): Promise<unknown> {
  try {
    let patch = patchItem(CHATBOT, row._id);
    for (const [field, value] of Object.entries(change)) {
      patch = patch.setField(field, value);
    }
    const now: Partial<ChatbotRow> = await patch.run({ ...QUIETLY, condition });
    return now?.marca === change.marca ? null : "the condition was not met";
  } catch (error) {
    if (isAway(error)) throw asStoreError(error);
    return error;
  }
}

/** Holds as long as nobody wrote to the row since it was read. */
export function asRead(row: ChatbotRow): Record<string, unknown> {
  return row._updatedDate
    ? { ...sinceOurs(row), _updatedDate: row._updatedDate }
    : sinceOurs(row);
}

function sinceOurs(row: ChatbotRow): Record<string, unknown> {
  return { marca: row.marca ?? null };
}

function isSameWrite(now: ChatbotRow | null, read: ChatbotRow): boolean {
  return now !== null && now.marca === read.marca &&
    Number(now._updatedDate) === Number(read._updatedDate);
}

import { hooked } from "./hooks.ts";
import type { HookCall } from "./hooks.ts";
import { appends, type Modification } from "./modifications.ts";
import {
  insertRow,
  patchRow,
  removeRow,
  updateRow,
  type Write,
} from "./rows.ts";
import type { Row } from "./values.ts";

/** How long an append reads before it writes, where appends may meet. */
const OVERLAP_MS = 25;

type Call = Omit<HookCall, "currentItem">;
type Data = Record<string, unknown>;

/** Inserts, with the site's hooks around it. */
export async function insert(
  write: Write,
  call: Call,
  data: Data,
): Promise<Row> {
  const row = insertRow(write, await hooked(call, "beforeInsert", data));
  return await hooked(call, "afterInsert", row);
}

/** Replaces a row, with the site's hooks around it. */
export async function update(
  write: Write,
  call: Call,
  data: Data,
): Promise<Row> {
  const currentItem = write.collection.rows.get(String(data._id))?.row;
  const wanted = await hooked({ ...call, currentItem }, "beforeUpdate", data);
  const row = updateRow(write, wanted);
  return await hooked({ ...call, currentItem }, "afterUpdate", row);
}

/** Inserts or replaces by id. */
export async function save(
  write: Write,
  call: Call,
  data: Data,
): Promise<{ isNew: boolean; row: Row }> {
  const isNew = typeof data._id !== "string" ||
    !write.collection.rows.has(data._id);
  const row = isNew
    ? await insert(write, call, data)
    : await update(write, call, data);
  return { isNew, row };
}

/** Changes fields of a row. Its hooks see the row as it would be, and cannot change the patch. */
export async function patch(
  write: Write,
  call: Call,
  { id, modifications }: { id: string; modifications: readonly Modification[] },
): Promise<Row> {
  const currentItem = write.collection.rows.get(id)?.row;
  if (currentItem) {
    await hooked({ ...call, currentItem }, "beforeUpdate", currentItem);
  }
  const { concurrentAppend } = write.database.variants;
  if (concurrentAppend !== "kept" && appends(modifications)) {
    await new Promise((resume) => setTimeout(resume, OVERLAP_MS));
  }
  const row = patchRow(write, { id, steps: modifications, seen: currentItem });
  return await hooked({ ...call, currentItem }, "afterUpdate", row);
}

/** Removes a row, with the site's hooks around it. */
export async function remove(
  write: Write,
  call: Call,
  id: string,
): Promise<Row> {
  const currentItem = write.collection.rows.get(id)?.row;
  const wanted = await hooked({ ...call, currentItem }, "beforeRemove", id);
  const row = removeRow(write, wanted);
  return await hooked({ ...call, currentItem }, "afterRemove", row);
}

import type { Collection } from "./collection.ts";
import { badRequest, DataError, uniqueClash } from "./data_error.ts";
import { isTaken } from "./field_index.ts";
import { type Row, valueAt } from "./values.ts";

/** Wix's text says 512 KB, its documentation 500. */
const MAX_ITEM_BYTES = 500 * 1024;
const MAX_INDEXED_BYTES = 1024;
const MAX_DEPTH = 50;

/** @throws {DataError} when Wix would not store the row: too large, too deep, a bad name, a value that is taken */
export function checkRow(collection: Collection, row: Row): void {
  checkShape(row, 0);
  const size = byteLength(row);
  if (size > MAX_ITEM_BYTES) {
    throw new DataError(
      { status: 400, code: "WDE0009" },
      `Item is too large: ${
        Math.ceil(size / 1024)
      } kb. Maximum size is 512 kb.`,
    );
  }
  for (const index of collection.indexes) {
    const { definition: { unique, name, fields } } = index;
    const indexed = fields.map(({ path }) => valueAt(row, path) ?? null);
    if (byteLength(indexed) > MAX_INDEXED_BYTES) {
      throw badRequest("WDE0133", `Indexed value of [${name}] is too large.`);
    }
    if (unique && isTaken(index, row)) {
      throw uniqueClash(collection.definition.id, name);
    }
  }
}

function checkShape(value: unknown, depth: number): void {
  if (typeof value !== "object" || value === null) return;
  if (depth > MAX_DEPTH) {
    throw badRequest("WDE0168", "Item nesting is too deep.");
  }
  if (depth === 0) {
    for (const name of Object.keys(value)) {
      if (name.startsWith("$") || name.includes(".")) {
        throw badRequest("WDE0134", `Field name [${name}] is not valid.`);
      }
    }
  }
  for (const each of Object.values(value)) checkShape(each, depth + 1);
}

function byteLength(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

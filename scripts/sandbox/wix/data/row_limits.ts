import type { Rules } from "../rules.ts";
import type { Collection } from "./collection.ts";
import { badRequest, DataError, uniqueClash } from "./data_error.ts";
import { isTaken } from "./field_index.ts";
import { byteLength, type Row, valueAt } from "./values.ts";

/** Wix's text says 512 KB, its documentation 500. */
const MAX_ITEM_BYTES = 500 * 1024;
const MAX_INDEXED_BYTES = 1024;
const MAX_DEPTH = 50;

/** @throws {DataError} when Wix would not store the row: too large, too deep, a bad name, a value that is taken */
export function checkRow(
  collection: Collection,
  { row, rules }: { row: Row; rules: Rules },
): void {
  if (rules.has("field_names")) checkNames(row);
  if (rules.has("item_depth")) checkDepth(row, 0);
  const size = byteLength(row);
  if (size > MAX_ITEM_BYTES && rules.has("item_size")) {
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
    if (
      byteLength(indexed) > MAX_INDEXED_BYTES && rules.has("indexed_size")
    ) {
      throw badRequest("WDE0133", `Indexed value of [${name}] is too large.`);
    }
    if (unique && rules.has("unique_index") && isTaken(index, row)) {
      throw uniqueClash(collection.definition.id, name);
    }
  }
}

function checkNames(row: Row): void {
  for (const name of Object.keys(row)) {
    if (name.startsWith("$") || name.includes(".")) {
      throw badRequest("WDE0134", `Field name [${name}] is not valid.`);
    }
  }
}

function checkDepth(value: unknown, depth: number): void {
  if (typeof value !== "object" || value === null) return;
  if (depth > MAX_DEPTH) {
    throw badRequest("WDE0168", "Item nesting is too deep.");
  }
  for (const each of Object.values(value)) checkDepth(each, depth + 1);
}

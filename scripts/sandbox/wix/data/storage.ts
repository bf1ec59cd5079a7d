import type { Collection } from "./collection.ts";
import { DataError } from "./data_error.ts";
import type { Database } from "./database.ts";
import { byteLength, type Row } from "./values.ts";

/** A row never changes, so its size is counted once. */
const sizes = new WeakMap<Row, number>();

/** What all rows of the site take. */
export function storedBytes({ collections }: Database): number {
  let total = 0;
  for (const { rows } of collections.values()) {
    for (const { row } of rows.values()) total += sizeOf(row);
  }
  return total;
}

/** @throws {DataError} WDE0091 when the row would be more than the plan stores */
export function checkStorage(
  database: Database,
  { collection, row }: { collection: Collection; row: Row },
): void {
  const { variants: { storageBytes }, rules } = database;
  if (storageBytes === 0 || !rules.has("storage")) return;
  const before = collection.rows.get(row._id)?.row;
  const grows = sizeOf(row) - (before ? sizeOf(before) : 0);
  if (grows <= 0 || storedBytes(database) + grows <= storageBytes) return;
  throw new DataError(
    { status: 429, code: "WDE0091" },
    "The site's storage is full.",
  );
}

function sizeOf(row: Row): number {
  const known = sizes.get(row);
  if (known !== undefined) return known;
  const size = byteLength(row);
  sizes.set(row, size);
  return size;
}

import { type Caller, maySee, requirePermission } from "./caller.ts";
import { type Collection, findStored, type Stored } from "./collection.ts";
import { badRequest } from "./data_error.ts";
import type { Rules } from "../rules.ts";
import type { Database } from "./database.ts";
import type { Filter } from "./filter.ts";
import { rowsSeen } from "./replica.ts";
import type { Row } from "./values.ts";

/** Who reads, what, and whether from the primary. */
export interface Read {
  database: Database;
  collection: Collection;
  caller: Caller;
  isConsistent: boolean;
}

const USUAL_LIMIT = 50;
const MAX_LIMIT = 1000;

/** The rows that this caller may read and the filter means, in the order of insertion. */
export function find(read: Read, filter: Filter): Stored[] {
  const { database, collection, caller, isConsistent } = read;
  const { variants, rules } = database;
  requirePermission(caller, { action: "read", collection, rules });
  const from = rowsSeen(collection, {
    isConsistent,
    variants,
    rules,
    now: database.now(),
  });
  return findStored(collection, filter, { variants, from })
    .filter(({ row }) => maySee(caller, { collection, row, rules }));
}

/** The row, or `null` when there is none or it is hidden from the caller. */
export function getRow(read: Read, id: string): Row | null {
  const { database, collection, caller, isConsistent } = read;
  const { variants, rules } = database;
  requirePermission(caller, { action: "read", collection, rules });
  const row = rowsSeen(collection, {
    isConsistent,
    variants,
    rules,
    now: database.now(),
  }).get(id)?.row;
  return row && maySee(caller, { collection, row, rules }) ? row : null;
}

/** The named fields and the id; without names all of it. */
export function projected(row: Row, fields: readonly string[]): Row {
  if (fields.length === 0) return row;
  const wanted = new Set([
    "_id",
    ...fields.map((field) => field.split(".")[0]!),
  ]);
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => wanted.has(name)),
  ) as Row;
}

/** @throws {DataError} WDE0020 */
export function parseLimit(limit: unknown, rules: Rules): number {
  const most = rules.has("page_size") ? MAX_LIMIT : Infinity;
  if (limit === undefined || limit === null) return USUAL_LIMIT;
  if (
    Number.isInteger(limit) && Number(limit) >= 0 && Number(limit) <= most
  ) return Number(limit);
  throw badRequest(
    "WDE0020",
    `Invalid limit [${limit}]: at most ${MAX_LIMIT}.`,
  );
}

/** @throws {DataError} WDE0020 */
export function parseOffset(offset: unknown): number {
  if (Number.isInteger(offset ?? 0) && Number(offset ?? 0) >= 0) {
    return Number(offset ?? 0);
  }
  throw badRequest("WDE0020", `Invalid offset [${offset}].`);
}

import { type Caller, requirePermission } from "./caller.ts";
import type { Collection } from "./collection.ts";
import { badRequest, itemExists, noSuchItem } from "./data_error.ts";
import { commit, type Database } from "./database.ts";
import { type Filter, matches } from "./filter.ts";
import { type Modification, modified } from "./modifications.ts";
import { checkRow } from "./row_limits.ts";
import { type Row, toWireDate } from "./values.ts";

/** What every write needs to know. `condition`: the change applies only to a row that meets it. */
export interface Write {
  database: Database;
  collection: Collection;
  caller: Caller;
  condition: Filter | null;
}

/** The stored row did not meet the condition; what that answers is a variant. */
export class FalseCondition extends Error {
  override name = "FalseCondition";
  readonly row: Row;

  constructor(row: Row) {
    super("The condition does not hold");
    this.row = row;
  }
}

const ID = /^[A-Za-z0-9_-]+$/;

/** @throws {DataError} WDE0074 when the id is taken, WDE0123 when a unique value is */
export function insertRow(write: Write, data: Record<string, unknown>): Row {
  const { database, collection, caller } = write;
  const id = data._id === undefined ? crypto.randomUUID() : data._id;
  const { definition: { id: collectionId } } = collection;
  if (typeof id !== "string" || !ID.test(id)) {
    throw badRequest("WDE0007", `Invalid item ID [${id}].`);
  }
  requirePermission(caller, { action: "insert", collection });
  if (collection.rows.has(id)) throw itemExists(collectionId, id);
  const now = toWireDate(database.now());
  return store(write, {
    ...data,
    _id: id,
    _owner: caller.id,
    _createdDate: now,
    _updatedDate: now,
  });
}

/** Replaces the whole row. @throws {DataError} WDE0073 when there is none */
export function updateRow(write: Write, data: Record<string, unknown>): Row {
  const before = rowToChange(write, { action: "update", id: data._id });
  return store(write, {
    ...data,
    _id: before._id,
    _owner: before._owner,
    _createdDate: before._createdDate,
    _updatedDate: toWireDate(write.database.now()),
  });
}

/** @throws {DataError} WDE0073 when there is no such row */
export function patchRow(
  write: Write,
  id: string,
  steps: readonly Modification[],
): Row {
  const before = rowToChange(write, { action: "update", id });
  return store(write, {
    ...modified(before, steps),
    _updatedDate: toWireDate(write.database.now()),
  });
}

/** The row that is gone now. @throws {DataError} WDE0073 when there was none */
export function removeRow(write: Write, id: string): Row {
  const row = rowToChange(write, { action: "remove", id });
  commit(write.database, {
    kind: "rows",
    collectionId: write.collection.definition.id,
    put: [],
    removed: [row._id],
  });
  return row;
}

function rowToChange(
  { collection, caller, condition, database }: Write,
  { action, id }: { action: "update" | "remove"; id: unknown },
): Row {
  if (typeof id !== "string" || id === "") {
    throw badRequest(
      "WDE0007",
      "Invalid update. Updated object must have an _id property.",
    );
  }
  const stored = collection.rows.get(id);
  requirePermission(caller, { action, collection, row: stored?.row });
  if (!stored) throw noSuchItem(collection.definition.id, id);
  if (condition && !matches(stored.row, condition, database.variants)) {
    throw new FalseCondition(stored.row);
  }
  return stored.row;
}

function store({ database, collection }: Write, row: Row): Row {
  checkRow(collection, row);
  const collectionId = collection.definition.id;
  commit(database, { kind: "rows", collectionId, put: [row], removed: [] });
  return row;
}

import { type Caller, requirePermission } from "./caller.ts";
import type { Collection } from "./collection.ts";
import {
  badRequest,
  itemExists,
  noSuchItem,
  revisionClash,
} from "./data_error.ts";
import { commit, type Database } from "./database.ts";
import { type Filter, matches } from "./filter.ts";
import { type Modification, modified, withArraysOf } from "./modifications.ts";
import { checkRow } from "./row_limits.ts";
import { checkStorage } from "./storage.ts";
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
  const { rules } = database;
  const id = data._id === undefined ? crypto.randomUUID() : data._id;
  const isValid = ID.test(String(id)) || !rules.has("row_id");
  if (typeof id !== "string" || !isValid) {
    throw badRequest("WDE0007", `Invalid item ID [${id}].`);
  }
  requirePermission(caller, { action: "insert", collection, rules });
  if (collection.rows.has(id) && rules.has("unique_id")) {
    throw itemExists(collection.definition.id, id);
  }
  const now = toWireDate(database.now());
  return store(write, {
    ...data,
    _id: id,
    _owner: caller.id,
    _createdDate: now,
    _updatedDate: now,
  });
}

/** Replaces the whole row. @throws {DataError} WDE0073 when there is none, WDE0178 as the scenario has it */
export function updateRow(write: Write, data: Record<string, unknown>): Row {
  const { rules } = write.database;
  const before = rowToChange(write, { action: "update", id: data._id });
  const { _id, _owner, _createdDate } = before;
  return store(write, {
    ...(rules.has("whole_update") ? {} : before),
    ...data,
    ...(rules.has("kept_origin") ? { _owner, _createdDate } : {}),
    _id,
    _updatedDate: nextDate(write, before),
  });
}

/**
 * Takes the steps of a patch. `seen` is the row as it was when the request came: others may have
 * changed it since, and what appends to the same array make of that is a variant.
 * @throws {DataError} WDE0073 when there is no such row, WDE0178 when it was changed meanwhile
 */
export function patchRow(
  write: Write,
  { id, steps, seen }: {
    id: string;
    steps: readonly Modification[];
    seen?: Row;
  },
): Row {
  const { concurrentAppend } = write.database.variants;
  const before = rowToChange(write, { action: "update", id });
  const isLate = seen !== undefined && seen !== before;
  if (isLate && concurrentAppend === "clash") throw revisionClash(id);
  const base = isLate && concurrentAppend === "lost"
    ? withArraysOf(before, { seen, steps })
    : before;
  return store(write, {
    ...modified(base, steps, write.database.rules),
    _updatedDate: nextDate(write, before),
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
  const { rules, variants, fate } = database;
  if (typeof id !== "string" || id === "") {
    throw badRequest(
      "WDE0007",
      "Invalid update. Updated object must have an _id property.",
    );
  }
  const stored = collection.rows.get(id);
  requirePermission(caller, { action, collection, row: stored?.row, rules });
  if (!stored && rules.has("missing_row")) {
    throw noSuchItem(collection.definition.id, id);
  }
  const what = `revision of ${collection.definition.id}/${id}`;
  if (action === "update" && fate.next(what, ["revisionClash"])) {
    throw revisionClash(id);
  }
  const row = stored?.row ?? { _id: id };
  const isMet = !condition || !rules.has("condition") ||
    matches(row, condition, variants);
  if (!isMet) throw new FalseCondition(row);
  return row;
}

function nextDate({ database: { now, rules } }: Write, before: Row): unknown {
  return rules.has("updated_date") ? toWireDate(now()) : before._updatedDate;
}

function store({ database, collection }: Write, row: Row): Row {
  checkRow(collection, { row, rules: database.rules });
  checkStorage(database, { collection, row });
  const collectionId = collection.definition.id;
  commit(database, { kind: "rows", collectionId, put: [row], removed: [] });
  return row;
}

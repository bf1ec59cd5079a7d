import type { Rules } from "../rules.ts";
import { badRequest } from "./data_error.ts";
import { isNothing, isSame, type Row, valueAt } from "./values.ts";

/** One step of a patch, as it travels. */
export interface Modification {
  action: string;
  fieldPath: string;
  setFieldOptions?: { value: unknown };
  incrementFieldOptions?: { value: number };
  appendToArrayOptions?: { value: unknown };
  removeFromArrayOptions?: { value: unknown };
}

const SYSTEM_FIELDS = new Set([
  "_id",
  "_owner",
  "_createdDate",
  "_updatedDate",
]);

/**
 * The row after the steps, in their order; the given one stays as it is.
 * @throws {DataError} WDE0134 for a path that Wix refuses, WDE0007 for a step that does not fit the value
 */
export function modified(
  row: Row,
  modifications: readonly Modification[],
  rules: Rules,
): Row {
  return modifications.reduce(
    (before, modification) => step(before, modification, rules),
    row,
  );
}

export function appends(steps: readonly Modification[]): boolean {
  return steps.some(({ action }) => action === "APPEND_TO_ARRAY");
}

/** The row, but where the steps append to an array, that array as it was `seen`. */
export function withArraysOf(
  row: Row,
  { seen, steps }: { seen: Row; steps: readonly Modification[] },
): Row {
  return steps.filter(({ action }) => action === "APPEND_TO_ARRAY").reduce(
    (before, { fieldPath }) =>
      withValue(before, fieldPath, valueAt(seen, fieldPath)),
    row,
  );
}

function step(row: Row, modification: Modification, rules: Rules): Row {
  const { action, fieldPath: path } = modification;
  checkPath(path, rules);
  const value = valueAt(row, path);
  switch (action) {
    case "SET_FIELD":
      return withValue(row, path, modification.setFieldOptions?.value ?? null);
    case "REMOVE_FIELD":
      return value === undefined ? row : withValue(row, path, undefined);
    case "INCREMENT_FIELD":
      return withValue(row, path, sum(value, modification));
    case "APPEND_TO_ARRAY":
      return withValue(row, path, [
        ...asList(value, path),
        modification.appendToArrayOptions?.value ?? null,
      ]);
    case "REMOVE_FROM_ARRAY":
      return withValue(
        row,
        path,
        withoutFirst(
          asList(value, path),
          modification.removeFromArrayOptions?.value,
        ),
      );
  }
  throw badRequest("WDE0007", `Unknown field modification [${action}].`);
}

function sum(
  value: unknown,
  { fieldPath, incrementFieldOptions }: Modification,
): number {
  const by = incrementFieldOptions?.value;
  if (
    typeof by !== "number" || !(isNothing(value) || typeof value === "number")
  ) {
    throw badRequest("WDE0007", `Field [${fieldPath}] cannot be incremented.`);
  }
  return (value ?? 0) + by;
}

function asList(value: unknown, path: string): unknown[] {
  if (isNothing(value)) return [];
  if (Array.isArray(value)) return value;
  throw badRequest("WDE0007", `Field [${path}] is not an array.`);
}

function withoutFirst(list: unknown[], value: unknown): unknown[] {
  const at = list.findIndex((each) => isSame(each, value));
  return at === -1 ? list : list.toSpliced(at, 1);
}

function checkPath(path: unknown, rules: Rules): asserts path is string {
  if (typeof path !== "string" || path === "" || path.startsWith("$")) {
    throw badRequest("WDE0134", `Field name [${path}] is not valid.`);
  }
  if (SYSTEM_FIELDS.has(path) && rules.has("system_fields")) {
    throw badRequest("WDE0007", `System field [${path}] cannot be changed.`);
  }
}

/** Copies along the path only, so that big rows cost little and earlier states stay what they were. */
function withValue(row: Row, path: string, value: unknown): Row {
  return placed(row, path.split("."), value) as Row;
}

function placed(
  holder: unknown,
  [key, ...rest]: string[],
  value: unknown,
): unknown {
  if (key === undefined) return value;
  if (Array.isArray(holder) && /^\d+$/.test(key)) {
    return holder.with(Number(key), placed(holder[Number(key)], rest, value));
  }
  const copy = { ...(typeof holder === "object" ? holder : {}) } as Record<
    string,
    unknown
  >;
  const next = placed(copy[key], rest, value);
  if (next === undefined) delete copy[key];
  else copy[key] = next;
  return copy;
}

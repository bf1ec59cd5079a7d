import { badRequest } from "./data_error.ts";
import { compare, isNothing, keyOf, type Row, valueAt } from "./values.ts";

/** What to make of each group, as it travels. */
export interface Aggregation {
  groupingFields?: string[];
  operations?: Operation[];
}

interface Operation {
  resultFieldName: string;
  itemCount?: object;
  sum?: { itemFieldName: string };
  average?: { itemFieldName: string };
  min?: { itemFieldName: string };
  max?: { itemFieldName: string };
}

/** What an aggregation makes of a group; `_id` says which group. */
export type Group = Record<string, unknown>;

/**
 * One group for each combination of values, in the order in which they were met; without grouping
 * fields all rows are one group. Its `_id` has the values; of a single one Wix's client keeps the bare value.
 */
export function aggregated(
  rows: readonly Row[],
  { groupingFields = [], operations = [] }: Aggregation,
): Group[] {
  const groups = new Map<string, { id: Group; rows: Row[] }>();
  for (const row of rows) {
    const id = Object.fromEntries(
      groupingFields.map((field) => [field, valueAt(row, field) ?? null]),
    );
    const key = keyOf(id);
    const group = groups.get(key) ?? { id, rows: [] };
    groups.set(key, group);
    group.rows.push(row);
  }
  return Array.from(groups.values(), ({ id, rows }) => ({
    ...(groupingFields.length > 0 ? { ...id, _id: id } : {}),
    ...Object.fromEntries(
      operations.map((
        operation,
      ) => [operation.resultFieldName, result(operation, rows)]),
    ),
  }));
}

/** The values of a field, each once, in order; a list counts as its parts. */
export function distinct(
  rows: readonly Row[],
  field: string,
  order = "ASC",
): unknown[] {
  const values = new Map<string, unknown>();
  for (const row of rows) {
    for (const value of [valueAt(row, field)].flat()) {
      if (!isNothing(value)) values.set(keyOf(value), value);
    }
  }
  const found = [...values.values()].sort(compare);
  return order === "DESC" ? found.reverse() : found;
}

function result(operation: Operation, rows: readonly Row[]): unknown {
  const { itemCount, sum, average, min, max } = operation;
  if (itemCount) return rows.length;
  const field = (sum ?? average ?? min ?? max)?.itemFieldName;
  if (!field) throw badRequest("WDE0020", "Unknown aggregation.");
  const values = rows.map((row) => valueAt(row, field)).filter((value) =>
    !isNothing(value)
  );
  if (min || max) {
    const ordered = values.sort(compare);
    return (min ? ordered[0] : ordered.at(-1)) ?? null;
  }
  const numbers = values.filter((value) => typeof value === "number");
  const total = numbers.reduce((all, value) => all + value, 0);
  return sum ? total : numbers.length > 0 ? total / numbers.length : null;
}

import { isNothing, keyOf, type Row, valueAt } from "./values.ts";

/** An index as Wix describes it. */
export interface IndexDefinition {
  name: string;
  fields: { path: string; order?: "ASC" | "DESC" }[];
  unique?: boolean;
  caseInsensitive?: boolean;
  status?: string;
}

/** An index that is looked up by its first field. */
export interface FieldIndex {
  definition: IndexDefinition;
  path: string;
  idsByKey: Map<string, Set<string>>;
}

/** An index over the rows there are. */
export function buildIndex(
  definition: IndexDefinition,
  rows: Iterable<Row>,
): FieldIndex {
  const path = definition.fields[0]!.path;
  const index: FieldIndex = { definition, path, idsByKey: new Map() };
  for (const row of rows) enterRow(index, row);
  return index;
}

export function enterRow(index: FieldIndex, row: Row): void {
  const key = keyIn(index, row);
  if (key === null) return;
  const ids = index.idsByKey.get(key);
  if (ids) ids.add(row._id);
  else index.idsByKey.set(key, new Set([row._id]));
}

export function forgetRow(index: FieldIndex, row: Row): void {
  const key = keyIn(index, row);
  if (key === null) return;
  const ids = index.idsByKey.get(key);
  ids?.delete(row._id);
  if (ids?.size === 0) index.idsByKey.delete(key);
}

/** Whether another row has this row's value already. Rows without a value never clash. */
export function isTaken(index: FieldIndex, row: Row): boolean {
  const key = keyIn(index, row);
  if (key === null) return false;
  const ids = index.idsByKey.get(key);
  return ids !== undefined && !(ids.size === 1 && ids.has(row._id));
}

/** The rows with one of these values. */
export function idsWith(
  index: FieldIndex,
  values: readonly unknown[],
): string[] {
  return values.flatMap((value) => [...index.idsByKey.get(keyOf(value)) ?? []]);
}

function keyIn({ path }: FieldIndex, row: Row): string | null {
  const value = valueAt(row, path);
  return isNothing(value) ? null : keyOf(value);
}

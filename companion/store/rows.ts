import type { Sql, Tx } from "./sql.ts";

/** The types that columns of rows can have. */
type ColumnType =
  | "uuid"
  | "int"
  | "bigint"
  | "text"
  | "boolean"
  | "timestamptz"
  | "jsonb"
  | "int[]";

/**
 * Makes a table of many rows for one statement, an array a column: Postgres takes arrays apart for a
 * fraction of what json costs it. To be made once per statement, at the top of its file:
 * `const personRows = rowsOf({ id: "uuid" })`, then `… from ${personRows(tx, people)} as p`, where
 * the columns are called as here, in quotes.
 */
export function rowsOf<K extends string>(
  columns: Readonly<Record<K, ColumnType>>,
) {
  const names = Object.keys(columns) as K[];
  const types = names.map((name) => columns[name]);
  const pieces = piecesFor(names, types);
  return (
    sql: Sql | Tx,
    rows: readonly { readonly [key in K]?: unknown }[],
  ) =>
    sql(
      pieces,
      ...names.map((name, at) =>
        toArrayLiteral(rows.map((row) => row[name]), types[at]!)
      ),
    );
}

/**
 * An array as Postgres writes it.
 * Source: https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
 */
export function toArrayLiteral(
  values: readonly unknown[],
  type: ColumnType,
): string {
  return `{${values.map((value) => toElement(value, type)).join(",")}}`;
}

/** The text around the values, as a tagged template has it. */
function piecesFor(
  names: readonly string[],
  types: readonly ColumnType[],
): TemplateStringsArray {
  // An array of arrays would have to be of one length throughout: it travels as text.
  const sent = types.map((type) => type === "int[]" ? "text[]" : `${type}[]`);
  const selected = names.map((name, at) =>
    types[at] === "int[]" ? `"${name}"::int[] as "${name}"` : `"${name}"`
  );
  const called = names.map((name) => `"${name}"`).join(", ");
  const pieces = [
    `(select ${selected.join(", ")} from unnest(`,
    ...sent.slice(0, -1).map((type) => `::${type}, `),
    `::${sent.at(-1)}) as u (${called}))`,
  ];
  return Object.assign(pieces, { raw: pieces });
}

function toElement(value: unknown, type: ColumnType): string {
  if (value === null || value === undefined) return "NULL";
  if (value instanceof Date) return `"${value.toISOString()}"`;
  if (type === "jsonb") return quoted(JSON.stringify(value));
  if (type === "int[]") return `"{${(value as number[]).join(",")}}"`;
  return type === "text" ? quoted(String(value)) : String(value);
}

function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

/** How the library is to write and read the arrays of one type. */
interface ArrayType {
  to: number;
  from: number[];
  serialize(values: unknown): string;
  parse(text: string): unknown[];
}

/**
 * The arrays that we use, by the number that Postgres knows each by. Given at once, so that the library
 * need not ask for them on each new connection: should that be ended while it asks, the whole process would.
 * Source: https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat
 */
export const ARRAY_TYPES: Readonly<Record<string, ArrayType>> = {
  booleans: arrayType(1000, (text) => text === "t"),
  shorts: arrayType(1005, Number),
  ints: arrayType(1007, Number),
  texts: arrayType(1009, String),
  bigints: arrayType(1016, Number),
  times: arrayType(1185, (text) => new Date(text)),
  uuids: arrayType(2951, String),
  documents: arrayType(3807, (text) => JSON.parse(text)),
};

function arrayType(
  oid: number,
  toValue: (text: string) => unknown,
): ArrayType {
  return {
    to: oid,
    from: [oid],
    serialize: (values) =>
      typeof values === "string" ? values : toArrayText(values as unknown[]),
    parse: (text) =>
      readArrayText(text).map((element) =>
        element === null ? null : toValue(element)
      ),
  };
}

/**
 * An array as Postgres writes it, each element in quotes.
 * Source: https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO
 */
function toArrayText(values: readonly unknown[]): string {
  return `{${values.map(toElement).join(",")}}`;
}

function toElement(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  const text = value instanceof Date
    ? value.toISOString()
    : typeof value === "object"
    ? JSON.stringify(value)
    : String(value);
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

const ELEMENT = /"((?:[^"\\]|\\.)*)"|([^,{}"]+)/gs;

/** The elements of an array with one dimension, `null` for NULL. */
export function readArrayText(text: string): (string | null)[] {
  return [...text.matchAll(ELEMENT)].map(([, quoted, bare]) => {
    if (quoted !== undefined) return quoted.replace(/\\(.)/gs, "$1");
    return bare === "NULL" ? null : bare!;
  });
}

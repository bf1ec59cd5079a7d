/** A row as it travels and as it is kept: JSON, with dates as `{ $date }` at any depth. */
export type Row = Record<string, unknown> & { _id: string };

/** A moment as it travels. */
export interface WireDate {
  $date: string; // ISO 8601, UTC
}

export function isWireDate(value: unknown): value is WireDate {
  return typeof value === "object" && value !== null &&
    typeof (value as WireDate).$date === "string";
}

/** Now, as it travels. */
export function toWireDate(date: Date): WireDate {
  return { $date: date.toISOString() };
}

/** The value at a dotted path; `undefined` where the path ends early. */
export function valueAt(row: unknown, path: string): unknown {
  if (!path.includes(".")) return own(row, path);
  let value = row;
  for (const step of path.split(".")) value = own(value, step);
  return value;
}

/** Whether the two say the same. Missing and `null` are one. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b || (isNothing(a) && isNothing(b))) return true;
  if (isWireDate(a) && isWireDate(b)) {
    return Date.parse(a.$date) === Date.parse(b.$date);
  }
  if (typeof a !== "object" || typeof b !== "object") return false;
  return keyOf(a) === keyOf(b);
}

/** A text that is the same for the same value: what indexes are looked up by. */
export function keyOf(value: unknown): string {
  if (isWireDate(value)) return `d${Date.parse(value.$date)}`;
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).toSorted(([a], [b]) =>
      a < b ? -1 : 1
    );
    return `{${entries.map(([key, each]) => `${key}:${keyOf(each)}`).join()}}`;
  }
  return JSON.stringify(value) ?? "null";
}

/** The order of a sort: nothing, numbers, texts, objects, lists, booleans, dates; each kind by itself. */
export function compare(a: unknown, b: unknown): number {
  const kinds = kindOf(a) - kindOf(b);
  if (kinds !== 0) return kinds;
  const [left, right] = [plain(a), plain(b)];
  if (left < right) return -1;
  return left > right ? 1 : 0;
}

/** Whether the two can be told apart by `<`. */
export function isComparable(a: unknown, b: unknown): boolean {
  return !isNothing(a) && kindOf(a) === kindOf(b);
}

/** How much a value takes as JSON. */
export function byteLength(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

export function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** The row as JavaScript has it: moments are `Date`. */
export function revive<T>(value: T): T {
  if (isWireDate(value)) return new Date(value.$date) as T;
  if (Array.isArray(value)) return value.map(revive) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, revive(each)]),
  ) as T;
}

function own(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function kindOf(value: unknown): number {
  if (isNothing(value)) return 0;
  if (typeof value === "number") return 1;
  if (typeof value === "string") return 2;
  if (typeof value === "boolean") return 5;
  if (isWireDate(value)) return 6;
  return Array.isArray(value) ? 4 : 3;
}

function plain(value: unknown): string | number {
  if (isWireDate(value)) return Date.parse(value.$date);
  if (typeof value === "boolean") return Number(value);
  return typeof value === "number" || typeof value === "string"
    ? value
    : keyOf(value);
}

import { Refusal } from "../../shared/refusal.ts";

/**
 * A text that must be there, without the blanks around it.
 * @throws {Refusal} `invalid`
 */
export function requiredText(
  field: string,
  value: unknown,
  most: number,
): string {
  const text = typeof value === "string" ? value.trim() : "";
  if (text === "" || text.length > most) {
    throw invalid(field, `must be 1 to ${most} characters`);
  }
  return text;
}

/**
 * A text that may be left out; `null` when it is, or says nothing.
 * @throws {Refusal} `invalid`
 */
export function optionalText(
  field: string,
  value: unknown,
  most: number,
): string | null {
  const text = value ?? "";
  if (typeof text !== "string" || text.length > most) {
    throw invalid(field, `must be at most ${most} characters`);
  }
  return text.trim() || null;
}

/**
 * Yes or no.
 * @throws {Refusal} `invalid`
 */
export function requiredBoolean(field: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw invalid(field, "must be true or false");
}

/**
 * A list of ids, each once.
 * @throws {Refusal} `invalid`
 */
export function idList(field: string, value: unknown, most: number): number[] {
  const isList = Array.isArray(value) && value.length <= most &&
    value.every((id) => Number.isInteger(id) && id > 0 && id < 2 ** 31);
  if (!isList) throw invalid(field, `must be a list of at most ${most} ids`);
  return [...new Set(value)];
}

/** A field that can't be read. */
export function invalid(field: string, rule: string): Refusal {
  return new Refusal("invalid", `Cannot read: "${field}" ${rule}`, field);
}

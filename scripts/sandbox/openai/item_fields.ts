import { invalid } from "./api_error.ts";
import type { Sandbox } from "./state.ts";

/** An item, or a part of one, as it was sent. */
export type GivenItem = Record<string, unknown>;

/** The text at the end of the path. @throws {ApiError} when there is none */
export function requireText(
  { holds }: Sandbox,
  given: GivenItem,
  path: string,
): string {
  const value = given[path.slice(path.lastIndexOf(".") + 1)];
  if (typeof value === "string") return value;
  if (value === undefined && holds("required")) {
    throw invalid(
      path,
      `Missing required parameter: '${path}'.`,
      "missing_required_parameter",
    );
  }
  if (value !== undefined && holds("types")) {
    throw invalid(
      path,
      `Invalid type for '${path}': expected a string, but got another type instead.`,
      "invalid_type",
    );
  }
  return String(value ?? "");
}

/** A value that is none of those that are allowed. */
export function wrongValue(
  path: string,
  value: unknown,
  allowed: readonly string[],
) {
  const choices = allowed.map((choice) => `'${choice}'`).join(", ");
  return invalid(
    path,
    `Invalid value: '${value}'. Supported values are: ${choices}.`,
    "invalid_value",
  );
}

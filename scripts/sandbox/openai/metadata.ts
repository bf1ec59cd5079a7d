import { z } from "zod";
import { invalid } from "./api_error.ts";
import type { Sandbox } from "./state.ts";

/** What may be attached to an object. Its bounds are a rule of their own: `checkMetadata`. */
export const METADATA = z.record(z.string(), z.string()).nullish();

const MOST_PAIRS = 16;
const LONGEST_KEY = 64;
const LONGEST_VALUE = 512;

/**
 * Refuses more than may be attached. Source: `metadata` in openai/resources/conversations/conversations.d.ts
 * @throws {ApiError}
 */
export function checkMetadata(
  { holds }: Sandbox,
  metadata: Record<string, string> | null | undefined,
): void {
  if (!metadata || !holds("metadata")) return;
  const pairs = Object.entries(metadata);
  if (pairs.length > MOST_PAIRS) {
    throw invalid(
      "metadata",
      `Invalid 'metadata': too many properties. Expected an object with at most ${MOST_PAIRS} properties, but got an object with ${pairs.length} properties instead.`,
      "object_above_max_properties",
    );
  }
  for (const [key, value] of pairs) {
    if (key.length > LONGEST_KEY) {
      throw tooLong("metadata", LONGEST_KEY, key.length);
    }
    if (value.length > LONGEST_VALUE) {
      throw tooLong(`metadata.${key}`, LONGEST_VALUE, value.length);
    }
  }
}

function tooLong(param: string, most: number, length: number) {
  return invalid(
    param,
    `Invalid '${param}': string too long. Expected a string with maximum length ${most}, but got a string with length ${length} instead.`,
    "string_above_max_length",
  );
}

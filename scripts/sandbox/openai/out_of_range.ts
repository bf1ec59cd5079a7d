import type { z } from "zod";
import { type ApiError, invalid } from "./api_error.ts";

/** How OpenAI refuses a number, a text or a list that is too small or too big. */
export function outOfRange(
  issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
  { name, given }: { name: string; given: unknown },
): ApiError {
  const isBelow = issue.code === "too_small";
  const bound = isBelow ? issue.minimum : issue.maximum;
  const sign = isBelow ? ">=" : "<=";
  if (typeof given === "number") {
    const kind = Number.isInteger(given) ? "integer" : "decimal";
    return invalid(
      name,
      `Invalid '${name}': ${kind} ${
        isBelow ? "below minimum" : "above maximum"
      } value. Expected a value ${sign} ${bound}, but got ${given} instead.`,
      `${kind}_${isBelow ? "below_min" : "above_max"}_value`,
    );
  }
  const isText = typeof given === "string";
  const size = isText ? given.length : Object.keys(Object(given)).length;
  const thing = isText ? "string" : Array.isArray(given) ? "array" : "object";
  return invalid(
    name,
    `Invalid '${name}': ${thing} too ${
      isBelow ? "short" : "long"
    }. Expected a length ${sign} ${bound}, but got ${size} instead.`,
    `${thing}_${isBelow ? "below_min" : "above_max"}_length`,
  );
}

import type { z } from "zod";
import { type ApiError, invalid } from "./api_error.ts";
import { outOfRange } from "./out_of_range.ts";
import type { RuleName } from "./rules.ts";
import type { Sandbox } from "./state.ts";

/**
 * Checks a body as OpenAI does, and hands it on as it came.
 * @throws {ApiError} for the first parameter that is wrong, by its path
 */
export function checkBody(
  { holds }: Sandbox,
  schema: z.ZodType,
  body: unknown,
): void {
  const { error } = schema.safeParse(body);
  for (const issue of error?.issues ?? []) {
    const { rule, problem } = read(issue, body);
    if (holds(rule)) throw problem;
  }
}

/** How OpenAI writes where something is: `input[0].content`. */
export function pathName(path: readonly PropertyKey[]): string {
  return path.map((step, at) =>
    typeof step === "number" ? `[${step}]` : `${at ? "." : ""}${String(step)}`
  ).join("");
}

type Issue = z.core.$ZodIssue;

function read(issue: Issue, body: unknown): {
  rule: RuleName;
  problem: ApiError;
} {
  const name = pathName(issue.path);
  const given = valueAt(body, issue.path);
  if (issue.code === "unrecognized_keys") {
    const unknown = pathName([...issue.path, issue.keys[0]!]);
    return {
      rule: "unknown_parameter",
      problem: invalid(
        unknown,
        `Unknown parameter: '${unknown}'.`,
        "unknown_parameter",
      ),
    };
  }
  if (given === undefined) {
    return {
      rule: "required",
      problem: invalid(
        name,
        `Missing required parameter: '${name}'.`,
        "missing_required_parameter",
      ),
    };
  }
  if (issue.code === "too_small" || issue.code === "too_big") {
    return {
      rule: name === "max_output_tokens" ? "least_tokens" : "ranges",
      problem: outOfRange(issue, { name, given }),
    };
  }
  if (issue.code === "invalid_value") {
    const choices = issue.values.map((value) => `'${String(value)}'`);
    return {
      rule: "values",
      problem: invalid(
        name,
        `Invalid value: '${String(given)}'. Supported values are: ${
          spoken(choices)
        }.`,
        "invalid_value",
      ),
    };
  }
  if (issue.code === "invalid_format" || issue.code === "custom") {
    return {
      rule: "values",
      problem: invalid(
        name,
        `Invalid '${name}': ${issue.message}`,
        "invalid_value",
      ),
    };
  }
  return {
    rule: "types",
    problem: invalid(
      name,
      `Invalid type for '${name}': expected ${expected(issue)}, but got ${
        kind(given)
      } instead.`,
      "invalid_type",
    ),
  };
}

function expected(issue: Issue): string {
  if (issue.code === "invalid_union") return "one of several types";
  const wanted = issue.code === "invalid_type" ? issue.expected : "object";
  const name = wanted === "int"
    ? "integer"
    : wanted === "number"
    ? "decimal"
    : String(wanted);
  return `${/^[aeio]/.test(name) ? "an" : "a"} ${name}`;
}

function kind(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "number") {
    return Number.isInteger(value) ? "an integer" : "a decimal";
  }
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function spoken(choices: readonly string[]): string {
  if (choices.length < 2) return choices.join("");
  return `${choices.slice(0, -1).join(", ")} and ${choices.at(-1)}`;
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(
    (at: unknown, step) => (at as Record<PropertyKey, unknown> | null)?.[step],
    body,
  );
}

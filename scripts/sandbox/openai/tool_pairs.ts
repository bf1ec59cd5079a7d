import { ApiError } from "./api_error.ts";
import type { Item } from "./items.ts";
import type { Sandbox } from "./state.ts";

/**
 * Refuses a call without its output, and an output without its call.
 * Sources: github.com/continuedev/continue/issues/10092, github.com/symgraph/GhidrAssist/issues/78
 */
export function requirePairs({ holds }: Sandbox, items: readonly Item[]): void {
  const called = new Set<string>();
  const answered = new Set<string>();
  for (const item of items) {
    if (item.type === "function_call") called.add(item.call_id);
    if (item.type === "function_call_output") answered.add(item.call_id ?? "");
  }
  const [unknown] = answered.difference(called);
  if (unknown !== undefined && holds("output_without_call")) {
    throw new ApiError(
      400,
      `No tool call found for function call output with call_id ${unknown}.`,
      { param: "input" },
    );
  }
  const [open] = called.difference(answered);
  if (open !== undefined && holds("call_without_output")) {
    throw new ApiError(
      400,
      `No tool output found for function call ${open}.`,
      { param: "input" },
    );
  }
}

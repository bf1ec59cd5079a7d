import type OpenAI from "openai";
import { invalid } from "./api_error.ts";
import { plain, type Thought } from "./answering.ts";
import { type Item, saidByUser } from "./items.ts";
import type { CreateResponse } from "./response_schema.ts";
import { valueFor } from "./schema_answer.ts";
import type { Sandbox } from "./state.ts";
import { strictnessProblem } from "./strict_schema.ts";

/** A function that the model calls, and with what. */
export interface Call {
  name: string;
  arguments: object;
}

type FunctionTool = OpenAI.Responses.FunctionTool;

/**
 * Which function the model calls, if any: the one it must, or the one whose name or description shares a
 * word with what the customer said last. Never again once its output is there.
 */
export function chooseCall(
  { holds }: Sandbox,
  request: CreateResponse,
  { items, thought }: { items: readonly Item[]; thought: Thought },
): Call | null {
  const tools = functionsOf(request);
  const choice = request.tool_choice ?? "auto";
  const mustCall = choice === "required" ||
    typeof choice === "object" && choice.type === "function";
  const isReporting = items.at(-1)?.type === "function_call_output";
  if (tools.length === 0 || choice === "none") return null;
  if (isReporting && !mustCall) return null;
  const asked = saidByUser(items).at(-1) ?? "";
  const forced = mustCall && holds("required_tool")
    ? namedTool(tools, choice) ?? tools[0]!
    : null;
  const tool = forced ?? tools.find((tool) => isWanted(tool, asked));
  if (!tool) return null;
  const value = valueFor(tool.parameters ?? { type: "object" }, {
    thought: { ...thought, text: asked },
    asked,
  });
  return { name: tool.name, arguments: Object(value) };
}

/** Refuses functions whose strict parameters are not. */
export function requireStrictFunctions(
  { holds }: Sandbox,
  request: CreateResponse,
): void {
  for (const [at, tool] of (request.tools ?? []).entries()) {
    if (tool.type !== "function" || tool.strict !== true) continue;
    const problem = strictnessProblem(tool.parameters);
    if (!problem || !holds("strict_schema")) continue;
    throw invalid(
      `tools[${at}].parameters`,
      `Invalid schema for function '${tool.name}': ${problem}`,
      "invalid_function_parameters",
    );
  }
}

function functionsOf({ tools = [] }: CreateResponse): FunctionTool[] {
  return tools.filter((tool) => tool.type === "function");
}

function namedTool(
  tools: FunctionTool[],
  choice: NonNullable<CreateResponse["tool_choice"]>,
): FunctionTool | undefined {
  if (typeof choice !== "object" || !("name" in choice)) return undefined;
  return tools.find(({ name }) => name === choice.name);
}

const LEAST_LETTERS = 5;

function isWanted({ name, description }: FunctionTool, asked: string) {
  const about = beginnings(
    `${name.replace(/([A-Z_])/g, " $1")} ${description}`,
  );
  return beginnings(asked).intersection(about).size > 0;
}

function beginnings(text: string): Set<string> {
  return new Set(
    plain(text).split(" ").filter((word) => word.length >= LEAST_LETTERS)
      .map((word) => word.slice(0, LEAST_LETTERS)),
  );
}

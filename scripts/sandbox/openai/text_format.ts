import type OpenAI from "openai";
import { invalid } from "./api_error.ts";
import type { Thought } from "./answering.ts";
import { type Item, saidByBuilder, saidByUser } from "./items.ts";
import type { CreateResponse } from "./response_schema.ts";
import { valueFor } from "./schema_answer.ts";
import type { Sandbox } from "./state.ts";
import { strictnessProblem } from "./strict_schema.ts";

/** Refuses a form that no answer can take. @throws {ApiError} */
export function requireFormat(
  { holds }: Sandbox,
  request: CreateResponse,
  items: readonly Item[],
): void {
  const format = formatOf(request);
  if (format.type === "json_schema" && holds("strict_schema")) {
    const problem = format.strict ? strictnessProblem(format.schema) : null;
    if (!problem) return;
    throw invalid(
      "text.format.schema",
      `Invalid schema for response_format '${format.name}': ${problem}`,
      "invalid_json_schema",
    );
  }
  const words = [
    request.instructions,
    ...saidByBuilder(items),
    ...saidByUser(items),
  ];
  const isAsked = /json/i.test(words.join(" "));
  if (format.type !== "json_object" || isAsked || !holds("json_word")) return;
  throw invalid(
    "input",
    "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.",
  );
}

/** The answer in the form that was asked for. */
export function inFormat(
  { holds }: Sandbox,
  request: CreateResponse,
  { items, thought }: { items: readonly Item[]; thought: Thought },
): string {
  const format = formatOf(request);
  const asked = saidByUser(items).at(-1) ?? "";
  if (format.type === "json_object") {
    return JSON.stringify({ respuesta: thought.text });
  }
  if (format.type !== "json_schema" || !holds("structured")) {
    return thought.text;
  }
  return JSON.stringify(valueFor(format.schema, { thought, asked }));
}

function formatOf(
  { text }: CreateResponse,
): OpenAI.Responses.ResponseFormatTextConfig {
  return text?.format ?? { type: "text" };
}

import { ApiError, invalid } from "./api_error.ts";
import { type Context, gatherContext, requireFree } from "./context.ts";
import { requireStrictFunctions } from "./function_calling.ts";
import { checkMetadata } from "./metadata.ts";
import { contextWindow, reasoningEffort, resolveWriter } from "./models.ts";
import { checkBody } from "./parameters.ts";
import { newResponse } from "./response_json.ts";
import { CREATE_RESPONSE, type CreateResponse } from "./response_schema.ts";
import { spend } from "./rate_limit.ts";
import type { ScriptedAnswer } from "./scripted_answer.ts";
import type { ModelResponse, Sandbox } from "./state.ts";
import { requireFormat } from "./text_format.ts";
import { countItemTokens, countTokens, sum } from "./tokens.ts";
import { type Outcome, writeOutput } from "./write_output.ts";

/** A response that was accepted and is about to be written. */
export interface Draft {
  request: CreateResponse;
  context: Context;
  scripted: ScriptedAnswer;
  /** As it is before its first word. */
  response: ModelResponse;
  outcome: Outcome;
  inputTokens: number;
  /** What the answer's head tells of the limits. */
  headers: Record<string, string>;
}

/** Accepts a request for a response. @throws {ApiError} */
export function draftResponse(sandbox: Sandbox, body: unknown): Draft {
  checkBody(sandbox, CREATE_RESPONSE, body);
  const request = body as CreateResponse;
  if (request.input === undefined && !request.prompt) {
    requireInput(sandbox, request);
  }
  checkMetadata(sandbox, request.metadata);
  const model = resolveWriter(sandbox, request.model);
  const effort = reasoningEffort(model, request.reasoning?.effort);
  requireNoTemperature(sandbox, request, effort !== null && effort !== "none");
  const context = gatherContext(sandbox, request);
  requireStrictFunctions(sandbox, request);
  requireFormat(sandbox, request, context.items);
  const inputTokens = countInput(request, context);
  requireRoom(sandbox, model, inputTokens);
  requireFree(sandbox, context);
  const headers = spend(sandbox, {
    model,
    tokens: inputTokens,
    now: Date.now(),
  });
  const scripted = sandbox.scripted.shift() ?? {};
  const outcome = writeOutput(sandbox, request, { context, effort, scripted });
  const response = newResponse(request, { model, effort });
  return {
    request,
    context,
    scripted,
    response,
    outcome,
    inputTokens,
    headers,
  };
}

/** How many tokens the model is given. */
export function countInput(
  { instructions, tools = [], text }: Pick<
    CreateResponse,
    "instructions" | "tools" | "text"
  >,
  { items }: Pick<Context, "items">,
): number {
  const around = [
    instructions ?? "",
    tools.length > 0 ? JSON.stringify(tools) : "",
    text?.format?.type === "json_schema" ? JSON.stringify(text.format) : "",
  ];
  return 3 + sum(around.map(countTokens)) + sum(items.map(countItemTokens));
}

/** A conversation or a response can go on by itself; nothing else can. */
function requireInput({ holds }: Sandbox, request: CreateResponse): void {
  if (request.conversation || request.previous_response_id) return;
  if (!holds("required")) return;
  throw invalid(
    null,
    "One of \"input\" or \"previous_response_id\" or 'prompt' or 'conversation' must be provided.",
    "missing_required_parameter",
  );
}

/** Source: github.com/OpenHands/software-agent-sdk/issues/1837 */
function requireNoTemperature(
  { holds }: Sandbox,
  request: CreateResponse,
  thinks: boolean,
): void {
  if (!thinks || !holds("reasoning_temperature")) return;
  for (const name of ["temperature", "top_p"] as const) {
    if (request[name] === undefined || request[name] === null) continue;
    throw new ApiError(
      400,
      `Unsupported parameter: '${name}' is not supported with this model.`,
      { param: name },
    );
  }
}

function requireRoom(
  { holds, variants }: Sandbox,
  model: string,
  tokens: number,
): void {
  if (tokens <= (variants.contextWindow ?? contextWindow(model))) return;
  if (!holds("context_window")) return;
  throw invalid(
    "input",
    "Your input exceeds the context window of this model. Please adjust your input and try again.",
    "context_length_exceeded",
  );
}

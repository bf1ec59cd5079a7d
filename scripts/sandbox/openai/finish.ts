import type OpenAI from "openai";
import type { Draft } from "./draft.ts";
import { nowInSeconds } from "./ids.ts";
import type { Item } from "./items.ts";
import type { ModelResponse, Sandbox } from "./state.ts";

/** The response as it will be at its end. */
export function finalResponse(
  sandbox: Sandbox,
  draft: Draft,
): ModelResponse {
  const { response, outcome, scripted } = draft;
  if (scripted.error) {
    return {
      ...response,
      status: "failed",
      error: {
        code: scripted.error.code ?? "server_error",
        message: scripted.error.message ??
          "The server had an error while processing your request. Sorry about that!",
      },
    };
  }
  const usage = usageOf(sandbox, draft);
  if (outcome.isCut) {
    return {
      ...response,
      status: "incomplete",
      incomplete_details: { reason: "max_output_tokens" },
      output: outcome.output,
      usage,
    };
  }
  return {
    ...response,
    status: "completed",
    completed_at: nowInSeconds(),
    output: outcome.output,
    usage,
  };
}

/** Makes the end of a response known: stored, and its items in its conversation. */
export function keep(
  sandbox: Sandbox,
  { request, context }: Draft,
  response: ModelResponse,
): void {
  if (request.store !== false || !sandbox.holds("store")) {
    sandbox.responses.set(response.id, { response, input: context.items });
  }
  const { conversation, fresh } = context;
  const isThere = conversation &&
    sandbox.conversations.has(conversation.conversation.id);
  if (
    isThere && response.status !== "failed" &&
    sandbox.holds("conversation_grows")
  ) {
    conversation.items.push(...fresh, ...response.output as Item[]);
  }
  sandbox.changed();
}

const CACHED_FROM = 1024;
const CACHED_IN = 128;

/** A prefix of 1,024 tokens and more, that another response began with, was cached. */
function usageOf(
  { holds }: Sandbox,
  { outcome, inputTokens, context }: Draft,
): OpenAI.Responses.ResponseUsage {
  const isCached = context.repeated > 0 && inputTokens >= CACHED_FROM &&
    holds("cached_tokens");
  return {
    input_tokens: inputTokens,
    input_tokens_details: {
      cached_tokens: isCached
        ? Math.floor((inputTokens - 1) / CACHED_IN) * CACHED_IN
        : 0,
      cache_write_tokens: 0,
    },
    output_tokens: outcome.outputTokens,
    output_tokens_details: { reasoning_tokens: outcome.reasoningTokens },
    total_tokens: inputTokens + outcome.outputTokens,
  };
}

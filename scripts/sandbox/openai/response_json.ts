import type OpenAI from "openai";
import { newId, nowInSeconds } from "./ids.ts";
import type { CreateResponse } from "./response_schema.ts";
import type { ModelResponse } from "./state.ts";

/** A response as it is before its first word: what was asked, with OpenAI's own choices filled in. */
export function newResponse(
  request: CreateResponse,
  { model, effort }: { model: string; effort: OpenAI.ReasoningEffort },
): ModelResponse {
  const { conversation } = request;
  const conversationId = typeof conversation === "string"
    ? conversation
    : conversation?.id;
  const thinks = effort !== null && effort !== "none";
  // On the wire, though the client does not declare them so.
  const rest: object = {
    usage: null,
    user: null,
    frequency_penalty: 0,
    presence_penalty: 0,
    store: request.store ?? true,
  };
  return {
    id: newId("resp"),
    object: "response",
    created_at: nowInSeconds(),
    status: request.background ? "queued" : "in_progress",
    access_programs: null,
    background: request.background ?? false,
    completed_at: null,
    ...(conversationId ? { conversation: { id: conversationId } } : {}),
    error: null,
    incomplete_details: null,
    instructions: request.instructions ?? null,
    max_output_tokens: request.max_output_tokens ?? null,
    max_tool_calls: request.max_tool_calls ?? null,
    model,
    moderation: null,
    output: [],
    parallel_tool_calls: request.parallel_tool_calls ?? true,
    previous_response_id: request.previous_response_id ?? null,
    prompt_cache_key: request.prompt_cache_key ?? null,
    reasoning: {
      effort,
      summary: request.reasoning?.summary ?? null,
    },
    safety_identifier: request.safety_identifier ?? null,
    service_tier: request.service_tier === "auto"
      ? "default"
      : request.service_tier ?? "default",
    temperature: request.temperature ?? (thinks ? null : 1),
    text: {
      format: request.text?.format ?? { type: "text" },
      verbosity: request.text?.verbosity ?? "medium",
    },
    tool_choice: request.tool_choice ?? "auto",
    tools: (request.tools ?? []).map(withDefaults),
    top_logprobs: request.top_logprobs ?? 0,
    top_p: request.top_p ?? (thinks ? null : 1),
    truncation: request.truncation ?? "disabled",
    metadata: request.metadata ?? {},
    ...rest,
    ...(request.user ? { user: request.user } : {}),
  };
}

function withDefaults(tool: OpenAI.Responses.Tool): OpenAI.Responses.Tool {
  if (tool.type !== "function") return tool;
  return { ...tool, strict: tool.strict ?? true };
}

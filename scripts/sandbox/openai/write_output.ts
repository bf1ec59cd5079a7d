import type OpenAI from "openai";
import { think } from "./answering.ts";
import type { Context } from "./context.ts";
import { type Call, chooseCall } from "./function_calling.ts";
import { newId } from "./ids.ts";
import type { CallItem, ReasoningItem } from "./items.ts";
import type { CreateResponse } from "./response_schema.ts";
import type { ScriptedAnswer } from "./scripted_answer.ts";
import type { Sandbox } from "./state.ts";
import { inFormat } from "./text_format.ts";
import { splitTokens } from "./tokens.ts";

export type OutputItem =
  | OpenAI.Responses.ResponseOutputMessage
  | CallItem
  | ReasoningItem;

/** What the model made of a request. */
export interface Outcome {
  output: OutputItem[];
  /** It ran out of the tokens that it was given. */
  isCut: boolean;
  outputTokens: number;
  reasoningTokens: number;
}

/** Writes the whole answer; it is the same each time for the same context. */
export function writeOutput(
  sandbox: Sandbox,
  request: CreateResponse,
  { context, effort, scripted }: {
    context: Context;
    effort: OpenAI.ReasoningEffort;
    scripted: ScriptedAnswer;
  },
): Outcome {
  const limit = sandbox.holds("max_tokens") && request.max_output_tokens ||
    Infinity;
  const thinks = effort !== null && effort !== "none" &&
    sandbox.holds("reasoning_item");
  const wanted = thinks ? THINKING[effort] ?? 0 : 0;
  const reasoningTokens = Math.min(wanted, limit);
  const output: OutputItem[] = thinks ? [reasoning()] : [];
  if (reasoningTokens < wanted || reasoningTokens === limit) {
    return {
      output,
      isCut: true,
      outputTokens: reasoningTokens,
      reasoningTokens,
    };
  }
  const said = decide(sandbox, request, { context, scripted });
  const pieces = splitTokens(said.text);
  const left = limit - reasoningTokens;
  const isCut = pieces.length > left;
  const text = isCut ? pieces.slice(0, left).join("") : said.text;
  output.push(toItem({ ...said, text }, isCut ? "incomplete" : "completed"));
  const outputTokens = reasoningTokens + Math.min(pieces.length, left);
  return { output, isCut, outputTokens, reasoningTokens };
}

/** Tokens of thinking, by effort. */
const THINKING: Partial<Record<string, number>> = {
  low: 64,
  medium: 128,
  high: 320,
  xhigh: 640,
  max: 1280,
};

interface Said {
  kind: "text" | "refusal" | "call";
  /** For a call, its arguments. */
  text: string;
  name?: string;
}

function decide(
  sandbox: Sandbox,
  request: CreateResponse,
  { context: { items }, scripted }: {
    context: Context;
    scripted: ScriptedAnswer;
  },
): Said {
  const { text, refusal, call } = scripted;
  if (call) return toCall(call);
  if (refusal !== undefined) return { kind: "refusal", text: refusal };
  if (text !== undefined) return { kind: "text", text };
  const thought = think(
    sandbox.knowledge,
    items,
    request.instructions ?? null,
  );
  const chosen = chooseCall(sandbox, request, { items, thought });
  if (chosen) return toCall(chosen);
  if (thought.kind === "refusal" && sandbox.holds("refusal")) {
    return { kind: "refusal", text: thought.text };
  }
  return { kind: "text", text: inFormat(sandbox, request, { items, thought }) };
}

function toCall(call: Call): Said {
  return {
    kind: "call",
    name: call.name,
    text: JSON.stringify(call.arguments),
  };
}

function toItem(
  { kind, text, name = "" }: Said,
  status: "completed" | "incomplete",
): OutputItem {
  if (kind === "call") {
    return {
      id: newId("fc"),
      type: "function_call",
      status,
      arguments: text,
      call_id: newId("call"),
      name,
    };
  }
  const part = kind === "refusal"
    ? { type: "refusal" as const, refusal: text }
    : { type: "output_text" as const, annotations: [], logprobs: [], text };
  return {
    id: newId("msg"),
    type: "message",
    status,
    content: [part],
    role: "assistant",
  };
}

function reasoning(): ReasoningItem {
  return { id: newId("rs"), type: "reasoning", summary: [] };
}

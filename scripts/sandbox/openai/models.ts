import type OpenAI from "openai";
import { ApiError, invalid } from "./api_error.ts";
import type { Sandbox } from "./state.ts";

/** Models that write, each with the dated one behind it. Source: `ChatModel` in openai/resources/shared.d.ts */
const WRITERS: Partial<Record<OpenAI.ChatModel, OpenAI.ChatModel>> = {
  "gpt-6-astra": "gpt-6-astra",
  "gpt-6.1-sol": "gpt-6.1-sol",
  "gpt-6.1-terra": "gpt-6.1-terra",
  "gpt-6-sol": "gpt-6-sol",
  "gpt-6-luna": "gpt-6-luna",
  "gpt-5.6-sol": "gpt-5.6-sol",
  "gpt-5.6-terra": "gpt-5.6-terra",
  "gpt-5.6-luna": "gpt-5.6-luna",
  "gpt-5.5": "gpt-5.5-2026-04-23",
  "gpt-5.4": "gpt-5.4",
  "gpt-5.4-mini": "gpt-5.4-mini-2026-03-17",
  "gpt-5.4-nano": "gpt-5.4-nano-2026-03-17",
  "gpt-5.2": "gpt-5.2-2025-12-11",
  "gpt-5.1": "gpt-5.1-2025-11-13",
  "gpt-5": "gpt-5-2025-08-07",
  "gpt-5-mini": "gpt-5-mini-2025-08-07",
  "gpt-5-nano": "gpt-5-nano-2025-08-07",
  "gpt-5-chat-latest": "gpt-5-chat-latest",
  "gpt-4.1": "gpt-4.1-2025-04-14",
  "gpt-4.1-mini": "gpt-4.1-mini-2025-04-14",
  "gpt-4.1-nano": "gpt-4.1-nano-2025-04-14",
  "o4-mini": "o4-mini-2025-04-16",
  "o3": "o3-2025-04-16",
  "o3-mini": "o3-mini-2025-01-31",
  "gpt-4o": "gpt-4o-2024-08-06",
  "gpt-4o-mini": "gpt-4o-mini-2024-07-18",
  "chatgpt-4o-latest": "chatgpt-4o-latest",
  "gpt-4-turbo": "gpt-4-turbo-2024-04-09",
  "gpt-4": "gpt-4-0613",
  "gpt-3.5-turbo": "gpt-3.5-turbo-0125",
  "o1": "o1-2024-12-17",
};

export const VECTOR_SIZES: Record<OpenAI.EmbeddingModel, number> = {
  "text-embedding-3-small": 1536,
  "text-embedding-3-large": 3072,
  "text-embedding-ada-002": 1536,
};

const LISTENERS: readonly OpenAI.AudioModel[] = [
  "whisper-1",
  "gpt-transcribe",
  "gpt-4o-transcribe",
  "gpt-4o-mini-transcribe",
  "gpt-4o-mini-transcribe-2025-12-15",
  "gpt-4o-transcribe-diarize",
];

/** Every model of the project, by its name, in alphabetical order. */
export const MODELS: readonly string[] = [
  ...new Set<string>([
    ...Object.keys(WRITERS),
    ...Object.values(WRITERS),
    ...Object.keys(VECTOR_SIZES),
    ...LISTENERS,
  ]),
].sort();

/** The model that will really write. @throws {ApiError} when there is none of that name */
export function resolveWriter({ holds }: Sandbox, name: string): string {
  const snapshot = WRITERS[name as OpenAI.ChatModel];
  if (snapshot) return holds("snapshot") ? snapshot : name;
  const isDated = Object.values(WRITERS).includes(name as OpenAI.ChatModel);
  if (isDated || !holds("model")) return name;
  throw invalid(
    "model",
    `The requested model '${name}' does not exist.`,
    "model_not_found",
  );
}

/** Refuses a model that does not do that kind of work. */
export function requireModel(
  { holds }: Sandbox,
  name: string,
  among: "embeddings" | "audio",
): void {
  const known: readonly string[] = among === "audio"
    ? LISTENERS
    : Object.keys(VECTOR_SIZES);
  if (known.includes(name) || !holds("model")) return;
  throw new ApiError(
    404,
    `The model \`${name}\` does not exist or you do not have access to it.`,
    { code: "model_not_found" },
  );
}

/** The effort that a model thinks with; `null` when it is none that thinks. */
export function reasoningEffort(
  model: string,
  asked: OpenAI.ReasoningEffort | undefined,
): OpenAI.ReasoningEffort {
  if (!/^(o\d|gpt-[56])/.test(model) || model.includes("chat")) return null;
  return asked ?? (/^gpt-5\.[1-4]/.test(model) ? "none" : "medium");
}

/** How many tokens a model takes in. */
export function contextWindow(model: string): number {
  if (model.startsWith("gpt-4.1")) return 1_047_576;
  if (model.startsWith("gpt-3.5")) return 16_385;
  if (/gpt-4(o|-turbo)/.test(model)) return 128_000;
  if (model.startsWith("gpt-4")) return 8_192;
  return model.startsWith("o") ? 200_000 : 400_000;
}

import { invalid } from "./api_error.ts";
import type { Sandbox } from "./state.ts";
import { sum } from "./tokens.ts";

/** A text, or its tokens. */
export type EmbeddingInput = string | number[];

const MOST_INPUTS = 2048;
const MOST_TOKENS = 8192;
const MOST_TOKENS_TOGETHER = 300_000;

/** Refuses nothing, too much, and too long. @throws {ApiError} */
export function requireSizes(
  { holds }: Sandbox,
  inputs: readonly EmbeddingInput[],
  counts: readonly number[],
): void {
  if (!holds("embedding_input")) return;
  if (
    inputs.length === 0 || inputs.length > MOST_INPUTS || inputs.includes("")
  ) {
    throw invalid(
      "input",
      "'$.input' is invalid. Please check the API reference: https://platform.openai.com/docs/api-reference.",
    );
  }
  const longest = Math.max(...counts);
  if (longest > MOST_TOKENS) {
    throw invalid(
      null,
      `This model's maximum context length is ${MOST_TOKENS} tokens, however you requested ${longest} tokens (${longest} in your prompt; 0 for the completion). Please reduce your prompt; or completion length.`,
    );
  }
  if (sum(counts) > MOST_TOKENS_TOGETHER) {
    throw invalid(
      null,
      `Requested ${
        sum(counts)
      } tokens, max ${MOST_TOKENS_TOGETHER} tokens per request`,
    );
  }
}

/** Refuses dimensions that the model cannot have. @throws {ApiError} */
export function requireDimensions(
  { holds }: Sandbox,
  { model, dimensions }: { model: string; dimensions?: number },
  size: number,
): void {
  if (dimensions === undefined || !holds("embedding_dimensions")) return;
  if (model === "text-embedding-ada-002") {
    throw invalid(null, "This model does not support specifying dimensions.");
  }
  if (dimensions > size) {
    throw invalid(
      "dimensions",
      `Invalid value for 'dimensions' = ${dimensions}. Must be less than or equal to ${size}.`,
    );
  }
}

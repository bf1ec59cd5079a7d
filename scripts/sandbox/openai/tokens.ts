import type { Item } from "./items.ts";

/**
 * Cuts a text into pieces about as long as a model's tokens. Joined, they are the text again; the same
 * text always has the same pieces. The count is near the real one, never equal to it.
 */
export function splitTokens(text: string): string[] {
  return text.match(PIECE) ?? [];
}

/** How many tokens a text is said to have. */
export function countTokens(text: string): number {
  return splitTokens(text).length;
}

/** How many tokens an item takes in a context, its frame included. */
export function countItemTokens(item: Item): number {
  switch (item.type) {
    case "message":
      return FRAME + sum(item.content.map(countPartTokens));
    case "function_call":
      return FRAME + countTokens(item.name + item.arguments);
    case "function_call_output":
      return FRAME + countTokens(
        typeof item.output === "string"
          ? item.output
          : JSON.stringify(item.output),
      );
    default:
      return FRAME;
  }
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

const PIECE = /\s?\p{L}{1,4}|\s?\p{N}{1,3}|\s?[^\s\p{L}\p{N}]|\s+/gu;
const FRAME = 4;
const PICTURE = 85;
const FILE = 250;

function countPartTokens(part: { type: string }): number {
  if ("text" in part) return countTokens(String(part.text));
  if ("refusal" in part) return countTokens(String(part.refusal));
  return part.type === "input_image" ? PICTURE : FILE;
}

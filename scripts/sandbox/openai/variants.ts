/**
 * What differs between accounts, changes with the hour, or has not been seen: code must bear each of it.
 * `POST /sandbox/variants` switches; nothing of it happens by itself.
 */
export interface Variants {
  /** Whose keys are taken: the one that it was started with, or any that is not empty. */
  keys: "own" | "any";
  /** How the retired Assistants interface answers. */
  retiredStatus: 404 | 410;
  /** What becomes of a response whose listener has gone, unless it runs in the background. */
  brokenStream: "stops" | "finishes";
  /** How long an answer is thought about before its first word. */
  answerMs: number;
  /** The pause before each event of a stream. */
  streamDelayMs: number;
  requestsPerMinute: number;
  tokensPerMinute: number;
  /** Tokens that a model takes in; `null`: each model its own. */
  contextWindow: number | null;
}

/** The choices of a stand-in that nobody has told otherwise. */
export function usualVariants(): Variants {
  return {
    keys: "own",
    retiredStatus: 404,
    brokenStream: "stops",
    answerMs: 0,
    streamDelayMs: 0,
    requestsPerMinute: 10_000,
    tokensPerMinute: 10_000_000,
    contextWindow: null,
  };
}

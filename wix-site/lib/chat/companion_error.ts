import type { RefusalAnswer } from "../../../shared/conversation.ts";
import { texts } from "./texts.ts";

/** Why the companion did not do what was asked. Its message is a sentence for people. */
export class CompanionError extends Error {
  override name = "CompanionError";
  /** The companion's word for it; `network`, `timeout` when it didn't answer. */
  readonly code: string;
  /** The same request may succeed later. */
  readonly retryable: boolean;
  /** What of the request is wrong, where it says. */
  readonly field: string | null;

  constructor(
    code: string,
    sentence: string,
    { retryable, field = null }: { retryable: boolean; field?: string | null },
  ) {
    super(sentence);
    this.code = code;
    this.retryable = retryable;
    this.field = field;
  }
}

/** The error for an answer that says no. */
export function toRefusal(status: number, body: unknown): CompanionError {
  const { code, error, field } = readRefusal(body);
  const word = code ?? wordFor(status);
  const retryable = status === 408 || status === 429 || status >= 500;
  return new CompanionError(word, sentenceFor(word, error), {
    retryable,
    field,
  });
}

/** The error for a request that got no answer. */
export function toSilence(cause: unknown): CompanionError {
  const isTimeout = cause instanceof DOMException &&
    cause.name === "TimeoutError";
  const code = isTimeout ? "timeout" : "network";
  return new CompanionError(code, sentenceFor(code, null), { retryable: true });
}

/** Anything thrown, as a sentence for people. */
export function sentenceOf(error: unknown): string {
  return error instanceof CompanionError
    ? error.message
    : texts().error.internal;
}

function readRefusal(body: unknown): Partial<RefusalAnswer> {
  return typeof body === "object" && body !== null
    ? body as Partial<RefusalAnswer>
    : {};
}

/** The companion's own sentence knows most, and is Spanish; in other languages, and where there is none, its code speaks. */
function sentenceFor(code: string, sentence: string | null | undefined) {
  if (sentence && texts().language === "es") return sentence;
  const words: Readonly<Record<string, string>> = texts().error;
  return words[code] ?? (sentence || texts().error.internal);
}

function wordFor(status: number): string {
  if (status === 401) return "not_signed_in";
  if (status === 403) return "not_assigned";
  if (status === 404) return "not_found";
  if (status === 408) return "timeout";
  if (status === 413) return "too_large";
  if (status === 415) return "unsupported_type";
  if (status === 429) return "too_many";
  return status >= 502 ? "unavailable" : "internal";
}

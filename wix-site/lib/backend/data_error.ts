/** What Wix Data says of a row that it will never take. Source: https://dev.wix.com/docs/velo/apis/wix-data/error-codes */
const NEVER = new Set(["WDE0009", "WDE0109", "WDE0133", "WDE0134", "WDE0168"]);

/** "That id", or "that value of a unique field, is there already". */
const TAKEN = new Set(["WDE0074", "WDE0123"]);

/** A bulk call or an answer that is too big as a whole; parts of it may still pass. */
const TOO_MUCH = new Set<string | number>(["WDE0109", "WDE0180", 413]);

/** Quota, time-outs and failures of the data service itself. */
const AWAY = new Set([
  "WDE0014",
  "WDE0028",
  "WDE0053",
  "WDE0054",
  "WDE0091",
  "WDE0122",
  "WDE0149",
]);

/** More was asked within a minute than the plan admits. */
const TOO_OFTEN = new Set<string | number>(["WDE0014", "WDE0122", 429]);

/** The record cannot be stored now; `retryable: false` means never. */
export class StoreError extends Error {
  override name = "StoreError";
  readonly retryable: boolean;
  /** Who asks again had better ask less of everything. */
  readonly isTooOften: boolean;

  constructor(
    message: string,
    options: { retryable: boolean; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.retryable = options.retryable;
    this.isTooOften = TOO_OFTEN.has(errorCode(options.cause) ?? "");
  }
}

/**
 * Wix Data's code of an error: `WDE…`, or the status as a number where the answer had no code.
 * `null` where there was no readable answer at all.
 */
export function errorCode(error: unknown): string | number | null {
  const { code, details } = (error ?? {}) as {
    code?: unknown;
    details?: { applicationError?: { code?: unknown } };
  };
  const found = details?.applicationError?.code ?? code;
  return typeof found === "string" || typeof found === "number" ? found : null;
}

/** Whether the row is there already. */
export function isTaken(error: unknown): boolean {
  return TAKEN.has(String(errorCode(error)));
}

/** Whether less at once may pass. */
export function isTooMuch(error: unknown): boolean {
  return TOO_MUCH.has(errorCode(error) ?? "");
}

/** The error as one of ours: whether asking again can help. */
export function asStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const code = errorCode(error);
  const retryable = !(NEVER.has(String(code)) || code === 413);
  return new StoreError(
    `Cannot store in Wix Data: ${code ?? "no readable answer"}`,
    { retryable, cause: error },
  );
}

/** Whether the data service was in no state to judge. The answer to a false condition may have any other code. */
export function isAway(error: unknown): boolean {
  const code = errorCode(error);
  if (typeof code === "number") return code === 429 || code >= 500;
  return AWAY.has(String(code));
}

/**
 * Why a call to another company failed, said by the client that made it, because only it knows
 * what may already have happened.
 * - `not_processed`: surely nothing happened; the same call may be made again.
 * - `ambiguous`: it may have happened; look before calling again.
 * - `rejected`: refused for good; the same call will never succeed.
 * - `account`: the account or the line is refused, whatever is asked of it.
 */
export type Failure = "not_processed" | "ambiguous" | "rejected" | "account";

/** One word for what was thrown by a call, as it is counted. */
export function nameOfFailure(error: unknown): string {
  return error instanceof ProviderError ? error.failure : "bug";
}

/** A call to another company that failed. */
export class ProviderError extends Error {
  override name = "ProviderError";
  readonly failure: Failure;
  /** The provider's own code, where it gave one. */
  readonly code: number | null;
  /** How long to wait before trying again, where that is known. */
  readonly retryAfterMs: number | null;

  /** After so many retries it is refused for good, where that is known. */
  readonly mostRetries: number | null;
  /** It was asked too often, whoever asks: all had better ask less. */
  readonly isTooOften: boolean;

  constructor(
    failure: Failure,
    message: string,
    {
      code = null,
      retryAfterMs = null,
      mostRetries = null,
      isTooOften = false,
    }: {
      code?: number | null;
      retryAfterMs?: number | null;
      mostRetries?: number | null;
      isTooOften?: boolean;
    } = {},
  ) {
    super(message);
    this.failure = failure;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
    this.mostRetries = mostRetries;
    this.isTooOften = isTooOften;
  }
}

import type { Failure } from "../provider_error.ts";

const MINUTE_MS = 60_000;

/**
 * What a code of Twilio's means for whoever wanted to send. Codes that are not here are decided
 * by the HTTP status.
 * Source: https://www.twilio.com/docs/api/errors
 */
const BY_CODE: Readonly<
  Record<number, { failure: Failure; retryAfterMs?: number }>
> = {
  // The account is refused, suspended or out of funds; the sender is not ours, locked or cut off.
  ...each([
    20003,
    20005,
    20404,
    21212,
    21601,
    21603,
    21606,
    63002,
    63007,
    21703,
    21712,
  ], { failure: "account" }),
  ...each([63001, 63008, 63020, 63022, 63026, 63051, 21609], {
    failure: "account",
  }),
  // Too much at once: nothing was taken.
  ...each([20429, 63017], { failure: "not_processed" }),
  ...each([21611, 30001, 63018], {
    failure: "not_processed",
    retryAfterMs: MINUTE_MS,
  }),
  // This customer, this text, this file or this template: never.
  ...each([
    21211,
    21608,
    21610,
    21614,
    21617,
    21619,
    21620,
    21623,
    21655,
    21656,
    21658,
  ], { failure: "rejected" }),
  ...each([
    12300,
    11751,
    63003,
    63005,
    63013,
    63014,
    63015,
    63016,
    63019,
    63021,
    63024,
  ], { failure: "rejected" }),
  ...each([
    63027,
    63028,
    63030,
    63031,
    63032,
    63033,
    63034,
    63040,
    63041,
    63042,
    63049,
    63050,
  ], {
    failure: "rejected",
  }),
};

/** What a refusal of Twilio's means. Without a code that we know, the status decides: a server's fault may have happened after the work. */
export function failureOf(
  status: number,
  code: number | null,
): { failure: Failure; retryAfterMs: number | null } {
  const known = code === null ? undefined : BY_CODE[code];
  if (known) {
    return { failure: known.failure, retryAfterMs: known.retryAfterMs ?? null };
  }
  if (status === 429) return { failure: "not_processed", retryAfterMs: null };
  if (status === 401 || status === 403 || status === 404) {
    return { failure: "account", retryAfterMs: null };
  }
  if (status >= 500 || status < 400) {
    return { failure: "ambiguous", retryAfterMs: null };
  }
  return { failure: "rejected", retryAfterMs: null };
}

function each<T>(codes: readonly number[], meaning: T): Record<number, T> {
  return Object.fromEntries(codes.map((code) => [code, meaning]));
}

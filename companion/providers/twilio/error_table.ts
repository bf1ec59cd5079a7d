import type { Failure } from "../provider_error.ts";

/** What a refusal means for whoever wanted to send. */
export interface Meaning {
  failure: Failure;
  /** How long to wait before trying again; `null`: the usual back-off. */
  retryAfterMs: number | null;
  /** After so many retries it is refused for good; `null`: never. */
  mostRetries: number | null;
  /** Whether the whole line had better send less. */
  isTooOften: boolean;
}

const MINUTE_MS = 60_000;

/**
 * What a code of Twilio's means. Codes that are not here are decided by the HTTP status.
 * Source: https://www.twilio.com/docs/api/errors
 */
const BY_CODE: ReadonlyMap<number, Meaning> = new Map([
  // The account is refused, suspended or out of funds; the address or the sender is not ours.
  ...each("account", [20003, 20005, 20404, 21609]),
  ...each("account", [21212, 21601, 21603, 21606, 21703, 21712, 63002, 63007]),
  // The sender is cut off, locked, or flagged: nothing more of this line until a person has looked.
  ...each("account", [63001, 63008, 63020, 63022, 63026, 63051]),
  // Too much at once: seconds.
  ...each("not_processed", [20429, 63017], { isTooOften: true }),
  // A queue of hours is full, or the limit of a channel is reached.
  ...each("not_processed", [21611, 30001, 63018], {
    retryAfterMs: 5 * MINUTE_MS,
    isTooOften: true,
  }),
  // The day's cap.
  ...each("not_processed", [63038], {
    retryAfterMs: 60 * MINUTE_MS,
    isTooOften: true,
  }),
  // Something within WhatsApp, which may pass.
  ...each("not_processed", [63009, 63010, 63012, 63023, 63025], {
    mostRetries: 3,
  }),
  // This customer.
  ...each("rejected", [21211, 21608, 21610, 21614, 63003, 63014, 63015, 63024]),
  ...each("rejected", [63016, 63031, 63032, 63033, 63049, 63050]),
  // This text, or this file.
  ...each("rejected", [14107, 21617, 21619, 63005, 63013]),
  ...each("rejected", [11751, 12300, 21620, 21623, 63019, 63021, 63034]),
  // This template.
  ...each("rejected", [21655, 21656, 21658, 63027, 63028, 63030]),
  ...each("rejected", [63040, 63041, 63042, 63043, 63044, 63045, 63047, 63054]),
]);

/** What a refusal of Twilio's means. Without a code that we know, the status decides: a server's fault may have happened after the work. */
export function failureOf(status: number, code: number | null): Meaning {
  const known = code === null ? undefined : BY_CODE.get(code);
  if (known && (known.failure !== "not_processed" || status < 500)) {
    return known;
  }
  if (status === 429) return { ...meaning("not_processed"), isTooOften: true };
  if (status === 401 || status === 403 || status === 404) {
    return meaning("account");
  }
  if (status >= 500 || status < 400 || status === 408) {
    return meaning("ambiguous");
  }
  return meaning("rejected");
}

function each(
  failure: Failure,
  codes: readonly number[],
  limits: Partial<Meaning> = {},
): [number, Meaning][] {
  return codes.map((code) => [code, { ...meaning(failure), ...limits }]);
}

function meaning(failure: Failure): Meaning {
  return { failure, retryAfterMs: null, mostRetries: null, isTooOften: false };
}

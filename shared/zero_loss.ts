/**
 * What the meter says. `ok`: all that the provider received is here, and in Wix but for moments.
 * `starting`: nothing has been compared yet. `missing`: something is not here. `twilio_away`: the
 * list could not be had for a while. `wix_behind`: Wix has been waiting for longer than a moment.
 */
export type ZeroLossState =
  | "ok"
  | "starting"
  | "missing"
  | "twilio_away"
  | "wix_behind";

const MINUTE_MS = 60_000;
/** An outage shorter than this is nobody's worry: it is tried again by itself. */
const PATIENCE_MS = 2 * MINUTE_MS;
/** Comparing is due every half minute. */
const STALE_MS = 10 * MINUTE_MS;
const BEHIND_MS = MINUTE_MS;

/** The gravest thing that can be said. */
export function zeroLossState(seen: {
  now: Date;
  missing: number;
  /** The end of the comparison that is longest ago, over all lines; `null` while one line has none. */
  until: Date | null;
  failingSince: Date | null;
  /** Since when the oldest message waits for Wix. */
  wixWaitsSince: Date | null;
}): ZeroLossState {
  const { now, missing, until, failingSince, wixWaitsSince } = seen;
  const age = (since: Date | null) =>
    since ? now.getTime() - since.getTime() : 0;
  if (missing > 0) return "missing";
  if (age(failingSince) > PATIENCE_MS || age(until) > STALE_MS) {
    return "twilio_away";
  }
  if (age(wixWaitsSince) > BEHIND_MS) return "wix_behind";
  return until ? "ok" : "starting";
}

import type { TwilioAccount } from "../providers/twilio/client.ts";
import type { Bell } from "../store/bell.ts";
import type { Line } from "../store/lines.ts";
import type { Sql } from "../store/sql.ts";

/** What comparing needs to know. */
export interface ReconcilingContext {
  sql: Sql;
  bell: Pick<Bell, "ring">;
  /** `null` when the line has no credentials. */
  accountOf(line: Line): Promise<TwilioAccount | null>;
  /** Which of these of the provider's messages were erased here for good: they never come back. */
  readErased(providerSids: readonly string[]): Promise<Set<string>>;
  now(): Date;
  newId(): string;
}

/** How often lines are compared, and how far back. */
export interface ReconcilingPace {
  /** How often somebody looks whether a line is due. */
  lookEveryMs: number;
  /** How long after one comparison the next one is due. */
  everyMs: number;
  callTimeoutMs: number;
  /** Longer than any single call: who holds a lease renews it before each. */
  leaseMs: number;
  /** A webhook may be on its way for so long: a younger message is left to it, which says more than the list. */
  graceMs: number;
  /** A message may be in the list later than one that came after it. */
  overlapMs: number;
  /** What came into the list later still, and reports that were lost hours after their message, are looked for this often… */
  lookBackEveryMs: number;
  /** …and so far back. */
  lookBackMs: number;
  /** The shortest time from one call to the next. */
  callEveryMs: number;
  pageSize: number;
  /** Of one look at one direction. */
  mostPages: number;
  /** Missing messages of one comparison, the oldest ones; the rest is the next one's. */
  mostMissing: number;
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** The pace of a companion at work. Tests are in more of a hurry. */
export const USUAL_RECONCILING: ReconcilingPace = {
  lookEveryMs: 5 * SECOND_MS,
  everyMs: 30 * SECOND_MS,
  callTimeoutMs: 15 * SECOND_MS,
  leaseMs: 45 * SECOND_MS,
  // Twilio gives a webhook 15 s in all.
  graceMs: 20 * SECOND_MS,
  overlapMs: 5 * MINUTE_MS,
  lookBackEveryMs: 6 * HOUR_MS,
  lookBackMs: 36 * HOUR_MS,
  callEveryMs: 100,
  pageSize: 1000,
  mostPages: 2000,
  mostMissing: 2000,
};

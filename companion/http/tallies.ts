import type { Sql } from "../store/sql.ts";
import type { Limits } from "./limits.ts";
import { sharedTally, type Tally } from "./tally.ts";

/** What the processes count together. */
export interface Tallies {
  /** Refused webhooks, by address. */
  webhooks: Tally;
  /** Requests of the agents' interface without a token that is good, by address. */
  strangers: Tally;
  /** Requests by member. */
  members: Tally;
  stop(): Promise<void>;
}

/** Opens the tallies of a process. */
export function openTallies(
  sql: Sql,
  limits: Limits,
  now: () => Date,
): Tallies {
  const most = limits.failuresPerMinute;
  const webhooks = sharedTally(sql, { name: "webhook", most, now });
  const strangers = sharedTally(sql, { name: "stranger", most, now });
  const members = sharedTally(sql, {
    name: "member",
    most: limits.memberPerMinute,
    now,
  });
  return {
    webhooks,
    strangers,
    members,
    async stop() {
      await Promise.all([webhooks, strangers, members].map((t) => t.stop()));
    },
  };
}

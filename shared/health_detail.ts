/** What a supervisor is told of how the service fares, as it travels. Counts, times and our own words alone: never a customer's number or text. */

import type { TaskKind } from "./task_kind.ts";
import type { ZeroLossState } from "./zero_loss.ts";

/** `GET /health/detail`. Times are ISO 8601 in UTC. */
export interface HealthDetail {
  status: "healthy";
  service: "relevo";
  timestamp: string;
  twilio_configured: boolean;
  database: {
    ok: true;
    /** The newest migration that it has. */
    migration: string;
  };
  zero_loss: ZeroLoss;
  outbox: {
    /** Lanes that are being tried again. */
    troubled: number;
    /** Lanes that wait for a person. */
    stopped: number;
    waiting: WaitingWork[];
  };
  webhooks: {
    unknown_line: number;
    unreadable: number;
    unmatched: number;
  };
  /** Lines that the provider refuses. */
  stopped_lines: { line: number; because: string | null }[];
  workers: { alive: number };
}

/** The meter: customers' messages at the provider, here, and in Wix. */
export interface ZeroLoss {
  state: ZeroLossState;
  /** The time that is spoken of; `null` before the first comparison. */
  since: string | null;
  until: string | null;
  at_twilio: number;
  here: number;
  in_wix: number;
  /** At Twilio, and not here. */
  missing: number;
  /** Here, and not yet confirmed by Wix; 10000 stands for that many or more. */
  behind_wix: number;
  comparisons: ComparisonState[];
}

/** How the comparison of one line with the provider's list stands. */
export interface ComparisonState {
  line: number;
  /** The end of the newest one that came to its end. */
  finished_at: string | null;
  /** Why the newest one did not. */
  problem: string | null;
  failing_since: string | null;
  /** Messages that only comparing has brought, ever. */
  brought: number;
  last_brought_at: string | null;
}

/** Promised work of one kind that is not done yet. */
export interface WaitingWork {
  kind: TaskKind;
  /** Conversations that wait; 1000 stands for that many or more. */
  lanes: number;
  /** Since when the oldest of them waits; `null` when none does. */
  oldest_since: string | null;
}

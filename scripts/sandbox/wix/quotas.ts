import type { Rules } from "./rules.ts";
import type { Variants } from "./variants.ts";

/** What Wix counts by the minute. */
export type Counted =
  | "readsPerMinute"
  | "writesPerMinute"
  | "keyCallsPerMinute"
  | "backendCallsPerMinute";

/** Counts calls, in minutes that begin with the first of them. */
export interface Quotas {
  /** Counts a call; `false` when it is one too many. */
  take(kind: Counted, calls?: number): boolean;
}

const MINUTE_MS = 60_000;

export function newQuotas(
  { variants, rules, now }: {
    variants: Variants;
    rules: Rules;
    now: () => Date;
  },
): Quotas {
  const taken = new Map<Counted, { since: number; calls: number }>();

  return {
    take(kind, calls = 1) {
      const limit = variants[kind];
      if (limit === 0 || !rules.has("quotas")) return true;
      const time = now().getTime();
      let minute = taken.get(kind);
      if (!minute || time - minute.since >= MINUTE_MS) {
        minute = { since: time, calls: 0 };
        taken.set(kind, minute);
      }
      if (minute.calls + calls > limit) return false;
      minute.calls += calls;
      return true;
    },
  };
}

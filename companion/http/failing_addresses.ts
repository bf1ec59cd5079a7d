const WINDOW_MS = 60_000;
const MOST_FAILURES = 120;
const MOST_ADDRESSES = 10_000;

/** Remembers who keeps failing. Only failures count, so whoever signs correctly is never refused. */
export interface FailingAddresses {
  /** Notes a failure; the seconds to stay away when there were too many, else `null`. */
  note(address: string, now: Date): number | null;
}

/** Counts failures per address and minute. */
export function failingAddresses(): FailingAddresses {
  const counts = new Map<string, { since: number; failures: number }>();
  return {
    note(address, now) {
      const time = now.getTime();
      const known = counts.get(address);
      const count = known && time - known.since < WINDOW_MS
        ? known
        : { since: time, failures: 0 };
      count.failures += 1;
      counts.delete(address);
      counts.set(address, count);
      if (counts.size > MOST_ADDRESSES) {
        counts.delete(counts.keys().next().value!);
      }
      return count.failures > MOST_FAILURES
        ? Math.ceil((count.since + WINDOW_MS - time) / 1000)
        : null;
    },
  };
}

/**
 * Who really sent the request: the nearest address that is no trusted proxy. What a stranger
 * writes into `X-Forwarded-For` is not believed.
 */
export function clientAddress(
  peer: string,
  forwardedFor: string | null,
  trustedProxies: readonly string[],
): string {
  const hops = [
    ...(forwardedFor ?? "").split(",").map((hop) => hop.trim()).filter(Boolean),
    peer,
  ];
  return hops.findLast((hop) => !trustedProxies.includes(hop)) ?? peer;
}

/** How much comes in: `heavy` is more than a house of lines brings in a day's worst minute, `rush` what takes all there is. */
export type TrafficLevel = "light" | "heavy" | "rush";

/** How much comes in just now, so that what can wait lets it go first. */
export interface Traffic {
  /** Notes that so many messages were committed. */
  note(count: number): void;
  level(): TrafficLevel;
  /** How many messages were committed so far. */
  committed(): number;
  /** For how long nothing has come in. */
  quietMs(): number;
}

/** One line brings eighty a second at most. */
const HEAVY_PER_SECOND = 400;
const RUSH_PER_SECOND = 1500;
const WINDOW_MS = 250;

/** Counts in windows of a quarter of a second; who hears nothing for two of them hears of quiet. */
export function watchTraffic(
  clock: () => number = () => performance.now(),
): Traffic {
  let since = clock();
  let last = since;
  let all = 0;
  let count = 0;
  let perSecond = 0;

  return {
    note(committed) {
      last = clock();
      const passed = last - since;
      if (passed >= WINDOW_MS) {
        perSecond = count / passed * 1000;
        since += passed;
        count = 0;
      }
      count += committed;
      all += committed;
    },
    level() {
      if (clock() - since >= 2 * WINDOW_MS) return "light";
      if (perSecond > RUSH_PER_SECOND) return "rush";
      return perSecond > HEAVY_PER_SECOND ? "heavy" : "light";
    },
    committed: () => all,
    quietMs: () => clock() - last,
  };
}

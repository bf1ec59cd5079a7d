import { drawn } from "./chance.ts";
import type { Variants } from "./variants.ts";

/** How often each misfortune befalls a request, out of a hundred; which ones, the seed decides. */
export interface Scenario {
  seed: number;
  /** How far reads that are not consistent may be behind. */
  lagMs: number;
  /** Calls of Wix Data: turned away, as over a quota. */
  throttled: number;
  /** Given up with 504, before anything was done or after all of it. */
  lostBefore: number;
  lostAfter: number;
  /** The connection breaks off after the work was done. */
  brokenOff: number;
  /** Over five seconds (WDE0028), before or after the work; it answers at once all the same. */
  timedOutBefore: number;
  timedOutAfter: number;
  /** Single rows: a patch or an update meets another revision (WDE0178). */
  revisionClash: number;
  /** Calls of the site's own functions: turned away, given up before or after the work. */
  functionThrottled: number;
  functionLostBefore: number;
  functionLostAfter: number;
  /** Their container is recycled while they run, after one of their calls of Wix. */
  recycled: number;
}

export type Misfortune = Exclude<keyof Scenario, "seed" | "lagMs">;

/** The scenario that is on, and what it has in store. */
export interface Fate {
  scenario: Scenario;
  /** Begins a scenario anew: the same seed and the same requests, one after the other, meet the same. */
  begin(given: Partial<Scenario>): Scenario;
  /** What befalls the next of these requests, if anything. */
  next(what: string, misfortunes: readonly Misfortune[]): Misfortune | null;
  /** A whole number from 1 to `most`, for the same request. */
  pick(what: string, most: number): number;
}

const CALM: Scenario = {
  seed: 1,
  lagMs: 0,
  throttled: 0,
  lostBefore: 0,
  lostAfter: 0,
  brokenOff: 0,
  timedOutBefore: 0,
  timedOutAfter: 0,
  revisionClash: 0,
  functionThrottled: 0,
  functionLostBefore: 0,
  functionLostAfter: 0,
  recycled: 0,
};

const SPREAD: readonly Misfortune[] = [
  "throttled",
  "lostBefore",
  "lostAfter",
  "timedOutAfter",
];

/** No misfortune, until a scenario begins. `onBegin` forgets what an earlier one left behind. */
export function newFate(variants: Variants, onBegin: () => void): Fate {
  const counts = new Map<string, number>();

  const fate: Fate = {
    scenario: { ...CALM },
    begin(given) {
      check(given);
      fate.scenario = { ...CALM, ...given };
      counts.clear();
      const { lagMs, seed } = fate.scenario;
      Object.assign(variants, { replicaLagMs: lagMs, lagSeed: seed });
      onBegin();
      return fate.scenario;
    },
    next(what, misfortunes) {
      const { scenario } = fate;
      if (misfortunes.every((name) => scenario[name] === 0)) return null;
      const count = (counts.get(what) ?? 0) + 1;
      counts.set(what, count);
      let place = drawn(scenario.seed, what, count) * 100;
      for (const name of misfortunes) {
        place -= scenario[name];
        if (place < 0) return name;
      }
      return null;
    },
    pick(what, most) {
      const chance = drawn(
        fate.scenario.seed,
        what,
        counts.get(what) ?? 0,
        "pick",
      );
      return 1 + Math.floor(chance * most);
    },
  };
  return fate;
}

/**
 * A scenario as it is ordered: besides its own fields, the other stand-ins' `rate`, from 0 to 1, of calls
 * of Wix Data that fail in one of several ways.
 * @throws {TypeError}
 */
export function parseScenario(
  { rate, ...given }: Record<string, unknown>,
): Partial<Scenario> {
  if (rate === undefined) return given;
  if (typeof rate !== "number" || rate < 0 || rate > 1) {
    throw new TypeError("Cannot begin scenario: rate must be from 0 to 1");
  }
  const each = rate * 100 / SPREAD.length;
  return {
    ...Object.fromEntries(SPREAD.map((name) => [name, each])),
    ...given,
  };
}

/** @throws {TypeError} */
function check(given: object): void {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(CALM, name)) throw new TypeError(`Unknown: ${name}`);
    const most = name === "seed" || name === "lagMs" ? 2 ** 32 : 100;
    if (typeof value !== "number" || !(value >= 0 && value <= most)) {
      throw new TypeError(
        `Cannot begin scenario: ${name} must be a number up to ${most}`,
      );
    }
  }
}

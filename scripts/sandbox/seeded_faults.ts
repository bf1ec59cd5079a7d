import type { Fault } from "./faults.ts";

/** What can go wrong with a request, by the word that orders it. */
const KINDS: Readonly<Record<string, Partial<Fault>>> = {
  "busy": { status: 429 },
  "failed": { status: 500 },
  "failed after": { status: 503, after: "commit" },
  "lost": { drop: true, after: "commit" },
  "dropped": { drop: true },
  "slow": { delayMs: 250 },
};

/** Failures that come by themselves, the same ones for the same seed and the same requests. */
export interface SeededFaults {
  seed: number;
  /** How many of the requests fail, from 0 to 1. */
  rate: number;
  /** Prefix of the paths; empty: all. */
  path: string;
  kinds: string[];
  /** How often each kind of request came. */
  seen: Map<string, number>;
}

/** Reads what a person or a test asked for. @throws {TypeError} */
export function parseSeed(given: Record<string, unknown>): SeededFaults {
  const { seed, rate = 0.05, path = "", kinds = Object.keys(KINDS) } = given;
  if (!Number.isInteger(seed)) {
    throw new TypeError('Cannot read seed: "seed" must be a whole number');
  }
  if (typeof rate !== "number" || rate < 0 || rate > 1) {
    throw new TypeError('Cannot read seed: "rate" must be from 0 to 1');
  }
  const isKnown = Array.isArray(kinds) && kinds.length > 0 &&
    kinds.every((kind) => Object.hasOwn(KINDS, String(kind)));
  if (!isKnown) {
    const names = Object.keys(KINDS).join(", ");
    throw new TypeError(`Cannot read seed: "kinds" must be of ${names}`);
  }
  return {
    seed: seed as number,
    rate,
    path: String(path),
    kinds: kinds as string[],
    seen: new Map(),
  };
}

/**
 * What this request meets; `null` for most. It depends on the seed and on how many requests of its
 * kind came before, not on how they fall between others.
 */
export function drawFault(
  seeded: SeededFaults,
  { method, path }: { method: string; path: string },
): Fault | null {
  if (!path.startsWith(seeded.path)) return null;
  const kind = `${method} ${path.replace(/[A-Z]{2}[0-9a-f]{32}/g, "*")}`;
  const turn = seeded.seen.get(kind) ?? 0;
  seeded.seen.set(kind, turn + 1);
  const draw = chance(seeded.seed, `${kind} ${turn}`);
  if (draw >= seeded.rate) return null;
  const at = Math.floor((draw / seeded.rate) * seeded.kinds.length);
  return {
    path,
    method,
    status: null,
    delayMs: 0,
    drop: false,
    after: null,
    times: 1,
    headers: {},
    ...KINDS[seeded.kinds[at]!],
  };
}

/** A number from 0 to 1 that a seed and a name always give the same. */
export function chance(seed: number, name: string): number {
  let hash = seed | 0;
  for (const letter of name) {
    hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

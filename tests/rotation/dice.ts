/** Chance that falls the same way every time. */
export interface Dice {
  /** From 0 to `below` - 1. */
  roll(below: number): number;
  pick<T>(from: readonly T[]): T;
}

/** Mulberry32: small, and good enough to mix things up. */
export function dice(seed: number): Dice {
  let state = seed;
  function roll(below: number): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  }
  return { roll, pick: (from) => from[roll(from.length)]! };
}

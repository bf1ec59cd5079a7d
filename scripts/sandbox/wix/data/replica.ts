import type { Variants } from "../variants.ts";
import type { Collection, Stored } from "./collection.ts";

/**
 * The rows that a reader sees: all of them when reading consistently, else what has reached the
 * replica. Source: https://dev.wix.com/docs/rest/business-solutions/cms/eventual-consistency
 */
export function rowsSeen(
  collection: Collection,
  { isConsistent, variants, now }: {
    isConsistent: boolean;
    variants: Variants;
    now: Date;
  },
): Map<string, Stored> {
  if (variants.replicaLagMs === 0) {
    collection.replica = null;
    return collection.rows;
  }
  if (isConsistent) return collection.rows;
  const replica = replicaOf(collection, variants);
  while (replica.coming[0] && replica.coming[0].due <= now.getTime()) {
    const { id, stored } = replica.coming.shift()!;
    if (stored) replica.rows.set(id, stored);
    else replica.rows.delete(id);
  }
  return replica.rows;
}

/** Tells the replica of a change; it arrives when its lag is over, and never before an earlier one. */
export function tellReplica(
  collection: Collection,
  id: string,
  { variants, now }: { variants: Variants; now: Date },
): void {
  if (variants.replicaLagMs === 0) return;
  const replica = replicaOf(collection, variants);
  const earliest = replica.coming.at(-1)?.due ?? 0;
  const due = Math.max(
    earliest,
    now.getTime() + replica.random() * variants.replicaLagMs,
  );
  replica.coming.push({ due, id, stored: collection.rows.get(id) ?? null });
}

/** Makes the replica before the first change that it is to miss. */
export function replicaOf(collection: Collection, variants: Variants) {
  return collection.replica ??= {
    rows: new Map(collection.rows),
    coming: [],
    random: seeded(variants.lagSeed),
  };
}

/** A generator of numbers from 0 up to 1, the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

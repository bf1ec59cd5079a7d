import { seeded } from "../chance.ts";
import type { Rules } from "../rules.ts";
import type { Variants } from "../variants.ts";
import type { Collection, Stored } from "./collection.ts";

/**
 * The rows that a reader sees: all of them when reading consistently, else what has reached the
 * replica. Source: https://dev.wix.com/docs/rest/business-solutions/cms/eventual-consistency
 */
export function rowsSeen(
  collection: Collection,
  { isConsistent, variants, rules, now }: {
    isConsistent: boolean;
    variants: Variants;
    rules: Rules;
    now: Date;
  },
): Map<string, Stored> {
  if (variants.replicaLagMs === 0 || !rules.has("lag")) {
    collection.replica = null;
    return collection.rows;
  }
  if (isConsistent && rules.has("consistent_read")) return collection.rows;
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

import { addChanges, type Change } from "../store/changes.ts";
import { addPublishing } from "../store/lanes.ts";
import type { Tx } from "../store/sql.ts";

/** How every use case ends: pages will be told, and so will the site, because it is promised in the same transaction. */
export async function conversationChanged(
  tx: Tx,
  changes: readonly Change[],
  now: Date,
): Promise<void> {
  if (changes.length === 0) return;
  await Promise.all([addPublishing(tx, changes), addChanges(tx, changes, now)]);
}

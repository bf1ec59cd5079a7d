import { addChanges, type Change } from "../store/changes.ts";
import type { Statement, Tx } from "../store/sql.ts";

/** How every use case ends: pages will be told, and so will the site, because it is promised in the same transaction. */
export function conversationChanged(
  tx: Tx,
  changes: readonly Change[],
  now: Date,
): Statement {
  return addChanges(tx, changes, { now });
}

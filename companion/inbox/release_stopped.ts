import { Refusal } from "../../shared/refusal.ts";
import { type Actor, addToAudit } from "../store/audit_trail.ts";
import { releaseLane, type TaskKind } from "../store/lanes.ts";
import type { Sql } from "../store/sql.ts";

/**
 * Lets a lane that was stopped try its head again.
 * @throws {Refusal} `not_found` when no such lane is stopped
 */
export async function releaseStopped(
  sql: Sql,
  lane: { kind: TaskKind; conversationId: string; by: Actor },
  now: Date,
): Promise<void> {
  const { kind, conversationId, by } = lane;
  await sql.begin(async (tx) => {
    if (!await releaseLane(tx, kind, conversationId)) {
      throw new Refusal("not_found", "Cannot release: no such lane is stopped");
    }
    const details = { kind };
    await addToAudit(
      tx,
      [{ act: "released", by, conversationId, details }],
      now,
    );
  });
}

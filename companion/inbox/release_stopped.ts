import { Refusal } from "../../shared/refusal.ts";
import { releaseLane, type TaskKind } from "../store/lanes.ts";
import type { Sql } from "../store/sql.ts";

/**
 * Lets a lane that was stopped try its head again.
 * @throws {Refusal} `not_found` when no such lane is stopped
 */
export async function releaseStopped(
  sql: Sql,
  lane: { kind: TaskKind; conversationId: string },
): Promise<void> {
  const isReleased = await sql.begin((tx) =>
    releaseLane(tx, lane.kind, lane.conversationId)
  );
  if (!isReleased) {
    throw new Refusal("not_found", "Cannot release: no such lane is stopped");
  }
}

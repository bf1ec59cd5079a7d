import { Refusal } from "../../shared/refusal.ts";
import { readSnoozed, setSnooze } from "../store/snoozes.ts";
import type { Sql } from "../store/sql.ts";
import { type ActRequest, holdConversation } from "./hold_conversation.ts";
import { recordAct } from "./record_act.ts";

/** Whoever wants it later closes it: a year. */
const LONGEST_MS = 366 * 24 * 60 * 60 * 1000;

/**
 * Puts a conversation aside until a moment, or takes it back at once (`null`). It comes back by itself
 * then, and when its customer writes.
 * @throws {Refusal} `not_found`, `not_assigned`; `conflict` when it is closed; `invalid`
 */
export async function snoozeConversation(
  sql: Sql,
  request: ActRequest & { until: Date | null },
  now: Date,
): Promise<void> {
  const { until, by } = request;
  if (until !== null && !isWithinReach(until, now)) {
    throw new Refusal(
      "invalid",
      'Cannot snooze: "hasta" must be later than now, within a year',
      "hasta",
    );
  }
  await sql.begin(async (tx) => {
    const conversation = await holdConversation(tx, request);
    if (until !== null && conversation.state === "closed") {
      throw new Refusal(
        "conflict",
        "Cannot snooze: the conversation is closed",
      );
    }
    const { id } = conversation;
    const before = (await readSnoozed(tx, [id])).get(id);
    if (before?.getTime() === until?.getTime()) return;
    await setSnooze(tx, [id], until);
    await recordAct(tx, {
      conversation,
      events: [
        until === null ? { kind: "woken", agentId: by.id } : {
          kind: "snoozed",
          agentId: by.id,
          details: { until: until.toISOString() },
        },
      ],
    }, now);
  });
}

function isWithinReach(until: Date, now: Date): boolean {
  const inMs = until.getTime() - now.getTime();
  return inMs > 0 && inMs <= LONGEST_MS;
}

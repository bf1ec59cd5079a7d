import type { Sql } from "../store/sql.ts";
import { type ActRequest, holdConversation } from "./hold_conversation.ts";
import { handOutWaiting } from "./hand_out_waiting.ts";
import { recordAct } from "./record_act.ts";

/**
 * Opens a closed conversation again, for who had it; one that nobody had is handed out in turn.
 * One that is open stays as it is.
 * @throws {Refusal} `not_found`, `not_assigned`, `conflict`
 */
export async function reopenConversation(
  sql: Sql,
  request: ActRequest,
  now: Date,
): Promise<void> {
  const waitingOn = await sql.begin(async (tx) => {
    const conversation = await holdConversation(tx, request);
    if (conversation.state !== "closed") return null;
    const isWaiting = conversation.agentId === null;
    await recordAct(tx, {
      conversation: { ...conversation, state: isWaiting ? "waiting" : "open" },
      events: [{ kind: "reopened", agentId: request.by.id }],
    }, now);
    return isWaiting ? conversation.lineId : null;
  });
  if (waitingOn === null) return;
  // Apart: rotations are held before conversations, everywhere.
  await sql.begin((tx) => handOutWaiting(tx, [waitingOn], now));
}

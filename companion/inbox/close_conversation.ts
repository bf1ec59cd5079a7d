import { removeHandOver } from "../store/hand_overs.ts";
import { setSnooze } from "../store/snoozes.ts";
import type { Sql } from "../store/sql.ts";
import { type ActRequest, holdConversation } from "./hold_conversation.ts";
import { recordAct } from "./record_act.ts";

/**
 * Closes a conversation: nothing is left to do, nor to accept. What its customer writes later opens it again. One
 * that is closed already stays as it is.
 * @throws {Refusal} `not_found`, `not_assigned`, `conflict`
 */
export async function closeConversation(
  sql: Sql,
  request: ActRequest,
  now: Date,
): Promise<void> {
  await sql.begin(async (tx) => {
    const conversation = await holdConversation(tx, request);
    if (conversation.state === "closed") return;
    await setSnooze(tx, [conversation.id], null);
    await removeHandOver(tx, conversation.id);
    await recordAct(tx, {
      conversation: { ...conversation, state: "closed" },
      events: [{ kind: "closed", agentId: request.by.id }],
    }, now);
  });
}

import { removeHandOver } from "../store/hand_overs.ts";
import type { Sql } from "../store/sql.ts";
import { type ActRequest, holdConversation } from "./hold_conversation.ts";
import { recordAct } from "./record_act.ts";

/**
 * Notes that who got a conversation handed over has taken it on. Nothing pending changes nothing.
 * @throws {Refusal} `not_found`, `not_assigned`, `conflict`
 */
export async function acceptConversation(
  sql: Sql,
  request: ActRequest,
  now: Date,
): Promise<void> {
  await sql.begin(async (tx) => {
    const conversation = await holdConversation(tx, request);
    if (!await removeHandOver(tx, conversation.id)) return;
    await recordAct(tx, {
      conversation,
      events: [{ kind: "accepted", agentId: request.by.id }],
    }, now);
  });
}

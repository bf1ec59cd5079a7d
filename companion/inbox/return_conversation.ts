import { Refusal } from "../../shared/refusal.ts";
import { readAgent } from "../store/agents.ts";
import { readGiver } from "../store/hand_overs.ts";
import type { Sql } from "../store/sql.ts";
import { type ActRequest, holdConversation } from "./hold_conversation.ts";
import { passOn } from "./pass_on.ts";

/**
 * Gives a conversation that was handed over, and neither accepted nor answered, back to who had it.
 * @throws {Refusal} `not_found`, `not_assigned`; `conflict` when nothing is pending or they are not at work
 */
export async function returnConversation(
  sql: Sql,
  request: ActRequest & { note: string | null; address: string | null },
  now: Date,
): Promise<void> {
  const { by, note, address } = request;
  await sql.begin(async (tx) => {
    const conversation = await holdConversation(tx, request);
    const giverId = await readGiver(tx, conversation.id);
    const giver = giverId === null ? null : await readAgent(tx, giverId);
    if (!giver) {
      throw new Refusal("conflict", "Cannot return: nothing is pending");
    }
    if (giver.pausedAt || giver.role !== "agent") {
      throw new Refusal("conflict", "Cannot return: they are not at work");
    }
    await passOn(tx, conversation, {
      reason: "handed_back",
      toAgentId: giver.id,
      by,
      address,
      note,
    }, now);
  });
}

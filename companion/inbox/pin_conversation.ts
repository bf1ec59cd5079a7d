import { Refusal } from "../../shared/refusal.ts";
import { addPin, countPins, holdPins, removePin } from "../store/pins.ts";
import type { Sql } from "../store/sql.ts";
import { type ActRequest, holdConversation } from "./hold_conversation.ts";
import { recordAct } from "./record_act.ts";

/** More on top is no top. */
const MOST = 20;

/**
 * Keeps a conversation on top of the agent's own list, or lets it go.
 * @throws {Refusal} `not_found`, `not_assigned`, `conflict`; `invalid` when too many are on top
 */
export async function pinConversation(
  sql: Sql,
  request: ActRequest & { isPinned: boolean },
  now: Date,
): Promise<void> {
  const { by, isPinned } = request;
  await sql.begin(async (tx) => {
    const conversation = await holdConversation(tx, request);
    const pin = { agentId: by.id, conversationId: conversation.id };
    await holdPins(tx, by);
    const isNews = isPinned
      ? await addPin(tx, { ...pin, at: now })
      : await removePin(tx, pin);
    if (!isNews) return;
    if (isPinned && await countPins(tx, by) > MOST) {
      throw new Refusal(
        "invalid",
        `Cannot pin: at most ${MOST} are on top`,
        "fijada",
      );
    }
    await recordAct(tx, { conversation, events: [], isForPages: true }, now);
  });
}

import { lockConversations } from "../store/conversations.ts";
import { setSiteFields } from "../store/site_fields.ts";
import type { Sql } from "../store/sql.ts";
import { type ActRequest, holdConversation } from "./hold_conversation.ts";
import { recordAct } from "./record_act.ts";
import { type Reply, writeReply } from "./send_reply.ts";

/**
 * Takes a conversation over from the bot, or gives it back. A farewell goes to the customer first, in
 * the same transaction: the bot is back only if it will be sent. As it is wanted already, only the
 * farewell is written; with an id that was used before, nothing is.
 * @throws {Refusal} `not_found`, `not_assigned`, `conflict`, `window_closed`, `invalid`
 */
export async function switchBot(
  sql: Sql,
  request: ActRequest & {
    isOn: boolean;
    farewell: Omit<Reply, "to" | "agent"> | null;
  },
  now: Date,
): Promise<void> {
  const { key, by, isOn, farewell } = request;
  await sql.begin(async (tx) => {
    const held = await holdConversation(tx, request);
    if (farewell) {
      const reply = { ...farewell, to: key, agent: by };
      await writeReply(tx, held, reply, now);
    }
    const [conversation] = await lockConversations(tx, [held.id]);
    if (!conversation || conversation.stopBot === !isOn) return;
    const version = await recordAct(tx, {
      conversation: { ...conversation, talkTurn: conversation.talkTurn + 1 },
      events: [{ kind: isOn ? "bot_resumed" : "bot_paused", agentId: by.id }],
    }, now);
    await setSiteFields(tx, held.id, {
      stopBot: !isOn,
      observations: null,
      version,
    });
  });
}

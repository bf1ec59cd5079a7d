import { Refusal } from "../../shared/refusal.ts";
import { isServiceWindowOpen } from "../../shared/service_window.ts";
import type { Agent } from "../store/agents.ts";
import { lockConversations, setConversations } from "../store/conversations.ts";
import { isVisibleTo } from "../store/inbox_list.ts";
import { addTasks } from "../store/lanes.ts";
import {
  type Message,
  readMessage,
  setUnattempted,
} from "../store/messages.ts";
import type { Sql } from "../store/sql.ts";
import { conversationChanged } from "./conversation_changed.ts";

const RETRYABLE = new Set(["failed", "undelivered", "unknown", "canceled"]);

/**
 * Sends a failed reply again, or one of which nobody knows whether it arrived: an agent's
 * decision. One that is on its way is left alone.
 * @throws {Refusal} `not_found`, `not_assigned`, `window_closed`
 */
export async function retryReply(
  sql: Sql,
  request: { messageId: string; agent: Agent },
  now: Date,
): Promise<Message> {
  return await sql.begin(async (tx) => {
    const asked = await readMessage(tx, request.messageId);
    const [conversation] = asked
      ? await lockConversations(tx, [asked.conversationId])
      : [];
    const message = await readMessage(tx, request.messageId);
    if (!conversation || !message || message.direction !== "outbound") {
      throw new Refusal("not_found", "Cannot retry: no such reply");
    }
    if (!isVisibleTo(conversation, request.agent)) {
      throw new Refusal(
        "not_assigned",
        "Cannot retry: somebody else has the conversation",
      );
    }
    if (!RETRYABLE.has(message.status)) return message;
    const isTemplate = message.kind === "template";
    if (
      !isTemplate && !isServiceWindowOpen(conversation.lastInboundAt, now)
    ) {
      throw new Refusal(
        "window_closed",
        "Cannot retry: the customer wrote more than 24 hours ago",
      );
    }
    await setUnattempted(tx, message.id);
    await addTasks(tx, "send_message", [{
      conversationId: conversation.id,
      payload: { messageId: message.id },
    }]);
    const version = conversation.version + 1;
    const isLast = message.position === conversation.messageCount;
    await setConversations(tx, [{
      ...conversation,
      version,
      lastStatus: isLast ? "pending" : conversation.lastStatus,
    }]);
    const change = {
      conversationId: conversation.id,
      version,
      messageId: message.id,
    };
    await conversationChanged(tx, [{
      ...change,
      event: "message_status",
      status: "pending",
    }], now);
    return {
      ...message,
      status: "pending",
      providerSid: null,
      errorCode: null,
      attemptedAt: null,
    };
  });
}

import type {
  ReplyRequest,
  TemplateChoice,
} from "../../shared/reply_request.ts";
import { Refusal } from "../../shared/refusal.ts";
import { isServiceWindowOpen } from "../../shared/service_window.ts";
import { momentOf } from "../domain/moment.ts";
import { kindOfMedia, previewOf } from "../../shared/preview.ts";
import type { Agent } from "../store/agents.ts";
import { addEvents } from "../store/conversation_events.ts";
import {
  type Conversation,
  lockConversations,
  setConversations,
} from "../store/conversations.ts";
import { removeHandOver } from "../store/hand_overs.ts";
import { isVisibleTo } from "../store/inbox_list.ts";
import { addTasks } from "../store/lanes.ts";
import { addWaitingMedia, claimUpload, readMedia } from "../store/media.ts";
import { addMessages, type Message, readMessage } from "../store/messages.ts";
import type { Sql, Tx } from "../store/sql.ts";
import { conversationChanged } from "./conversation_changed.ts";
import { takeTemplate } from "./take_template.ts";
import { openConversation } from "./open_conversation.ts";

/** A reply, and the agent who writes it. */
export interface Reply
  extends Omit<ReplyRequest, "id" | "mediaUrl" | "template"> {
  id: string;
  /** Goes also when the window is closed. */
  template?: TemplateChoice | null;
  agent: Agent;
  /** An upload of the agent's, or a file that is elsewhere. */
  media: { uploadId: string } | { url: string } | null;
}

/**
 * Commits an agent's reply, to be sent. The same `id` twice is sent once: the second time
 * answers with what the first has become.
 * @throws {Refusal} `not_found`, `not_assigned`, `conflict`, `window_closed`, `invalid`
 */
export async function sendReply(
  sql: Sql,
  reply: Reply,
  now: Date,
): Promise<Message> {
  return await sql.begin(async (tx) => {
    const { id } = await openConversation(tx, reply.to, reply.agent);
    const [conversation] = await lockConversations(tx, [id]);
    if (!conversation || !isVisibleTo(conversation, reply.agent)) {
      throw new Refusal(
        "not_assigned",
        "Cannot reply: somebody else has the conversation",
      );
    }
    return await writeReply(tx, conversation, reply, now);
  });
}

/** The same, in a conversation that is held and theirs. */
export async function writeReply(
  tx: Tx,
  conversation: Conversation,
  reply: Reply,
  now: Date,
): Promise<Message> {
  const earlier = await readMessage(tx, reply.id);
  if (earlier) return repeated(earlier, conversation);
  if (
    !reply.template && !isServiceWindowOpen(conversation.lastInboundAt, now)
  ) {
    throw new Refusal(
      "window_closed",
      "Cannot reply: the customer wrote more than 24 hours ago",
    );
  }
  return await write(tx, conversation, reply, now);
}

function repeated(earlier: Message, conversation: Conversation): Message {
  if (
    earlier.conversationId === conversation.id &&
    earlier.direction === "outbound"
  ) return earlier;
  throw new Refusal(
    "conflict",
    "Cannot reply: this id belongs to another message",
  );
}

async function write(
  tx: Tx,
  conversation: Conversation,
  reply: Reply,
  now: Date,
): Promise<Message> {
  const template = reply.template
    ? await takeTemplate(tx, conversation.lineId, reply.template)
    : null;
  const kind = template
    ? "template"
    : reply.media
    ? kindOfMedia(await takeMedia(tx, conversation, reply))
    : "text";
  const message = {
    conversationId: conversation.id,
    position: conversation.messageCount + 1,
    id: reply.id,
    lineId: conversation.lineId,
    direction: "outbound",
    author: "agent",
    agentId: reply.agent.id,
    kind,
    body: template?.body ?? reply.body,
    details: template?.details ?? null,
    mediaCount: reply.media ? 1 : 0,
    status: "pending",
    providerSid: null,
    sentAt: momentOf(conversation, now),
  } as const;
  await addMessages(tx, [message]);
  await setConversations(tx, [{
    ...conversation,
    version: conversation.version + 1,
    talkTurn: conversation.talkTurn + 1,
    messageCount: message.position,
    unread: 0,
    state: conversation.agentId === null ? "waiting" : "open",
    lastMessageAt: message.sentAt,
    lastMessage: previewOf(message),
    lastDirection: "outbound",
    lastStatus: "pending",
  }]);
  await addTasks(tx, "send_message", [{
    conversationId: conversation.id,
    payload: { messageId: message.id },
  }]);
  const change = {
    conversationId: conversation.id,
    version: conversation.version + 1,
    messageId: message.id,
  };
  await conversationChanged(tx, [{
    ...change,
    event: "new_message",
    status: "pending",
  }], now);
  await noteBeside(tx, conversation, message);
  return { ...message, retiredSids: [], errorCode: null, attemptedAt: null };
}

/** What an answer does beside being said: it opens what was closed, and accepts what was handed over to who answers. */
async function noteBeside(
  tx: Tx,
  conversation: Conversation,
  { agentId, sentAt: at }: { agentId: number; sentAt: Date },
): Promise<void> {
  const event = { conversationId: conversation.id, agentId, at };
  if (conversation.state === "closed") {
    await addEvents(tx, [{ ...event, kind: "reopened" }]);
  }
  if (agentId !== conversation.agentId) return;
  if (await removeHandOver(tx, conversation.id)) {
    await addEvents(tx, [{ ...event, kind: "accepted" }]);
  }
}

/** Makes the file the message's, and answers its type. */
async function takeMedia(
  tx: Tx,
  conversation: Conversation,
  { id, agent, media }: Reply,
): Promise<string> {
  if (media && "uploadId" in media) {
    const to = {
      agentId: agent.id,
      conversationId: conversation.id,
      messageId: id,
    };
    const upload = await readMedia(tx, media.uploadId);
    if (upload && await claimUpload(tx, media.uploadId, to)) {
      return upload.contentType;
    }
  }
  if (media && "url" in media) {
    const contentType = "application/octet-stream";
    const file = {
      conversationId: conversation.id,
      messageId: id,
      place: 0,
      sourceUrl: media.url,
      contentType,
    };
    const added = await addWaitingMedia(tx, [file]);
    await addTasks(
      tx,
      "fetch_media",
      added.map(({ id }) => ({
        conversationId: conversation.id,
        payload: { mediaId: id },
      })),
    );
    return contentType;
  }
  throw new Refusal(
    "invalid",
    'Cannot reply: "media_url" is no upload of this agent',
    "media_url",
  );
}

import type { InboundMessage } from "../domain/inbound_message.ts";
import { momentOf } from "../domain/moment.ts";
import { previewOf } from "../../shared/preview.ts";
import type { Conversation } from "../store/conversations.ts";
import type { NewMessage } from "../store/messages.ts";
import type { Placed } from "./arrival.ts";

/** A conversation that begins with this message, which is still to be appended. Nobody has it yet. */
export function startConversation(
  { entry, message, conversationId }: Placed,
  now: Date,
): Conversation {
  return {
    id: conversationId,
    lineId: entry.lineId,
    address: message.address,
    number: message.number,
    name: nameOf(message),
    agentId: null,
    state: "waiting",
    version: 0,
    talkTurn: 0,
    messageCount: 0,
    unread: 0,
    lastInboundAt: now,
    lastMessageAt: now,
    lastMessage: "",
    lastDirection: "inbound",
    lastStatus: "received",
    stopBot: false,
    observations: "",
    threadId: null,
    createdAt: now,
  };
}

/** Adds the message to the conversation's own numbers, and answers it as it is stored. */
export function append(
  conversation: Conversation,
  message: InboundMessage,
  now: Date,
): NewMessage {
  const sentAt = momentOf(conversation, now);
  conversation.version += 1;
  conversation.talkTurn += 1;
  conversation.messageCount += 1;
  conversation.unread += 1;
  conversation.address = message.address;
  conversation.number ??= message.number;
  if (message.profileName && isNameless(conversation)) {
    conversation.name = nameOf(message);
  }
  conversation.lastInboundAt = lastWritten(conversation, message, now);
  conversation.lastMessageAt = sentAt;
  conversation.lastMessage = previewOf(message);
  conversation.lastDirection = "inbound";
  conversation.lastStatus = "received";
  if (conversation.state === "closed") {
    conversation.state = conversation.agentId === null ? "waiting" : "open";
  }
  return {
    conversationId: conversation.id,
    position: conversation.messageCount,
    id: message.id,
    lineId: conversation.lineId,
    direction: "inbound",
    author: "customer",
    agentId: null,
    kind: message.kind,
    body: message.body,
    details: message.details,
    mediaCount: message.media.length,
    status: "received",
    providerSid: message.providerSid,
    sentAt,
  };
}

/** WhatsApp's window counts from when the customer wrote, however late the message came to us. */
function lastWritten(
  { messageCount, lastInboundAt }: Conversation,
  { details }: InboundMessage,
  now: Date,
): Date {
  const writtenAt = new Date(details?.written_at ?? now);
  if (writtenAt > now) return now;
  const isLater = messageCount > 1 && lastInboundAt !== null &&
    lastInboundAt > writtenAt;
  return isLater ? lastInboundAt : writtenAt;
}

const MAX_NAME_LENGTH = 120;
const NAMELESS = "Cliente sin número";

/** A name that a person or the customer gave is never overwritten. */
export function isNameless({ name }: Pick<Conversation, "name">): boolean {
  return name === NAMELESS || !/[^+\d\s]/.test(name);
}

/** What a customer is called who is new. */
export function nameOf({ profileName, number }: InboundMessage): string {
  const name = profileName ?? (number ? `+${number}` : NAMELESS);
  return name.slice(0, MAX_NAME_LENGTH).toWellFormed();
}

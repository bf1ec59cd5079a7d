import {
  type ChatbotMessage,
  type ChatbotRecord,
  MAX_BATCH_BYTES,
} from "../../shared/chatbot_record.ts";
import { previewOf } from "../../shared/preview.ts";
import type { SiteData } from "../inbox/take_over_site_data.ts";
import { readBoundMembers } from "../store/agents.ts";
import type { Claim } from "../store/claims.ts";
import { type ListedConversation, readListedAll } from "../store/inbox_list.ts";
import { type Message, readMessagesAfterAll } from "../store/messages.ts";
import { type PendingFields, readSiteFields } from "../store/site_fields.ts";
import type { Sql } from "../store/sql.ts";

const MESSAGES_AT_ONCE = 100;
/** Of all of them together: about what one call takes, if they are short. */
const ALL_MESSAGES_AT_ONCE = 8000;
const MAX_RECORD_BYTES = MAX_BATCH_BYTES * 0.9;

/** A record, the claim that it answers to, and where it leaves the lane. */
export interface Publication {
  claim: Claim;
  record: ChatbotRecord;
  cursor: number;
  isPartly: boolean;
  /** What we last took over from the site, or changed since. */
  known: SiteData;
  /** Whether it brings fields that were changed here. */
  hasFields: boolean;
}

/** Puts together what the site doesn't have yet of these conversations; `null` for those that are no more. */
export async function preparePublications(
  sql: Sql,
  claims: readonly Claim[],
): Promise<(Publication | null)[]> {
  const list = claims.map(({ conversationId, cursor }) => ({
    conversationId,
    cursor,
  }));
  const atOnce = Math.min(
    MESSAGES_AT_ONCE,
    Math.ceil(ALL_MESSAGES_AT_ONCE / claims.length),
  );
  const [conversations, messages, members, fields] = await Promise.all([
    readListedAll(sql, list.map(({ conversationId }) => conversationId)),
    readMessagesAfterAll(sql, list, atOnce),
    readBoundMembers(sql),
    readSiteFields(sql, list.map(({ conversationId }) => conversationId)),
  ]);
  const byId = new Map(conversations.map((c) => [c.id, c]));
  const byConversation = Map.groupBy(
    messages,
    ({ conversationId }) => conversationId,
  );
  return claims.map((claim) => {
    const conversation = byId.get(claim.conversationId);
    if (!conversation) return null;
    const avisar = members.filter(({ id, role }) =>
      conversation.agentId === null
        ? role === "supervisor"
        : id === conversation.agentId
    ).map(({ memberId }) => memberId);
    return toPublication(claim, conversation, {
      read: byConversation.get(claim.conversationId) ?? [],
      atOnce,
      avisar,
      changed: fields.get(claim.conversationId) ?? null,
    });
  });
}

function toPublication(
  claim: Claim,
  conversation: ListedConversation,
  { read, atOnce, avisar, changed }: {
    read: Message[];
    atOnce: number;
    avisar: string[];
    changed: PendingFields | null;
  },
): Publication {
  const messages = asManyAsFit(read);
  const lastOfBot = messages.findLast(({ author }) => author === "bot");
  const cursor = messages.at(-1)?.position ?? claim.cursor;
  const isPartly = cursor < conversation.messageCount &&
    (messages.length < read.length || read.length === atOnce);
  // With the last part: an earlier one has an earlier version.
  const fields = changed && !isPartly ? toFields(changed) : {};
  return {
    claim,
    cursor,
    isPartly,
    hasFields: Object.keys(fields).length > 0,
    known: {
      stopBot: conversation.stopBot,
      observations: conversation.observations,
      threadId: conversation.threadId,
    },
    record: {
      userId: conversation.isFirstLine && conversation.number
        ? conversation.number
        : conversation.id,
      nombre: conversation.name,
      mensajes: messages.map(toChatbotMessage),
      ...fields,
      ...(lastOfBot ? { ultimoMensajeBot: lastOfBot.body } : {}),
      conversationId: conversation.id,
      agente: conversation.agentName,
      avisar,
      // The site orders by it: a part comes before the next one. Each message has raised it by one at least.
      version: conversation.version -
        (isPartly ? conversation.messageCount - cursor : 0),
    },
  };
}

function toFields(
  { stopBot, observations }: PendingFields,
): Pick<ChatbotRecord, "stopBot" | "observaciones"> {
  return {
    ...(stopBot === null ? {} : { stopBot }),
    ...(observations === null ? {} : { observaciones: observations }),
  };
}

/** The first of them, and those after it that one call still takes: a hundred long ones are too much. */
function asManyAsFit(messages: readonly Message[]): Message[] {
  let bytes = 0;
  const count = messages.findIndex((message, at) => {
    bytes += bytesOf(toChatbotMessage(message));
    return at > 0 && bytes > MAX_RECORD_BYTES;
  });
  return messages.slice(0, count === -1 ? messages.length : count);
}

function bytesOf(json: unknown): number {
  return new TextEncoder().encode(JSON.stringify(json)).length + 1;
}

function toChatbotMessage(message: Message): ChatbotMessage {
  return {
    id: message.id,
    from: message.author === "customer"
      ? "usuario"
      : message.author === "bot"
      ? "bot"
      : "sistema",
    mensaje: message.body === "" ? previewOf(message) : message.body,
    timestamp: message.sentAt.toISOString(),
  };
}

/** As many as one call takes. */
export function inBatches(
  publications: readonly Publication[],
): Publication[][] {
  const batches: Publication[][] = [];
  let bytes = Infinity;
  for (const publication of publications) {
    const size = bytesOf(publication.record);
    if (bytes + size > MAX_BATCH_BYTES * 0.95) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)!.push(publication);
    bytes += size;
  }
  return batches;
}

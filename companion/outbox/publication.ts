import {
  type ChatbotMessage,
  type ChatbotRecord,
  MAX_BATCH_BYTES,
} from "../../shared/chatbot_record.ts";
import { previewOf } from "../../shared/preview.ts";
import type { SiteData } from "../inbox/take_over_site_data.ts";
import { readAgent, readMembersToTell } from "../store/agents.ts";
import type { Claim } from "../store/claims.ts";
import { readListed } from "../store/inbox_list.ts";
import { type Message, readMessagesAfter } from "../store/messages.ts";
import type { Sql } from "../store/sql.ts";

const MESSAGES_AT_ONCE = 100;
const MAX_RECORD_BYTES = MAX_BATCH_BYTES * 0.9;

/** A record, the claim that it answers to, and where it leaves the lane. */
export interface Publication {
  claim: Claim;
  record: ChatbotRecord;
  cursor: number;
  isPartly: boolean;
  /** What we last took over from the site. */
  known: SiteData;
}

/** Puts together what the site doesn't have yet of a conversation. `null` when there is no such conversation. */
export async function preparePublication(
  sql: Sql,
  claim: Claim,
): Promise<Publication | null> {
  const conversation = await readListed(sql, claim.conversationId);
  if (!conversation) return null;
  const [read, agent, avisar] = await Promise.all([
    readMessagesAfter(sql, conversation.id, {
      position: claim.cursor,
      limit: MESSAGES_AT_ONCE,
    }),
    conversation.agentId === null ? null : readAgent(sql, conversation.agentId),
    readMembersToTell(sql, conversation.agentId),
  ]);
  const messages = asManyAsFit(read);
  const lastOfBot = messages.findLast(({ author }) => author === "bot");
  const cursor = messages.at(-1)?.position ?? claim.cursor;
  const isPartly = cursor < conversation.messageCount &&
    (messages.length < read.length || read.length === MESSAGES_AT_ONCE);
  return {
    claim,
    cursor,
    isPartly,
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
      ...(lastOfBot ? { ultimoMensajeBot: lastOfBot.body } : {}),
      conversationId: conversation.id,
      agente: agent?.name ?? null,
      avisar,
      // The site orders by it: a part comes before the next one. Each message has raised it by one at least.
      version: conversation.version -
        (isPartly ? conversation.messageCount - cursor : 0),
    },
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

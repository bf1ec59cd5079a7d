import {
  type ChatbotMessage,
  type ChatbotRecord,
  MAX_BATCH_BYTES,
} from "../../shared/chatbot_record.ts";
import {
  type SiteData,
  takeOverSiteData,
} from "../inbox/take_over_site_data.ts";
import { previewOf } from "../../shared/preview.ts";
import { ProviderError } from "../providers/provider_error.ts";
import {
  type Site,
  storeConversations,
  type StoreResult,
} from "../providers/wix/site.ts";
import { readAgent, readMembersToTell } from "../store/agents.ts";
import { type Claim, readLiveClaims } from "../store/claims.ts";
import { readListed } from "../store/inbox_list.ts";
import { type Message, readMessagesAfter } from "../store/messages.ts";
import type { Sql } from "../store/sql.ts";
import type { Bell } from "../store/bell.ts";
import type { Outcome, TaskHandler } from "./task_handler.ts";

/** What publishing needs to know. */
export interface PublishingContext {
  sql: Sql;
  site: Site;
  bell: Bell;
  now(): Date;
}

const MESSAGES_AT_ONCE = 100;

/** A record, the claim that it answers to, and where it leaves the lane. */
interface Publication {
  claim: Claim;
  record: ChatbotRecord;
  cursor: number;
  isPartly: boolean;
  /** What we last took over from the site. */
  known: SiteData;
}

/**
 * Stores in the site what changed in many conversations at once, and has it tell their members.
 * It publishes the whole state up to a version, so telling twice, or late, changes nothing.
 */
export function publishChange(context: PublishingContext): TaskHandler {
  return {
    kind: "publish_change",
    runs: 3,
    lanes: 40,
    run: (claims) => publish(context, claims),
  };
}

async function publish(
  context: PublishingContext,
  claims: readonly Claim[],
): Promise<Outcome[]> {
  const outcomes = new Map<Claim, Outcome>();
  const prepared = await Promise.all(
    claims.map((claim) => prepare(context.sql, claim)),
  );
  const alive = await readLiveClaims(context.sql, claims);
  const toSend: Publication[] = [];
  prepared.forEach((publication, at) => {
    const claim = claims[at]!;
    if (!alive.has(claim.conversationId)) {
      outcomes.set(claim, {
        is: "retry",
        because: "Another worker has the lane",
      });
    } else if (publication) toSend.push(publication);
    else outcomes.set(claim, { is: "done" });
  });
  for (const batch of inBatches(toSend)) {
    for (const [claim, outcome] of await store(context, batch)) {
      outcomes.set(claim, outcome);
    }
  }
  return claims.map((claim) => outcomes.get(claim)!);
}

async function prepare(sql: Sql, claim: Claim): Promise<Publication | null> {
  const conversation = await readListed(sql, claim.conversationId);
  if (!conversation) return null;
  const [messages, agent, avisar] = await Promise.all([
    readMessagesAfter(sql, conversation.id, {
      position: claim.cursor,
      limit: MESSAGES_AT_ONCE,
    }),
    conversation.agentId === null ? null : readAgent(sql, conversation.agentId),
    readMembersToTell(sql, conversation.agentId),
  ]);
  const lastOfBot = messages.findLast(({ author }) => author === "bot");
  const cursor = messages.at(-1)?.position ?? claim.cursor;
  return {
    claim,
    cursor,
    known: {
      stopBot: conversation.stopBot,
      observations: conversation.observations,
      threadId: conversation.threadId,
    },
    isPartly: messages.length === MESSAGES_AT_ONCE &&
      cursor < conversation.messageCount,
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
      version: conversation.version,
    },
  };
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
function inBatches(publications: readonly Publication[]): Publication[][] {
  const batches: Publication[][] = [];
  let bytes = Infinity;
  for (const publication of publications) {
    const size =
      new TextEncoder().encode(JSON.stringify(publication.record)).length + 1;
    if (bytes + size > MAX_BATCH_BYTES * 0.95) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)!.push(publication);
    bytes += size;
  }
  return batches;
}

async function store(
  context: PublishingContext,
  batch: readonly Publication[],
): Promise<[Claim, Outcome][]> {
  let results: StoreResult[];
  try {
    results = await storeConversations(
      context.site,
      batch.map(({ record }) => record),
      context.now(),
    );
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    if (error.failure !== "rejected") {
      return batch.map((
        { claim },
      ) => [claim, { is: "retry", because: error.message }]);
    }
    if (batch.length === 1) {
      return [[batch[0]!.claim, { is: "stopped", because: error.message }]];
    }
    // One of them is refused, and takes the others with it: apart, only its own lane stops.
    return (await Promise.all(
      batch.map((publication) => store(context, [publication])),
    )).flat();
  }
  return await Promise.all(
    batch.map(async (publication, at): Promise<[Claim, Outcome]> => {
      const result = results[at]!;
      const { claim, cursor, isPartly } = publication;
      if (!result.success) {
        return [claim, {
          is: result.isFinal ? "stopped" : "retry",
          because: result.error,
        }];
      }
      const said = {
        stopBot: result.stopBot,
        observations: result.observaciones,
        threadId: result.threadId,
      };
      const isNews = isDifferent(said, publication.known) &&
        await takeOverSiteData(
          context.sql,
          claim.conversationId,
          said,
          context.now(),
        );
      if (isNews) context.bell.ring("changes");
      return [claim, { is: "done", cursor, isPartly }];
    }),
  );
}

function isDifferent(a: SiteData, b: SiteData): boolean {
  return a.stopBot !== b.stopBot || a.observations !== b.observations ||
    a.threadId !== b.threadId;
}

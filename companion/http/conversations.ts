import { Hono } from "hono";
import type {
  ConversationPage,
  ThreadPage,
} from "../../shared/conversation.ts";
import { windowExpiresAt } from "../../shared/service_window.ts";
import { markRead } from "../inbox/mark_read.ts";
import { openConversation } from "../inbox/open_conversation.ts";
import { readAssignments } from "../store/assignments.ts";
import { NO_MARKS, readMarks } from "../store/conversation_marks.ts";
import { readMediaOf } from "../store/media.ts";
import {
  readIdsOfReceived,
  readIdsOfSent,
  readPositions,
  readThread,
  type ThreadRow,
} from "../store/messages.ts";
import { readPresences } from "../store/presences.ts";
import type { HttpContext } from "./context.ts";
import { toThreadEvent } from "./event_answers.ts";
import { readEventsAround } from "./events_around.ts";
import {
  keyOf,
  type ThreadExtras,
  toConversationMarks,
  toPresent,
  toSummary,
  toThreadMessage,
  toWixData,
} from "./inbox_answers.ts";
import { parseListQuery, readListPage, toCursor } from "./list_page.ts";
import { pageOf, threadPageOf } from "./page_query.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

/** The list, a thread, and what is done to a conversation beside answering. */
export function conversationRoutes(context: HttpContext) {
  const { sql, bell, now } = context;
  const guard = signedIn(context);
  return new Hono<SignedIn>()
    .get("/conversaciones", guard, async (c) => {
      const { agent } = c.var;
      const page = pageOf(c, { limit: 30, mostAtOnce: 200 });
      const { rows, total, isTotalExact, hasMore, end } = await readListPage(
        sql,
        { ...parseListQuery(c), ...page, agent, now: now() },
      );
      const marks = await readMarks(sql, rows.map(({ id }) => id), agent);
      const answer: ConversationPage = {
        success: true,
        conversaciones: Object.fromEntries(
          rows.map((row) => [
            keyOf(row),
            toSummary(row, marks.get(row.id) ?? NO_MARKS),
          ]),
        ),
        total,
        total_exact: isTotalExact,
        count: rows.length,
        ...page,
        has_more: hasMore,
        siguiente: end && toCursor(end),
        agente: agent.name,
      };
      return c.json(answer);
    })
    .get("/conversacion/:key", guard, async (c) => {
      const { agent } = c.var;
      const wanted = pageOf(c, { limit: 50, mostAtOnce: 500 });
      const conversation = await openConversation(
        sql,
        c.req.param("key"),
        agent,
      );
      const total = conversation.messageCount;
      const page = threadPageOf(c, wanted, total);
      const rows = await readThread(sql, conversation.id, { total, ...page });
      const extras = await extrasOf(
        context,
        rows,
        (mediaId) => context.mediaAddresses.forAgent(mediaId, agent.id, now()),
      );
      const [marks, events, presences] = await Promise.all([
        readMarks(sql, [conversation.id], agent),
        readEventsAround(sql, rows, conversation),
        readPresences(sql, conversation.id),
      ]);
      const answer: ThreadPage = {
        success: true,
        id: conversation.id,
        key: keyOf(conversation),
        numero: conversation.number,
        nombre: conversation.name,
        agente: conversation.agentName,
        estado: conversation.state,
        version: conversation.version,
        unread: conversation.unread,
        window_expires_at:
          windowExpiresAt(conversation.lastInboundAt)?.toISOString() ?? null,
        twilio_messages: rows.map((row) =>
          toThreadMessage(conversation, row, extras)
        ),
        ...toConversationMarks(
          conversation,
          marks.get(conversation.id) ?? NO_MARKS,
        ),
        eventos: events.map(toThreadEvent),
        presentes: toPresent(presences, agent),
        wix_data: toWixData(conversation, rows),
        total,
        count: rows.length,
        ...page,
        has_more: page.offset + rows.length < total,
        source: "twilio",
      };
      return c.json(answer);
    })
    .get("/conversacion/:key/asignaciones", guard, async (c) => {
      const conversation = await openConversation(
        sql,
        c.req.param("key"),
        c.var.agent,
      );
      return c.json({
        success: true,
        asignaciones: (await readAssignments(sql, conversation.id)).map(
          toDecision,
        ),
      });
    })
    .post("/conversacion/:key/leido", guard, async (c) => {
      await markRead(
        sql,
        { key: c.req.param("key"), agent: c.var.agent },
        now(),
      );
      bell.ring("changes", "publish_change");
      return c.json({ success: true });
    });
}

async function extrasOf(
  { sql }: HttpContext,
  rows: readonly ThreadRow[],
  addressOf: (mediaId: string) => string,
): Promise<ThreadExtras> {
  const withMedia = rows.filter(({ mediaCount }) => mediaCount > 0).map((
    { id },
  ) => id);
  const sids = rows.flatMap(({ details }) =>
    details?.quoted ? [details.quoted.provider_id] : []
  );
  const [media, sent, received] = await Promise.all([
    readMediaOf(sql, withMedia),
    rows[0]
      ? readIdsOfSent(sql, rows[0].lineId, sids)
      : new Map<string, string>(),
    rows[0]
      ? readIdsOfReceived(sql, rows[0].conversationId, sids)
      : new Map<string, string>(),
  ]);
  const quoted = new Map([...sent, ...received]);
  return {
    media: Map.groupBy(media, ({ messageId }) => messageId!),
    quoted,
    positions: rows[0]
      ? await readPositions(sql, rows[0].conversationId, [...quoted.values()])
      : new Map<string, number>(),
    addressOf,
  };
}

/** A decision of the ledger, as it travels. */
export function toDecision(
  decision: Awaited<ReturnType<typeof readAssignments>>[number],
) {
  return {
    turno: decision.turn,
    agente: decision.agentId,
    motivo: decision.reason,
    elegibles: decision.eligible,
    excluidos: decision.excluded,
    decidido_por: decision.decidedBy,
    fecha: decision.at.toISOString(),
  };
}

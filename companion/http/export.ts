import { Hono } from "hono";
import { openConversation } from "../inbox/open_conversation.ts";
import { readKeysOf, readKinConversations } from "../store/addresses.ts";
import { readAssignments } from "../store/assignments.ts";
import { addToAudit } from "../store/audit_trail.ts";
import { readJournalOf } from "../store/export_rows.ts";
import { readEvents } from "../store/conversation_events.ts";
import { NO_MARKS, readMarks } from "../store/conversation_marks.ts";
import { type ListedConversation, readListedAll } from "../store/inbox_list.ts";
import { readMediaOf } from "../store/media.ts";
import { readThread, type ThreadRow } from "../store/messages.ts";
import { actorOf } from "./actor.ts";
import { onlySupervisor } from "./agents.ts";
import type { HttpContext } from "./context.ts";
import { toDecision } from "./conversations.ts";
import { toThreadEvent } from "./event_answers.ts";
import { keyOf, toSummary, toThreadMessage } from "./inbox_answers.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

const MESSAGES_AT_ONCE = 200;

/** Everything that is known of a customer, for a supervisor: one JSON document, written as it is read, whatever its length. */
export function exportRoutes(context: HttpContext) {
  const { sql, now } = context;
  return new Hono<SignedIn>()
    .get("/exportar", signedIn(context), async (c) => {
      const { agent } = c.var;
      onlySupervisor(agent);
      const key = c.req.query("conversacion");
      if (!key) return c.json({ success: true, conversaciones: [] });
      const { id } = await openConversation(sql, key, agent);
      const kin = await readKinConversations(sql, id);
      const conversations = await readListedAll(sql, kin);
      await addToAudit(
        sql,
        conversations.map(({ id, lineId }) => ({
          act: "exported",
          by: actorOf(c, context),
          lineId,
          conversationId: id,
        })),
        now(),
      );
      const parts = write(context, conversations, agent.id);
      const body = ReadableStream.from(parts)
        .pipeThrough(new TextEncoderStream());
      return c.body(body, 200, {
        "Content-Type": "application/json; charset=UTF-8",
        "Content-Disposition": `attachment; filename="${id}.json"`,
        "Cache-Control": "no-store",
      });
    });
}

async function* write(
  context: HttpContext,
  conversations: readonly ListedConversation[],
  agentId: number,
): AsyncGenerator<string> {
  yield `{"success":true,"conversaciones":[`;
  for (const [at, conversation] of conversations.entries()) {
    const { sql } = context;
    const { id } = conversation;
    const marks = await readMarks(sql, [id], { id: agentId });
    const events = await readEvents(sql, id, {
      from: null,
      until: null,
      limit: null,
    });
    const head = {
      clave: keyOf(conversation),
      ...toSummary(conversation, marks.get(id) ?? NO_MARKS),
      direccion: conversation.address,
      direcciones: await readKeysOf(sql, id),
      threadId: conversation.threadId,
      creada: conversation.createdAt.toISOString(),
      asignaciones: (await readAssignments(sql, id)).map(toDecision),
      eventos: events.map(toThreadEvent),
    };
    yield `${at > 0 ? "," : ""}${
      JSON.stringify(head).slice(0, -1)
    },"mensajes":[`;
    yield* writeMessages(context, conversation, agentId);
    yield "]}";
  }
  yield "]}";
}

async function* writeMessages(
  context: HttpContext,
  conversation: ListedConversation,
  agentId: number,
): AsyncGenerator<string> {
  const total = conversation.messageCount;
  for (let done = 0; done < total; done += MESSAGES_AT_ONCE) {
    const limit = Math.min(MESSAGES_AT_ONCE, total - done);
    const page = { total, limit, offset: total - done - limit };
    const rows = await readThread(context.sql, conversation.id, page);
    const messages = await toExported(context, conversation, {
      rows,
      agentId,
    });
    const text = messages.map((message) => JSON.stringify(message)).join(",");
    yield done > 0 && text ? `,${text}` : text;
  }
}

/** Messages as pages see them, with the provider's names for them and what came in about them. */
async function toExported(
  { sql, mediaAddresses, now }: HttpContext,
  conversation: ListedConversation,
  { rows, agentId }: { rows: readonly ThreadRow[]; agentId: number },
) {
  const sidsOf = ({ providerSid, retiredSids }: ThreadRow) =>
    [providerSid, ...retiredSids].filter((sid) => sid !== null);
  const [media, journal] = await Promise.all([
    readMediaOf(sql, rows.map(({ id }) => id)),
    readJournalOf(sql, conversation.lineId, rows.flatMap(sidsOf)),
  ]);
  const extras = {
    media: Map.groupBy(media, ({ messageId }) => messageId!),
    quoted: new Map<string, string>(),
    positions: new Map<string, number>(),
    addressOf: (mediaId: string) =>
      mediaAddresses.forAgent(mediaId, agentId, now()),
  };
  const bySid = Map.groupBy(journal, ({ key }) => key.split(":")[1]!);
  return rows.map((row) => ({
    ...toThreadMessage(conversation, row, extras),
    sids: sidsOf(row),
    diario: sidsOf(row).flatMap((sid) => bySid.get(sid) ?? []).map((entry) => ({
      recibido: entry.receivedAt.toISOString(),
      parametros: entry.params,
    })),
  }));
}

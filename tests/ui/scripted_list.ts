import type { Context } from "hono";
import type { ConversationPage } from "../../shared/conversation.ts";
import type { FoundWords } from "../../wix-site/lib/chat/list_answers.ts";
import { FIRST_LINE, type ScriptedConversation } from "./scripted_inbox.ts";

type Row = ScriptedConversation["row"];

/** A page of the list, as the query asks for it. A place in it is how many rows lie before. */
export function listPage(
  inbox: ReadonlyMap<string, ScriptedConversation>,
  c: Context,
): ConversationPage {
  const asked = c.req.query();
  const { antes, offset = "0", limit = "30" } = asked;
  const rows = [...inbox.values()].map(({ row }) => row)
    .filter((row) => isAskedFor(row, asked))
    .sort(ORDERS[asked.orden ?? "recientes"]!);
  const start = Number(antes ?? offset);
  const page = rows.slice(start, start + +limit);
  const end = start + page.length;
  return {
    success: true,
    conversaciones: Object.fromEntries(
      page.map((row) => [keyOf(row), row]),
    ),
    total: rows.length,
    total_exact: true,
    count: page.length,
    offset: +offset,
    limit: +limit,
    has_more: rows.length > end,
    siguiente: rows.length > end ? String(end) : null,
    agente: "Ana Restrepo",
  };
}

/** The number is the key on the first line alone. */
export function keyOf(
  { id, numero, linea }: Pick<Row, "id" | "numero" | "linea">,
): string {
  return linea === FIRST_LINE ? numero ?? id : id;
}

/** The messages that have the words, newest first. */
export function foundWords(
  inbox: ReadonlyMap<string, ScriptedConversation>,
  query: string,
): FoundWords {
  const wanted = plain(query);
  const mensajes = [...inbox.values()].flatMap(({ row, messages }) =>
    messages.filter(({ body }) => plain(body).includes(wanted))
      .map((message) => ({
        conversation_id: row.id,
        key: keyOf(row),
        nombre: row.nombre,
        message_id: message.id,
        position: message.position,
        fecha: message.date_sent,
        fragmento: message.body,
      }))
  ).sort((one, other) => other.fecha.localeCompare(one.fecha));
  return { mensajes: mensajes.slice(0, 50), hay_mas: mensajes.length > 50 };
}

function isAskedFor(row: Row, asked: Record<string, string>): boolean {
  const { id, q = "", de, estado = "todas", etiqueta } = asked;
  const isSnoozed = Date.parse(row.pospuesta_hasta ?? "") > Date.now();
  const state = row.estado === "closed"
    ? "cerradas"
    : isSnoozed
    ? "pospuestas"
    : "abiertas";
  return (!id || row.id === id) &&
    plain(`${row.nombre} ${row.numero}`).includes(plain(q)) &&
    (estado === "todas" || estado === state) &&
    (de !== "sin_asignar" || row.agente === null) &&
    (de !== "mias" || row.agente === "Ana Restrepo") &&
    (!asked.no_leidas || row.unread > 0) &&
    (!asked.fijadas || Boolean(row.fijada)) &&
    (!etiqueta || (row.etiquetas ?? []).includes(+etiqueta));
}

const newest = (one: Row, other: Row) =>
  other.last_message_time.localeCompare(one.last_message_time);

const ORDERS: Readonly<Record<string, (one: Row, other: Row) => number>> = {
  recientes: newest,
  espera: (one, other) =>
    (one.esperando_desde ?? "9").localeCompare(other.esperando_desde ?? "9") ||
    newest(one, other),
  ventana: (one, other) =>
    openWindow(one).localeCompare(openWindow(other)) || newest(one, other),
};

function openWindow({ window_expires_at: end }: Row): string {
  return end !== null && Date.parse(end) > Date.now() ? end : "9";
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

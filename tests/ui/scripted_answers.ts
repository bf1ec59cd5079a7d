import type { Context } from "hono";
import type { SentAnswer, ThreadMessage } from "../../shared/conversation.ts";
import type { ActThreadPage } from "../../wix-site/lib/chat/thread_state.ts";
import type { ScriptedConversation } from "./scripted_inbox.ts";

/** A page of a thread, counted from its newest message. */
export function threadPage(
  one: ScriptedConversation,
  c: Context,
): ActThreadPage {
  const { limit = "50", desde_posicion: around } = c.req.query();
  const { row, messages } = one;
  const offset = around
    ? Math.max(0, messages.length - +around - Math.floor(+limit / 2))
    : +(c.req.query("offset") ?? 0);
  const end = Math.max(0, messages.length - offset);
  const page = messages.slice(Math.max(0, end - +limit), end);
  return {
    success: true,
    id: row.id,
    key: row.numero ?? row.id,
    numero: row.numero,
    nombre: row.nombre,
    agente: row.agente,
    estado: row.estado,
    version: row.version,
    unread: row.unread,
    window_expires_at: row.window_expires_at,
    agente_id: row.agente_id,
    etiquetas: row.etiquetas,
    fijada: row.fijada,
    pospuesta_hasta: row.pospuesta_hasta,
    esperando_desde: row.esperando_desde,
    traspaso: row.traspaso,
    twilio_messages: page,
    wix_data: {
      mensajes: [],
      stopBot: row.stopBot,
      observaciones: row.observaciones,
      threadId: null,
    },
    total: messages.length,
    count: page.length,
    offset,
    limit: +limit,
    eventos: one.events,
    presentes: one.present,
    has_more: end - page.length > 0,
    source: "twilio",
  };
}

/** What a committed reply is answered with. */
export function answerFor(message: ThreadMessage): SentAnswer {
  return {
    success: true,
    message_id: message.id,
    message_sid: null,
    message_status: message.status,
    source: "twilio",
    timestamp: message.date_sent,
  };
}

/** A refusal in the companion's manner. */
export function refuse(c: Context, status: 403 | 404 | 409, code: string) {
  const error = "No tienes permiso para ver esta conversación";
  return c.json({ success: false, error, code }, status);
}

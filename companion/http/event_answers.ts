import type {
  ThreadEvent,
  ThreadEventKind,
} from "../../shared/conversation_event.ts";
import type {
  ConversationEvent,
  EventKind,
} from "../store/conversation_events.ts";

const KINDS: Readonly<Record<EventKind, ThreadEventKind>> = {
  assigned: "asignada",
  handed_over: "traspasada",
  handed_back: "devuelta",
  accepted: "aceptada",
  bot_paused: "bot_pausado",
  bot_resumed: "bot_activo",
  closed: "cerrada",
  reopened: "reabierta",
  snoozed: "pospuesta",
  woken: "retomada",
  labelled: "etiquetas",
  renamed: "nombre",
  noted: "nota",
};

/** What happened between messages, as it travels. */
export function toThreadEvent(event: ConversationEvent): ThreadEvent {
  return {
    id: event.id,
    tipo: KINDS[event.kind],
    fecha: event.at.toISOString(),
    por: event.agentName,
    por_id: event.agentId,
    texto: event.body,
    datos: toData(event),
  };
}

function toData(event: ConversationEvent): ThreadEvent["datos"] {
  const { details, fromName, toName } = event;
  switch (event.kind) {
    case "assigned":
      return {
        agente: toName,
        agente_id: details.to,
        motivo: details.reason,
      };
    case "handed_over":
    case "handed_back":
      return {
        de: fromName,
        de_id: details.from ?? null,
        a: toName,
        a_id: details.to,
      };
    case "snoozed":
      return { hasta: details.until };
    case "labelled":
      return { mas: details.added ?? [], menos: details.removed ?? [] };
    case "renamed":
      return { antes: details.before, ahora: details.now };
    case "noted":
      return { menciones: details.mentions ?? [] };
    default:
      return {};
  }
}

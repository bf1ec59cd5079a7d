import type {
  ConversationSummary,
  MediaItem,
  MessageKind,
  ThreadMessage,
} from "../../shared/conversation.ts";
import type {
  Present,
  RowActs,
  ThreadEvent,
} from "../../wix-site/lib/chat/acts_answers.ts";
import { SERVICE_WINDOW_MS } from "../../shared/service_window.ts";

/** A conversation as the scripted companion holds it. */
export interface ScriptedConversation {
  row: ConversationSummary & Partial<RowActs>;
  messages: ThreadMessage[];
  events: ThreadEvent[];
  present: Present[];
}

/** The clinic's first line. */
export const FIRST_LINE = "+573153369631";

const HOUR = 60 * 60 * 1000;

/** An empty conversation; the parts that a test cares about are given. */
export function conversation(
  part: Partial<ConversationSummary & RowActs> & { id: string },
): ScriptedConversation {
  return {
    row: {
      numero: null,
      nombre: "",
      last_message: "",
      last_message_time: new Date(0).toISOString(),
      last_message_direction: "inbound",
      last_message_status: "received",
      source: "twilio",
      profile_picture: null,
      message_count: 0,
      unread: 0,
      linea: FIRST_LINE,
      agente: "Ana Restrepo",
      estado: "open",
      stopBot: true,
      observaciones: "",
      window_expires_at: null,
      version: 1,
      agente_id: null,
      etiquetas: [],
      fijada: false,
      pospuesta_hasta: null,
      esperando_desde: null,
      traspaso: null,
      ...part,
    },
    messages: [],
    events: [],
    present: [],
  };
}

/** Puts a message at the end of a conversation and brings its row up to date. */
export function addMessage(
  { row, messages }: ScriptedConversation,
  part: Partial<ThreadMessage>,
): ThreadMessage {
  const isInbound = (part.direction ?? "inbound") === "inbound";
  const message: ThreadMessage = {
    id: crypto.randomUUID(),
    chat_id: row.numero ?? row.id,
    from: "",
    to: "",
    body: "",
    date_sent: new Date().toISOString(),
    status: isInbound ? "received" : "pending",
    direction: "inbound",
    media_count: part.media?.length ?? 0,
    media: [],
    source: "twilio",
    author: isInbound ? "customer" : "agent",
    author_name: isInbound ? null : "Ana Restrepo",
    error_code: null,
    kind: "text",
    details: {},
    ...part,
    position: messages.length + 1,
  };
  messages.push(message);
  row.version++;
  row.message_count = messages.length;
  row.last_message = message.body || LAST_WORDS[message.kind] || "Archivo";
  row.last_message_time = message.date_sent;
  row.last_message_direction = message.direction;
  row.last_message_status = message.status;
  if (isInbound) {
    const end = Date.parse(message.date_sent) + SERVICE_WINDOW_MS;
    row.window_expires_at = new Date(end).toISOString();
  }
  return message;
}

/** A stored medium under the scripted companion's own address. */
export function medium(
  name: string,
  contentType: string,
  size: number,
): MediaItem {
  return {
    url: `/medios/${encodeURIComponent(name)}?firma=${crypto.randomUUID()}`,
    content_type: contentType,
    size,
    name,
    state: "stored",
  };
}

/** Some hours before now, as it travels. */
export function hoursAgo(hours: number): string {
  return new Date(Date.now() - hours * HOUR).toISOString();
}

const LAST_WORDS: Partial<Record<MessageKind, string>> = {
  image: "📷 Foto",
  audio: "🎤 Audio",
  video: "🎥 Video",
  document: "📄 Documento",
  sticker: "Sticker",
  location: "📍 Ubicación",
  contact: "👤 Contacto",
};

/**
 * What the companion tells the agents' page, field by field as it travels. The fields are those
 * of the systems that Relevo replaces, which is why some are Spanish.
 */
import type {
  HandOverNotice,
  PresentAgent,
  ThreadEvent,
} from "./conversation_event.ts";
import type { DeliveryStatus } from "./delivery.ts";

/** Whose words a message is: the customer's, a person's, the bot's, or the business's own flow. */
export type MessageAuthor = "customer" | "agent" | "bot" | "system";

/** What a message is, as WhatsApp tells. `unsupported`: a type that nobody knows yet. */
export type MessageKind =
  | "text"
  | "image"
  | "video"
  | "audio"
  | "document"
  | "sticker"
  | "location"
  | "contact"
  | "button"
  | "interactive"
  | "template"
  | "unsupported";

/** A picture, recording or file of a message. */
export interface MediaItem {
  /** Signed for this agent, good for minutes. `null` while it is being fetched, and when it can't be. */
  url: string | null;
  content_type: string;
  /** Bytes; `null` while unknown. */
  size: number | null;
  name: string | null;
  /** `waiting`: on its way to us; `stored`: `url` works; `gone`: it could not be had. */
  state: "waiting" | "stored" | "gone";
}

/** What came with a message beside its text. Each part is absent where the message has none. */
export interface MessageDetails {
  location?: {
    latitude: number;
    longitude: number;
    address: string | null;
    label: string | null;
  };
  /** The button or list entry that the customer chose. */
  button?: { text: string; payload: string | null };
  /** The message that this one answers, by its provider id, and by ours and its place when we have it. */
  quoted?: {
    provider_id: string;
    message_id: string | null;
    position?: number;
  };
  /** The advert that the customer came from. */
  referral?: {
    headline: string | null;
    body: string | null;
    source_url: string | null;
    source_id: string;
  };
  /** The template that it was made of, by its provider id. */
  template?: {
    id: string;
    name: string;
    variables: Record<string, string>;
    /** What its buttons say. */
    buttons?: string[];
  };
  forwarded?: boolean;
  /** When the customer wrote it, where it reached us late: ISO 8601, UTC. */
  written_at?: string;
  /** The provider's own word for a kind that we don't know. */
  provider_type?: string;
}

/** One message of a thread. */
export interface ThreadMessage {
  id: string;
  /** The conversation's key. */
  chat_id: string;
  from: string;
  to: string;
  body: string;
  /** ISO 8601, UTC. */
  date_sent: string;
  status: DeliveryStatus;
  direction: "inbound" | "outbound";
  media_count: number;
  media: MediaItem[];
  /** The provider that carries it. */
  source: "twilio";
  author: MessageAuthor;
  /** Who wrote it, for an agent's message. */
  author_name: string | null;
  error_code: number | null;
  kind: MessageKind;
  details: MessageDetails;
  /** Its place in the conversation: 1 for the first, without gaps. */
  position: number;
}

/** What people have put on a conversation, in the list and beside the thread. */
export interface ConversationMarks {
  /** Who has it. */
  agente_id: number | null;
  /** Ids of labels. */
  etiquetas: number[];
  /** By who asks. */
  fijada: boolean;
  /** ISO 8601, UTC. */
  pospuesta_hasta: string | null;
  /** When the customer's first message came that has no answer yet; `null` when there is none. ISO 8601, UTC. */
  esperando_desde: string | null;
  traspaso: HandOverNotice | null;
}

/** One row of the list. */
export interface ConversationSummary extends ConversationMarks {
  id: string;
  /** E.164 without `+`; `null` for a customer who hides it. */
  numero: string | null;
  nombre: string;
  last_message: string;
  /** ISO 8601, UTC. */
  last_message_time: string;
  last_message_direction: "inbound" | "outbound";
  last_message_status: DeliveryStatus;
  source: "twilio";
  profile_picture: string | null;
  message_count: number;
  unread: number;
  /** The line's number, E.164 with `+`. */
  linea: string;
  /** Who has it. */
  agente: string | null;
  estado: ConversationState;
  stopBot: boolean;
  observaciones: string;
  /** When free-form answers end; `null` when the customer never wrote. */
  window_expires_at: string | null;
  /** Raised by every change; the newest wins. */
  version: number;
}

/** `waiting`: nobody was eligible yet. `open`: somebody has it. `closed`: done, opens again by itself. */
export type ConversationState = "waiting" | "open" | "closed";

/** `GET /api/conversaciones`. */
export interface ConversationPage {
  success: true;
  conversaciones: Record<string, ConversationSummary>;
  total: number;
  /** `false` in a search that found more than it counted: then there are at least `total`. */
  total_exact: boolean;
  count: number;
  offset: number;
  limit: number;
  has_more: boolean;
  /** Where the next page begins, to be sent as `antes`; `null` at the end and in a search. */
  siguiente: string | null;
  agente: string;
}

/** `GET /api/conversacion/<key>`: the newest page first, oldest first within it. */
export interface ThreadPage extends ConversationMarks {
  success: true;
  id: string;
  key: string;
  numero: string | null;
  nombre: string;
  agente: string | null;
  estado: ConversationState;
  version: number;
  unread: number;
  window_expires_at: string | null;
  twilio_messages: ThreadMessage[];
  /** What happened in the time of these messages, oldest first; of the newest page, up to now. */
  eventos: ThreadEvent[];
  /** Who else has it before them. */
  presentes: PresentAgent[];
  wix_data: WixData;
  total: number;
  count: number;
  offset: number;
  limit: number;
  has_more: boolean;
  source: "twilio";
}

/** What Wix holds of the conversation, as last stored or taken over. */
export interface WixData {
  mensajes: { id: string; from: string; mensaje: string; timestamp: string }[];
  stopBot: boolean;
  observaciones: string;
  threadId: string | null;
}

/** `POST /api/enviar-mensaje`. */
export interface SentAnswer {
  success: true;
  message_id: string;
  message_sid: string | null;
  message_status: DeliveryStatus;
  source: "twilio";
  /** ISO 8601, UTC. */
  timestamp: string;
}

/** `GET /api/session`. */
export type SessionAnswer =
  | { logged_in: true; username: string; nombre: string; role: AgentRole }
  | { logged_in: false };

/** A supervisor sees everything and is not in the rotation. */
export type AgentRole = "agent" | "supervisor";

/** Any refusal, in the agents' interface. `error` is a sentence in Spanish. */
export interface RefusalAnswer {
  success: false;
  error: string;
  code: string;
  field?: string;
}

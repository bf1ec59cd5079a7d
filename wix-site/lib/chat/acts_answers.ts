/** What a conversation's acts look like as the companion tells them, field by field as they travel. */
import type { ConversationSummary } from "../../../shared/conversation.ts";

export type {
  ThreadEvent,
  ThreadEventKind,
} from "../../../shared/conversation_event.ts";

/** Somebody else who is looking at the conversation now. */
export interface Present {
  agente_id: number;
  nombre: string;
  escribiendo: boolean;
}

/** A hand-over that its receiver has not accepted yet. */
export interface PendingHandOver {
  de_id: number;
  de: string;
  nota: string | null;
  desde: string;
}

/** What a row of the list tells of the acts on it. */
export interface RowActs {
  agente_id: number | null;
  etiquetas: readonly number[];
  fijada: boolean;
  pospuesta_hasta: string | null;
  esperando_desde: string | null;
  traspaso: PendingHandOver | null;
}

/** A row, also of a companion that tells less. */
export type ActRow = ConversationSummary & Partial<RowActs>;

/** A person of the team, as colleagues see them; a supervisor is told more. */
export interface Colleague {
  id: number;
  nombre: string;
  rol?: "agent" | "supervisor";
  pausado?: boolean;
  en_linea?: boolean;
  abiertas?: number;
  sin_leer?: number;
  /** Since when a customer of theirs has had no answer: ISO 8601, UTC. */
  espera_mas_larga?: string | null;
  /** How many open conversations they take at most; `null`: any number. */
  capacidad?: number | null;
  /** When they were last there. */
  visto?: string | null;
}

/** What the team calls a kind of conversation; `color` is one of ten names. */
export interface Label {
  id: number;
  nombre: string;
  color: string;
}

/** A sentence kept to be used again, by its shortcut. */
export interface QuickReply {
  id: number | string;
  atajo: string;
  texto: string;
  de_equipo: boolean;
}

/** A text that WhatsApp has approved for writing outside the window. */
export interface Template {
  id: string;
  nombre: string;
  idioma: string;
  cuerpo: string;
  /** The names of its gaps, as in `{{1}}`. */
  variables: readonly string[];
  /** What its buttons say. */
  botones: readonly string[];
  categoria: string | null;
  estado: string;
  tipo: string | null;
}

/** One decision of the ledger: who got a conversation, and why. */
export interface Decision {
  turno: number | null;
  agente: number | null;
  motivo: string;
  elegibles: readonly number[];
  excluidos: readonly { agent: number; why: string }[];
  decidido_por: number | null;
  fecha: string;
}

/** What the site knows of a person. */
export interface SiteFacts {
  disponible: boolean;
  miembro: Readonly<Record<string, unknown>> | null;
  reservas: readonly { titulo: string; fecha: string; estado: string }[];
  pedidos: readonly {
    numero: string | number;
    total: string | number;
    fecha: string;
    estado: string;
  }[];
}

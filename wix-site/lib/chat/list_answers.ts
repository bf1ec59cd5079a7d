/** What the list and the team's view are told by the companion, field by field as they travel. */

/** A message that has the words that were looked for. */
export interface FoundMessage {
  conversation_id: string;
  key: string;
  nombre: string;
  message_id: string;
  /** Its place in the conversation. */
  position: number;
  /** ISO 8601, UTC. */
  fecha: string;
  /** The words, and some around them. */
  fragmento: string;
}

/** `GET /api/buscar`. */
export interface FoundWords {
  mensajes: readonly FoundMessage[];
  /** There are older ones too. */
  hay_mas: boolean;
}

/** A note in which somebody mentions the agent. */
export interface MentionOfMe {
  id: number | string;
  conversation_id: string;
  key: string;
  nombre: string;
  /** Who wrote it, by name. */
  por: string;
  texto: string;
  /** ISO 8601, UTC. */
  fecha: string;
  leida: boolean;
}

/** A line of the business. */
export interface LineName {
  id: number;
  /** E.164 with `+`. */
  numero: string;
  nombre: string | null;
}

/** A line as a supervisor sees it. Nothing of it is secret. */
export interface LineAnswer extends LineName {
  configured: boolean;
  /** Where its credentials are: sealed with it, with the service, or not to be had. */
  credenciales: "guardadas" | "ilegibles" | "entorno" | "faltan";
  estado: "activa" | "detenida";
  /** Why it is stopped. */
  motivo: string | null;
  /** The addresses that its provider is to be given. */
  webhooks: { mensajes: string; estados: string };
}

/** `GET /api/resumen`, for a supervisor. */
export interface TeamSummary {
  esperando: number;
  sin_asignar: number;
  abiertas: number;
  espera_mas_larga: { key: string; nombre: string; desde: string } | null;
}

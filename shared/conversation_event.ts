/** What can happen between the messages of a conversation. */
export type ThreadEventKind =
  | "asignada"
  | "traspasada"
  | "devuelta"
  | "aceptada"
  | "bot_pausado"
  | "bot_activo"
  | "cerrada"
  | "reabierta"
  | "pospuesta"
  | "retomada"
  | "etiquetas"
  | "nombre"
  | "nota";

/** Something that happened between messages. Of the same time as a message, it comes before it. */
export interface ThreadEvent {
  /** Of a note, the one that its writer gave it. */
  id: string;
  tipo: ThreadEventKind;
  /** ISO 8601, UTC. */
  fecha: string;
  /** Whose act it was; `null` for nobody's: the rotation's, the customer's, a clock's. */
  por: string | null;
  por_id: number | null;
  /** Of a note, or with a hand-over. Never told to the customer. */
  texto: string | null;
  datos: ThreadEventData;
}

/** What an event says beside its kind; of each kind what it has. */
export type ThreadEventData = {
  /** `asignada`: who got it, and the ledger's reason. */
  agente?: string | null;
  agente_id?: number;
  motivo?: string;
  /** `traspasada`, `devuelta`: who had it, `null` for nobody, and who has it then. */
  de?: string | null;
  de_id?: number | null;
  a?: string | null;
  a_id?: number;
  /** `pospuesta`: ISO 8601, UTC. */
  hasta?: string;
  /** `etiquetas`: by name. */
  mas?: string[];
  menos?: string[];
  /** `nombre`. */
  antes?: string;
  ahora?: string;
  /** `nota`: whom it calls. */
  menciones?: number[];
};

/** Somebody else who has the conversation before them. */
export interface PresentAgent {
  agente_id: number;
  nombre: string;
  escribiendo: boolean;
}

/** A hand-over that its new agent has neither accepted, answered nor returned. */
export interface HandOverNotice {
  /** Who had it before. */
  de_id: number;
  de: string;
  nota: string | null;
  /** ISO 8601, UTC. */
  desde: string;
}

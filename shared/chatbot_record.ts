import { Refusal } from "./refusal.ts";

/** Who wrote a message, in the words of the CHATBOT collection: the customer, the bot, or the business. */
export type ChatbotAuthor = "usuario" | "bot" | "sistema";

/** One message as CHATBOT keeps it. */
export interface ChatbotMessage {
  /** Ours; absent in what other callers store. The same id twice is stored once. */
  id?: string;
  from: ChatbotAuthor;
  mensaje: string;
  /** ISO 8601, UTC. */
  timestamp: string;
}

/** The body of `POST guardarConversacion`. Fields left out change nothing. */
export interface ChatbotRecord {
  /** The conversation's key: a number without `+`, or an id. */
  userId: string;
  nombre?: string;
  mensajes: ChatbotMessage[];
  threadId?: string;
  ultimoMensajeBot?: string;
  stopBot?: boolean;
  observaciones?: string;
  conversationId?: string;
  /** The name of who has it. */
  agente?: string | null;
  /** The members to tell over Realtime, once stored. */
  avisar?: string[];
  /** Of the conversation: an older one never overwrites newer fields. */
  version?: number;
}

/** What the row says now, returned by every store. */
export interface ChatbotAnswer {
  success: true;
  userId: string;
  stopBot: boolean;
  observaciones: string;
  threadId: string | null;
  /** Of the call that stored it, when it was for this record alone. */
  wix?: DataUse;
}

/** How many calls of Wix Data a store took. Wix counts them by the minute, a bulk call as one. */
export interface DataUse {
  lecturas: number;
  escrituras: number;
}

/** The body of `POST guardarConversaciones`. */
export interface ChatbotBatch {
  conversaciones: ChatbotRecord[];
}

/**
 * The answer to a batch, in its order. One that could not be stored says why; `retryable: false`
 * means that the same record can never be stored, `code: "too_many"` that Wix was asked too often.
 */
export interface ChatbotBatchAnswer {
  success: true;
  wix?: DataUse;
  resultados: (ChatbotAnswer | {
    success: false;
    userId: string;
    error: string;
    retryable: boolean;
    code?: "too_many";
  })[];
}

/** `GET obtenerConversacion`. */
export interface ChatbotHistory {
  mensajes: (ChatbotMessage & { id: string })[];
  stopBot: boolean;
  observaciones: string;
  threadId: string | null;
  hay_mas: boolean;
}

/** The most that `guardarConversaciones` takes, in UTF-8 bytes. */
export const MAX_BATCH_BYTES = 400 * 1024;

/** A customer's key in CHATBOT. */
export const USER_ID = /^[\w.:@+-]{1,100}$/;

/**
 * Reads one record.
 * @throws {Refusal} `invalid`, naming the field
 */
export function parseChatbotRecord(json: unknown): ChatbotRecord {
  if (typeof json !== "object" || json === null) {
    throw invalid("body", "must be an object");
  }
  const record = json as Record<string, unknown>;
  if (typeof record.userId !== "string" || !USER_ID.test(record.userId)) {
    throw invalid("userId", "must be a number without + or an id");
  }
  const mensajes = record.mensajes ?? [];
  if (!Array.isArray(mensajes)) throw invalid("mensajes", "must be a list");
  for (
    const field of [
      "nombre",
      "threadId",
      "ultimoMensajeBot",
      "observaciones",
      "conversationId",
    ]
  ) {
    if (
      !["string", "undefined"].includes(typeof (record[field] ?? undefined))
    ) throw invalid(field, "must be text");
  }
  if (
    !["boolean", "undefined"].includes(typeof (record.stopBot ?? undefined))
  ) {
    throw invalid("stopBot", "must be true or false");
  }
  if (record.version != null && !Number.isSafeInteger(record.version)) {
    throw invalid("version", "must be an integer");
  }
  const avisar = record.avisar ?? [];
  if (!Array.isArray(avisar) || avisar.some((id) => typeof id !== "string")) {
    throw invalid("avisar", "must be a list of member ids");
  }
  return {
    ...withoutNulls(record),
    mensajes: mensajes.map(parseMessage),
    avisar,
  } as unknown as ChatbotRecord;
}

function parseMessage(json: unknown): ChatbotMessage {
  const { id, from, mensaje, timestamp } = (json ?? {}) as Record<
    string,
    unknown
  >;
  if (id != null && !(typeof id === "string" && /^[\w-]{1,100}$/.test(id))) {
    throw invalid(
      "mensajes",
      "has an id with other than letters, digits, _ and -",
    );
  }
  if (from !== "usuario" && from !== "bot" && from !== "sistema") {
    throw invalid("mensajes", 'needs "from": usuario, bot or sistema');
  }
  if (typeof mensaje !== "string") {
    throw invalid("mensajes", 'needs "mensaje" as text');
  }
  if (typeof timestamp !== "string" || Number.isNaN(Date.parse(timestamp))) {
    throw invalid("mensajes", 'needs "timestamp" as ISO 8601');
  }
  return {
    ...(typeof id === "string" ? { id } : {}),
    from,
    mensaje,
    timestamp,
  };
}

function withoutNulls(
  record: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).filter(([key, value]) =>
      value !== null || key === "agente"
    ),
  );
}

function invalid(field: string, rule: string): Refusal {
  return new Refusal(
    "invalid",
    `Cannot read record: "${field}" ${rule}`,
    field,
  );
}

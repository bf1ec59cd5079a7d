import { USER_ID } from "./chatbot_record.ts";
import { Refusal } from "./refusal.ts";
import { isUuid } from "./reply_request.ts";

/** The body of `POST borrarConversacion`: what is to be erased of a user, for good. */
export interface EraseRequest {
  /** The key that the conversation has in CHATBOT. */
  userId: string;
  conversationId: string;
  /** When its last message was said; what is later is another conversation's. ISO 8601, UTC. */
  hasta: string;
  /** The members to tell over Realtime, once nothing is left. */
  avisar?: string[];
  /** Of the conversation, as it was erased. */
  version?: number;
}

/** What was erased by this call. `hay_mas`: there is more, ask again. */
export interface EraseAnswer {
  success: true;
  filas: number;
  mensajes: number;
  hay_mas: boolean;
}

/** The body of `POST recortarMensajes`: from CHATBOT_MENSAJES goes what is older. */
export interface TrimRequest {
  /** ISO 8601, UTC. */
  antes: string;
}

/** What was removed by this call. `hay_mas`: there is more, ask again. */
export interface TrimAnswer {
  success: true;
  mensajes: number;
  hay_mas: boolean;
}

/** The body of `POST borrarHilo`: the bot's conversation at OpenAI. */
export interface EraseThreadRequest {
  threadId: string;
}

/**
 * Reads what is to be erased.
 * @throws {Refusal} `invalid`, naming the field
 */
export function parseEraseRequest(json: unknown): EraseRequest {
  const { userId, conversationId, hasta, avisar = [], version = 0 } = fieldsOf(
    json,
  );
  if (typeof userId !== "string" || !USER_ID.test(userId)) {
    throw invalid("userId", "must be a number without + or an id");
  }
  if (typeof conversationId !== "string" || !isUuid(conversationId)) {
    throw invalid("conversationId", "must be a UUID");
  }
  if (!Array.isArray(avisar) || avisar.some((id) => typeof id !== "string")) {
    throw invalid("avisar", "must be a list of member ids");
  }
  if (!Number.isSafeInteger(version)) {
    throw invalid("version", "must be an integer");
  }
  return {
    userId,
    conversationId,
    hasta: momentOf(hasta, "hasta"),
    avisar,
    version: version as number,
  };
}

/**
 * Reads up to when messages are to go.
 * @throws {Refusal} `invalid`, naming the field
 */
export function parseTrimRequest(json: unknown): TrimRequest {
  return { antes: momentOf(fieldsOf(json).antes, "antes") };
}

/**
 * Reads which of the bot's conversations is to go.
 * @throws {Refusal} `invalid`, naming the field
 */
export function parseEraseThreadRequest(json: unknown): EraseThreadRequest {
  const { threadId } = fieldsOf(json);
  if (typeof threadId !== "string" || !/^[\w-]{1,200}$/.test(threadId)) {
    throw invalid("threadId", "must be letters, digits, _ and -");
  }
  return { threadId };
}

function fieldsOf(json: unknown): Record<string, unknown> {
  if (typeof json === "object" && json !== null) {
    return json as Record<string, unknown>;
  }
  throw invalid("body", "must be an object");
}

function momentOf(value: unknown, field: string): string {
  if (typeof value === "string" && !Number.isNaN(Date.parse(value))) {
    return value;
  }
  throw invalid(field, "must be ISO 8601");
}

function invalid(field: string, rule: string): Refusal {
  return new Refusal("invalid", `Cannot erase: "${field}" ${rule}`, field);
}

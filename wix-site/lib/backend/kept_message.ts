import type { ChatbotRecord } from "../../../shared/chatbot_record.ts";
import { derivedMessageId } from "./message_id.ts";

/** A message with everything that storing and ordering it needs. */
export interface KeptMessage {
  id: string;
  userId: string;
  from: string;
  mensaje: string;
  /** Milliseconds since 1970. */
  time: number;
  /** Decides between messages of the same millisecond. */
  orden: number;
  /** What `CHATBOT.mensajes` holds of it. */
  entry: Record<string, unknown>;
  /** Whether `id` was given, rather than derived from what the message says. */
  named: boolean;
}

const SAFE_ID = /^[\w-]{1,100}$/;

/** Messages of one version come before those of the next, in their own order. */
const PLACES_PER_VERSION = 1000;

/** The messages of a record, in its order. */
export function messagesOfRecord(
  { userId, mensajes, version }: ChatbotRecord,
): KeptMessage[] {
  return kept(userId, mensajes, (version ?? 0) * PLACES_PER_VERSION);
}

/**
 * The messages in a row's array, in its order. Rows from before Relevo hold messages without an id,
 * some without a time: each gets one that is the same at every reading.
 */
export function messagesOfRow(
  row: { userId: string; mensajes?: unknown; _createdDate?: Date | string },
): KeptMessage[] {
  const start = timeOf(row._createdDate) ?? 0;
  return kept(row.userId, listOf(row.mensajes), 0, start);
}

/** Oldest first; messages of the same moment keep `orden`, then their ids decide. */
export function byTime(a: KeptMessage, b: KeptMessage): number {
  return a.time - b.time || a.orden - b.orden || (a.id < b.id ? -1 : 1);
}

function kept(
  userId: string,
  entries: readonly unknown[],
  firstOrden: number,
  start = 0,
): KeptMessage[] {
  const equals = new Map<string, number>();
  let lastTime = start;
  return entries.map((raw, at) => {
    const entry: Record<string, unknown> =
      typeof raw === "object" && raw !== null
        ? raw as Record<string, unknown>
        : { mensaje: raw };
    const from = String(entry.from ?? "usuario");
    const mensaje = String(entry.mensaje ?? "");
    const known = timeOf(entry.timestamp);
    const time = known ?? lastTime + 1;
    lastTime = time;
    const said = {
      from,
      text: mensaje,
      time: known === null ? "" : new Date(known).toISOString(),
    };
    const named = typeof entry.id === "string" && SAFE_ID.test(entry.id);
    const same = JSON.stringify(said);
    const place = equals.get(same) ?? 0;
    if (!named) equals.set(same, place + 1);
    const id = named
      ? entry.id as string
      : derivedMessageId(userId, said, place);
    const orden = firstOrden + at;
    return {
      id,
      userId,
      from,
      mensaje,
      time,
      orden,
      entry: { ...entry, id },
      named,
    };
  });
}

function timeOf(value: unknown): number | null {
  if (value instanceof Date) return finite(value.getTime());
  if (typeof value === "number") return finite(value);
  return typeof value === "string" ? finite(Date.parse(value)) : null;
}

function finite(time: number): number | null {
  return Number.isFinite(time) && Math.abs(time) <= 8.64e15 ? time : null;
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== "string") return [];
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

import type { ChatbotRecord } from "../../../shared/chatbot_record.ts";
import type { RowChange } from "./change_row.ts";
import type { ChatbotRow } from "./chatbot_rows.ts";
import type { KeptMessage } from "./kept_message.ts";
import { digest, rowId } from "./message_id.ts";
import { mergeRecent } from "./recent_messages.ts";

/** What a record says of a conversation besides its messages. Those left out change nothing. */
const FIELDS = [
  "nombre",
  "threadId",
  "ultimoMensajeBot",
  "stopBot",
  "observaciones",
  "conversationId",
  "agente",
] as const;

/** The row of a user who has none yet. */
export function newRow(
  record: ChatbotRecord,
  added: readonly KeptMessage[],
  token: string,
): ChatbotRow {
  return {
    _id: rowId(record.userId),
    userId: record.userId,
    ...given(record),
    ...(record.version === undefined ? {} : { version: record.version }),
    mensajes: mergeRecent([], added).map(({ entry }) => entry),
    marca: markOf(record, undefined, token),
  };
}

/**
 * What a record changes in the row: the messages that it lacks, and the fields, unless they come
 * from an older version or are the last write once more. `null` when that is nothing.
 */
export function changeOf(
  row: ChatbotRow,
  { record, there, added, token }: {
    record: ChatbotRecord;
    /** The row's own messages. */
    there: readonly KeptMessage[];
    added: readonly KeptMessage[];
    token: string;
  },
): RowChange | null {
  const isStale = isOlder(record, row) || isRepeat(record, row);
  const fields = isStale ? {} : differing(record, row);
  const recent = mergeRecent(there, added).map(({ entry }) => entry);
  const isSame = JSON.stringify(recent) === JSON.stringify(row.mensajes);
  if (isSame && Object.keys(fields).length === 0) return null;
  return {
    ...fields,
    ...(isSame ? {} : { mensajes: recent }),
    marca: markOf(isStale ? null : record, row.marca, token),
  };
}

function differing(record: ChatbotRecord, row: ChatbotRow) {
  const fields: Record<string, unknown> = { ...given(record) };
  if (record.version !== undefined) fields.version = record.version;
  return Object.fromEntries(
    Object.entries(fields).filter(([field, value]) => row[field] !== value),
  );
}

function given(record: ChatbotRecord): Record<string, unknown> {
  return Object.fromEntries(
    FIELDS.filter((field) => record[field] !== undefined)
      .map((field) => [field, record[field]]),
  );
}

function isOlder(record: ChatbotRecord, row: ChatbotRow): boolean {
  return record.version !== undefined && typeof row.version === "number" &&
    record.version < row.version;
}

function isRepeat(record: ChatbotRecord, row: ChatbotRow): boolean {
  return record.version !== undefined && record.version === row.version &&
    row.marca?.split(".")[0] === printOf(record);
}

function markOf(
  record: ChatbotRecord | null,
  before: string | undefined,
  token: string,
): string {
  const print = record?.version === undefined
    ? before?.split(".")[0] ?? ""
    : printOf(record);
  return `${print}.${token}`;
}

function printOf(record: ChatbotRecord): string {
  return digest([record.version, given(record)]);
}

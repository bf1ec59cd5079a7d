import type {
  ConversationMarks,
  ConversationSummary,
  MediaItem,
  MessageDetails,
  ThreadMessage,
  WixData,
} from "../../shared/conversation.ts";
import type { PresentAgent } from "../../shared/conversation_event.ts";
import type { DeliveryStatus } from "../../shared/delivery.ts";
import { previewOf } from "../../shared/preview.ts";
import { windowExpiresAt } from "../../shared/service_window.ts";
import type { Marks } from "../store/conversation_marks.ts";
import type { ListedConversation } from "../store/inbox_list.ts";
import type { MediaRow } from "../store/media.ts";
import type { ThreadRow } from "../store/messages.ts";
import type { Presence } from "../store/presences.ts";

/** How a conversation is called: by its number on the first line, else by its id. */
export function keyOf({ isFirstLine, number, id }: ListedConversation): string {
  return isFirstLine && number ? number : id;
}

/** A row of the list, as it travels. */
export function toSummary(
  conversation: ListedConversation,
  marks: Marks,
): ConversationSummary {
  return {
    id: conversation.id,
    numero: conversation.number,
    nombre: conversation.name,
    last_message: conversation.lastMessage,
    last_message_time: conversation.lastMessageAt.toISOString(),
    last_message_direction: conversation.lastDirection,
    last_message_status: conversation.lastStatus as DeliveryStatus,
    source: "twilio",
    profile_picture: null,
    message_count: conversation.messageCount,
    unread: conversation.unread,
    linea: conversation.lineNumber.replace("whatsapp:", ""),
    agente: conversation.agentName,
    estado: conversation.state,
    stopBot: conversation.stopBot,
    observaciones: conversation.observations,
    window_expires_at:
      windowExpiresAt(conversation.lastInboundAt)?.toISOString() ?? null,
    version: conversation.version,
    ...toConversationMarks(conversation, marks),
  };
}

/** What people have put on it, as it travels. */
export function toConversationMarks(
  { agentId }: ListedConversation,
  { labelIds, isPinned, snoozedUntil, waitingSince, handOver }: Marks,
): ConversationMarks {
  return {
    agente_id: agentId,
    etiquetas: labelIds,
    fijada: isPinned,
    pospuesta_hasta: snoozedUntil?.toISOString() ?? null,
    esperando_desde: waitingSince?.toISOString() ?? null,
    traspaso: handOver && {
      de_id: handOver.fromAgentId,
      de: handOver.fromName,
      nota: handOver.note,
      desde: handOver.at.toISOString(),
    },
  };
}

/** Who else has it before them, as it travels. */
export function toPresent(
  presences: readonly Presence[],
  asking: { id: number },
): PresentAgent[] {
  return presences.filter(({ agentId }) => agentId !== asking.id)
    .map(({ agentId, name, isTyping }) => ({
      agente_id: agentId,
      nombre: name,
      escribiendo: isTyping,
    }));
}

/** What a thread's messages need beside their rows. */
export interface ThreadExtras {
  media: ReadonlyMap<string, MediaRow[]>;
  /** Our ids of quoted messages, by the provider's. */
  quoted: ReadonlyMap<string, string>;
  /** The places of quoted messages, by our ids. */
  positions: ReadonlyMap<string, number>;
  addressOf(mediaId: string): string;
}

/** A message of a thread, as it travels. */
export function toThreadMessage(
  conversation: ListedConversation,
  message: ThreadRow,
  extras: ThreadExtras,
): ThreadMessage {
  const isInbound = message.direction === "inbound";
  const customer = conversation.number
    ? `+${conversation.number}`
    : conversation.address;
  const line = conversation.lineNumber;
  const quoted = message.details?.quoted;
  return {
    id: message.id,
    chat_id: keyOf(conversation),
    from: (isInbound ? customer : line).replace("whatsapp:", ""),
    to: (isInbound ? line : customer).replace("whatsapp:", ""),
    body: message.body,
    date_sent: message.sentAt.toISOString(),
    status: message.status,
    direction: message.direction,
    media_count: message.mediaCount,
    media: (extras.media.get(message.id) ?? []).map((row) =>
      toMediaItem(row, extras)
    ),
    source: "twilio",
    author: message.author,
    author_name: message.agentName,
    error_code: message.errorCode,
    kind: message.kind,
    details: {
      ...message.details,
      ...(quoted ? { quoted: toQuoted(quoted, extras) } : {}),
    },
    position: message.position,
  };
}

function toQuoted(
  quoted: NonNullable<MessageDetails["quoted"]>,
  extras: ThreadExtras,
): MessageDetails["quoted"] {
  const id = extras.quoted.get(quoted.provider_id) ?? null;
  const position = id === null ? undefined : extras.positions.get(id);
  return {
    ...quoted,
    message_id: id,
    ...(position === undefined ? {} : { position }),
  };
}

/** The conversation as the site has it, out of our own books: there also when the site is away. */
export function toWixData(
  conversation: ListedConversation,
  messages: readonly ThreadRow[],
): WixData {
  return {
    mensajes: messages.map((message) => ({
      id: message.id,
      from: message.author === "customer"
        ? "usuario"
        : message.author === "bot"
        ? "bot"
        : "sistema",
      mensaje: message.body === "" ? previewOf(message) : message.body,
      timestamp: message.sentAt.toISOString(),
    })),
    stopBot: conversation.stopBot,
    observaciones: conversation.observations,
    threadId: conversation.threadId,
  };
}

/** A file, as it travels. */
export function toMediaItem(
  row: MediaRow,
  { addressOf }: Pick<ThreadExtras, "addressOf">,
): MediaItem {
  return {
    url: row.state === "stored" ? addressOf(row.id) : null,
    content_type: row.contentType,
    size: row.size,
    name: row.name,
    state: row.state,
  };
}

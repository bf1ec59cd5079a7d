import type { MessageDetails, MessageKind } from "./conversation.ts";

const LABELS: Partial<Record<MessageKind, string>> = {
  image: "📷 Foto",
  video: "🎥 Video",
  audio: "🎤 Audio",
  document: "📄 Documento",
  sticker: "Sticker",
  location: "📍 Ubicación",
  contact: "👤 Contacto",
  unsupported: "Mensaje no compatible",
};

const MAX_LENGTH = 200;

/** The one line that the list shows of a message: its text, or in Spanish what it is. */
export function previewOf(
  message: { body: string; kind: MessageKind; details: MessageDetails | null },
): string {
  const text = message.body.replace(/\s+/g, " ").trim();
  const label = LABELS[message.kind];
  if (message.kind === "location") {
    return `${label}${
      message.details?.location?.label
        ? `: ${message.details.location.label}`
        : ""
    }`;
  }
  const line = label && text ? `${label} · ${text}` : text || label || "";
  // By code points: half an emoji is no text.
  return line.length <= MAX_LENGTH
    ? line
    : Array.from(line).slice(0, MAX_LENGTH).join("");
}

/** The kind of a message that carries a file of this type. */
export function kindOfMedia(contentType: string): MessageKind {
  if (contentType === "image/webp") return "sticker";
  if (contentType.startsWith("image/")) return "image";
  if (contentType.startsWith("video/")) return "video";
  if (contentType.startsWith("audio/")) return "audio";
  if (/^text\/(x-)?vcard$/.test(contentType)) return "contact";
  return "document";
}

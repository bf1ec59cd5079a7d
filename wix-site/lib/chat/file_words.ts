import type { MediaItem, ThreadMessage } from "../../../shared/conversation.ts";
import { texts } from "./texts.ts";

/** A size for reading: `640 KB`, `1,2 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} MB`;
}

/** What a file is, in a few letters: `PDF`, `XLSX`. */
export function fileType(item: Pick<MediaItem, "content_type" | "name">) {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(item.name ?? "")?.[1];
  const sub = item.content_type.split(/[/;]/)[1] ?? "";
  const short = sub.length <= 5 ? sub : "";
  return (ending ?? short).toUpperCase();
}

/** How a medium is shown. */
export function mediaPart(
  item: MediaItem,
  message: Pick<ThreadMessage, "kind">,
): "picture" | "sticker" | "video" | "audio" | "contact" | "document" {
  if (message.kind === "sticker") return "sticker";
  if (message.kind === "contact" || /vcard/.test(item.content_type)) {
    return "contact";
  }
  const family = item.content_type.split("/")[0];
  if (family === "image") return "picture";
  return family === "video" || family === "audio" ? family : "document";
}

/** A message in one line, for quotes and announcements. */
export function briefWords(message: ThreadMessage): string {
  if (message.body.trim()) return message.body;
  const words = texts().message;
  const byKind: Partial<Record<ThreadMessage["kind"], string>> = {
    image: words.picture,
    video: words.video,
    audio: words.audio,
    document: message.media[0]?.name ?? words.document,
    sticker: words.sticker,
    location: words.location,
    contact: words.contact,
    button: message.details.button?.text,
    unsupported: words.unsupported,
  };
  return byKind[message.kind] ?? words.file;
}

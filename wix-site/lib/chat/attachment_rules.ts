/** Why a file can't be sent. */
export type AttachmentProblem =
  | "empty"
  | "tooBigPicture"
  | "tooBig"
  | "wrongType";

const MB = 1024 * 1024;

/** How many files one reply takes; each is a message of its own. */
export const MAX_FILES = 10;

/**
 * What WhatsApp takes, by the browser's name for it.
 * Source: https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages
 */
export const ACCEPTED_TYPES: readonly string[] = [
  "image/jpeg",
  "image/png",
  "image/webp",
  "audio/ogg",
  "audio/mpeg",
  "audio/mp4",
  "audio/x-m4a",
  "audio/aac",
  "audio/amr",
  "audio/3gpp",
  "video/mp4",
  "video/3gpp",
  "application/pdf",
  "application/msword",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  "text/vcard",
  "text/x-vcard",
];

/** Why WhatsApp would turn the file down, before it is sent; `null` when it wouldn't. */
export function attachmentProblem(
  file: { type: string; size: number },
): AttachmentProblem | null {
  const type = file.type.split(";")[0]!;
  if (!ACCEPTED_TYPES.includes(type)) return "wrongType";
  if (file.size === 0) return "empty";
  if (type.startsWith("image/") && file.size > 5 * MB) return "tooBigPicture";
  return file.size > 16 * MB ? "tooBig" : null;
}

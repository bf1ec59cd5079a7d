import type { ContentButton } from "../content/rendering.ts";
import type { SandboxLocation, SandboxMessage } from "../records.ts";
import { phoneKey, type Sandbox } from "../state.ts";

/** One line of what a customer's phone shows. */
export interface PhoneMessage {
  sid: string;
  direction: "to_customer" | "from_customer";
  /** The business's number. */
  line: string;
  body: string;
  media: { url: string; contentType: string }[];
  status: string;
  date: string; // ISO 8601, UTC
  location: SandboxLocation | null;
  quotedSid: string | null;
  /** What is quoted, as far as the phone has it. */
  quoted: { body: string; direction: PhoneMessage["direction"] } | null;
  /** A template's parts; `null` for a message without one. */
  template:
    | {
      header: string;
      footer: string;
      listLabel: string;
      buttons: ContentButton[];
    }
    | null;
  /** Who a contact card is of. */
  contact: { name: string; phone: string } | null;
  /** For the customer's own: the receiver's answer to the webhook. */
  webhookStatus: number | null;
  /** For the customer's own: whether the business has read it. */
  isReadByBusiness: boolean;
}

/** What the phone shows, oldest first. Only what WhatsApp delivered reaches it. */
export function readPhone(sandbox: Sandbox, typed: string): PhoneMessage[] {
  const key = phoneKey(sandbox, typed);
  const phone = sandbox.phones.get(key);
  const shown: PhoneMessage[] = [];
  for (const message of sandbox.messages.values()) {
    if (message.phone !== key || !ON_THE_PHONE.includes(message.status)) {
      continue;
    }
    if (message.status === "sent" && phone?.isCovered === false) continue;
    shown.push(toPhoneMessage(sandbox, message));
  }
  return shown;
}

const ON_THE_PHONE = ["received", "sent", "delivered", "read"];

function toPhoneMessage(
  sandbox: Sandbox,
  message: SandboxMessage,
): PhoneMessage {
  const { content, quotedSid } = message;
  const quoted = sandbox.messages.get(quotedSid ?? "");
  return {
    sid: message.sid,
    direction: directionOf(message),
    line: message.line,
    body: message.shownBody,
    media: message.media.map(({ sid, contentType }) => ({
      url: `${sandbox.url}/sandbox/media/${sid}`,
      contentType,
    })),
    status: message.status,
    date: new Date(message.createdAt).toISOString(),
    location: message.location,
    quotedSid,
    quoted: quoted
      ? {
        body: quoted.shownBody || nameOf(quoted),
        direction: directionOf(quoted),
      }
      : null,
    template: content && {
      header: content.header,
      footer: content.footer,
      listLabel: content.listLabel,
      buttons: content.buttons,
    },
    contact: contactOf(sandbox, message),
    webhookStatus: message.webhookStatus,
    isReadByBusiness: message.isReadByBusiness,
  };
}

function directionOf({ direction }: SandboxMessage) {
  return direction === "inbound" ? "from_customer" : "to_customer";
}

/** What stands for a message that has no words. */
function nameOf({ media, location }: SandboxMessage): string {
  if (location) return "Ubicación";
  const kind = media[0]?.contentType.split("/")[0] ?? "";
  const names: Record<string, string> = {
    image: "Foto",
    audio: "Audio",
    video: "Video",
    text: "Contacto",
  };
  return names[kind] ?? "Documento";
}

function contactOf(
  { bytes }: Sandbox,
  { media: [file] }: SandboxMessage,
): PhoneMessage["contact"] {
  if (!file || !/vcard/.test(file.contentType)) return null;
  const card = new TextDecoder().decode(bytes.get(file.sid));
  const line = (name: RegExp) => card.match(name)?.[1]?.trim() ?? "";
  return {
    name: line(/^FN[^:\n]*:(.*)$/m),
    phone: line(/^TEL[^:\n]*:(.*)$/m),
  };
}

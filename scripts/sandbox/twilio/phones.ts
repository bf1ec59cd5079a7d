import { addressKey, isNumber, toAddress, userIdOf } from "./addresses.ts";
import { changed, phoneKey } from "./state.ts";
import type {
  Sandbox,
  SandboxLocation,
  SandboxMessage,
  SandboxPhone,
} from "./state.ts";

/** One line of what a customer's phone shows. */
export interface PhoneMessage {
  sid: string;
  direction: "to_customer" | "from_customer";
  body: string;
  media: { url: string; contentType: string }[];
  status: string;
  date: string; // ISO 8601, UTC
  location: SandboxLocation | null;
  quotedSid: string | null;
  /** For the customer's own: the receiver's answer to the webhook. */
  webhookStatus: number | null;
}

/** Finds a customer's phone, or hands out a new one. Both of its addresses lead to it. */
export function knowPhone(
  sandbox: Sandbox,
  { address, name, userId }: {
    address: string;
    name?: string;
    userId?: string;
  },
): SandboxPhone {
  const key = phoneKey(sandbox, address);
  const known = sandbox.phones.get(key);
  if (known) {
    if (name) known.name = name;
    return known;
  }
  const phone: SandboxPhone = {
    key,
    name: name || (isNumber(address) ? address.slice(9) : "Cliente"),
    address,
    userId: userId ? toAddress(userId) : userIdOf(address),
    reads: false,
    lastInboundAt: null,
    failWith: null,
  };
  sandbox.phones.set(key, phone);
  const alias = addressKey(phone.userId);
  if (alias !== key) sandbox.aliases.set(alias, key);
  changed(sandbox, key);
  return phone;
}

/** What the phone shows, oldest first. Only what left Twilio reaches it. */
export function readPhone(sandbox: Sandbox, typed: string): PhoneMessage[] {
  const key = phoneKey(sandbox, typed);
  const shown: PhoneMessage[] = [];
  for (const message of sandbox.messages.values()) {
    if (message.phone === key && isShown(message)) {
      shown.push(toPhoneMessage(sandbox, message));
    }
  }
  return shown;
}

const ON_THE_PHONE = ["received", "sent", "delivered", "read"];

function isShown({ status }: SandboxMessage): boolean {
  return ON_THE_PHONE.includes(status);
}

function toPhoneMessage(
  { url }: Sandbox,
  message: SandboxMessage,
): PhoneMessage {
  return {
    sid: message.sid,
    direction: message.direction === "inbound"
      ? "from_customer"
      : "to_customer",
    body: message.contentSid
      ? `[${message.contentSid}] ${message.contentVariables ?? ""}`.trim()
      : message.body,
    media: message.media.map(({ sid, contentType }) => ({
      url: `${url}/sandbox/media/${sid}`,
      contentType,
    })),
    status: message.status,
    date: new Date(message.createdAt).toISOString(),
    location: message.location,
    quotedSid: message.quotedSid,
    webhookStatus: message.webhookStatus,
  };
}

import { isWhatsAppAddress } from "./addresses.ts";
import { knowPhone } from "./phones.ts";
import { TwilioRefusal } from "./refusal.ts";
import { isWindowOpen } from "./service_window.ts";
import { newSid } from "./sids.ts";
import type { Sandbox, SandboxLocation, SandboxMessage } from "./state.ts";

const MOST_CHARACTERS = 1_600;
const MOST_CALLBACK = 4_000;
const MOST_MEDIA = 10;
const HOST = /^([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\])$/i;

/**
 * Accepts a message to a customer, or refuses it as Twilio does.
 * Source: https://www.twilio.com/docs/messaging/api/message-resource
 *
 * @throws {TwilioRefusal}
 */
export function createMessage(
  sandbox: Sandbox,
  form: URLSearchParams,
): SandboxMessage {
  checkAddresses(sandbox, form);
  checkCallback(form.get("StatusCallback"));
  checkContent(form);
  const to = form.get("To")!;
  const phone = knowPhone(sandbox, { address: to });
  if (
    sandbox.delivery.windowError === "sync" && !form.get("ContentSid") &&
    !isWindowOpen(phone, Date.now())
  ) {
    throw new TwilioRefusal(63016, "Failed to send freeform message");
  }

  const mediaUrls = form.getAll("MediaUrl");
  const now = Date.now();
  const sendAt = form.get("ScheduleType") === "fixed"
    ? Date.parse(form.get("SendAt") ?? "")
    : null;
  const message: SandboxMessage = {
    sid: newSid(mediaUrls.length > 0 ? "MM" : "SM"),
    direction: "outbound-api",
    from: form.get("From") ?? sandbox.options.number,
    to,
    phone: phone.key,
    body: form.get("Body") ?? "",
    status: initialStatus(form),
    errorCode: null,
    messagingServiceSid: form.get("MessagingServiceSid"),
    contentSid: form.get("ContentSid"),
    contentVariables: form.get("ContentVariables"),
    statusCallback: form.get("StatusCallback") ??
      sandbox.options.statusCallbackUrl ?? null,
    media: [],
    mediaUrls,
    location: locationOf(form),
    quotedSid: null,
    sendAt,
    createdAt: now,
    sentAt: null,
    updatedAt: now,
    webhook: null,
    webhookStatus: null,
  };
  sandbox.messages.set(message.sid, message);
  return message;
}

function checkAddresses({ options }: Sandbox, form: URLSearchParams): void {
  const to = form.get("To");
  const from = form.get("From");
  const service = form.get("MessagingServiceSid");
  if (!to) throw new TwilioRefusal(21604, "A 'To' phone number is required.");
  if (!from && !service) {
    throw new TwilioRefusal(21603, "A 'From' phone number is required.");
  }
  if (service && service !== options.messagingServiceSid) {
    throw new TwilioRefusal(
      21701,
      `The Messaging Service '${service}' does not exist`,
    );
  }
  if (from && !from.startsWith("whatsapp:")) {
    throw new TwilioRefusal(
      21606,
      `The 'From' phone number ${from} is not a valid message-capable Twilio phone number for this destination`,
    );
  }
  if (from && from !== options.number) {
    throw new TwilioRefusal(
      63007,
      "Twilio could not find a Channel with the specified From address",
    );
  }
  if (!isWhatsAppAddress(to)) {
    throw new TwilioRefusal(
      21211,
      `The 'To' number ${to} is not a valid phone number.`,
    );
  }
  if (to === options.number) {
    throw new TwilioRefusal(63031, "'To' and 'From' cannot be the same");
  }
}

function checkCallback(url: string | null): void {
  if (url === null || url === "") return;
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (
    parsed && /^https?:$/.test(parsed.protocol) && HOST.test(parsed.hostname) &&
    url.length <= MOST_CALLBACK
  ) return;
  throw new TwilioRefusal(
    21609,
    `The 'StatusCallback' URL ${url.slice(0, 100)} is not a valid URL.`,
  );
}

function checkContent(form: URLSearchParams): void {
  const body = form.get("Body") ?? "";
  const media = form.getAll("MediaUrl");
  const contentSid = form.get("ContentSid");
  if (body.length > MOST_CHARACTERS) {
    throw new TwilioRefusal(
      21617,
      "The concatenated message body exceeds the 1600 character limit.",
    );
  }
  if (!body && media.length === 0 && !contentSid) {
    throw new TwilioRefusal(
      21619,
      "A text message body or media urls must be specified.",
    );
  }
  if (media.length > MOST_MEDIA) {
    throw new TwilioRefusal(21623, "Number of media files exceeds allowed");
  }
  if (!media.every(isWebAddress)) {
    throw new TwilioRefusal(21620, "Invalid media URL(s)");
  }
  if (contentSid && !/^HX[0-9a-fA-F]{32}$/.test(contentSid)) {
    throw new TwilioRefusal(21655, "The ContentSid is Invalid");
  }
  if (!isJsonObject(form.get("ContentVariables") || "{}")) {
    throw new TwilioRefusal(
      21656,
      "The Content Variables Parameter is invalid",
    );
  }
}

function initialStatus(form: URLSearchParams): string {
  if (form.get("ScheduleType") === "fixed") return "scheduled";
  return form.get("MessagingServiceSid") ? "accepted" : "queued";
}

/** `geo:4.6,-74.1|Clínica`, with the place's name in the body. */
function locationOf(form: URLSearchParams): SandboxLocation | null {
  const geo = form.getAll("PersistentAction").find((action) =>
    action.startsWith("geo:")
  );
  if (!geo) return null;
  const [place = "", label = ""] = geo.slice("geo:".length).split("|");
  const [latitude = "", longitude = ""] = place.split(",");
  return { latitude, longitude, label, address: "" };
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function isJsonObject(text: string): boolean {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

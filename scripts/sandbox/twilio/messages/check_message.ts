import { isWhatsAppAddress } from "../customers/addresses.ts";
import { TwilioRefusal } from "../refusal.ts";
import { holds } from "../rules.ts";
import type { Sandbox } from "../state.ts";

const MOST_CHARACTERS = 1_600;
const MOST_CALLBACK = 4_000;
const MOST_MEDIA = 10;
const HOST = /^([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\])$/i;

/**
 * Refuses a message for what its form says, before anybody looks at who it is for.
 * Source: https://www.twilio.com/docs/messaging/api/message-resource
 *
 * @throws {TwilioRefusal}
 */
export function checkMessage(sandbox: Sandbox, form: URLSearchParams): void {
  checkAddresses(sandbox, form);
  checkCallback(sandbox, form.get("StatusCallback"));
  checkContent(sandbox, form);
}

function checkAddresses(sandbox: Sandbox, form: URLSearchParams): void {
  const to = form.get("To");
  const from = form.get("From");
  if (!to) throw new TwilioRefusal(21604, "A 'To' phone number is required.");
  if (!from && !form.get("MessagingServiceSid")) {
    throw new TwilioRefusal(21603, "A 'From' phone number is required.");
  }
  if (from && !from.startsWith("whatsapp:")) {
    throw new TwilioRefusal(
      21606,
      `The 'From' phone number ${from} is not a valid message-capable Twilio phone number for this destination`,
    );
  }
  if (!isWhatsAppAddress(to) && holds(sandbox, "valid recipient")) {
    throw new TwilioRefusal(
      21211,
      `The 'To' number ${to} is not a valid phone number.`,
    );
  }
  if (to === from) {
    throw new TwilioRefusal(63031, "'To' and 'From' cannot be the same");
  }
}

function checkCallback(sandbox: Sandbox, url: string | null): void {
  if (!url || !holds(sandbox, "callback host")) return;
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

function checkContent(sandbox: Sandbox, form: URLSearchParams): void {
  const body = form.get("Body") ?? "";
  const media = form.getAll("MediaUrl");
  const contentSid = form.get("ContentSid");
  if (body.length > MOST_CHARACTERS && holds(sandbox, "body limit")) {
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
  if (form.get("ContentVariables") && !contentSid) {
    throw new TwilioRefusal(21654, "ContentSid Required");
  }
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

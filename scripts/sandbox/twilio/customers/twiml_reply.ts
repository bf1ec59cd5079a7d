import type { Line, MessagingService, SandboxMessage } from "../records.ts";
import { startDelivery } from "../messages/delivery.ts";
import { createMessage } from "../messages/create_message.ts";
import { TwilioRefusal } from "../refusal.ts";
import type { Sandbox } from "../state.ts";
import { addAlert } from "../webhooks/alerts.ts";

const MOST_REPLIES = 20; // between two numbers, within a minute
const LOOP_MS = 60_000;

/**
 * Sends what a webhook's answer asks to be sent back: each `<Message>`, with its text and files.
 * Twilio stops answering when that goes round in circles.
 * Source: https://www.twilio.com/docs/messaging/twiml/message
 */
export function replyByTwiml(
  sandbox: Sandbox,
  twiml: string,
  { inbound, line }: { inbound: SandboxMessage; line: Line },
): void {
  const messages = twiml.matchAll(/<Message\b([^>]*)>([\s\S]*?)<\/Message>/g);
  for (const [, attributes = "", inner = ""] of messages) {
    if (isLoop(sandbox, inbound)) {
      addAlert(sandbox, {
        accountSid: inbound.accountSid,
        errorCode: 14107,
        resourceSid: inbound.sid,
      });
      return;
    }
    const body = inner.match(/<Body>([\s\S]*?)<\/Body>/)?.[1] ??
      inner.replace(/<Media>[\s\S]*?<\/Media>/g, "");
    const form = new URLSearchParams({
      From: line.address,
      To: inbound.from,
      Body: unescapeXml(body.trim()),
    });
    for (const [, url] of inner.matchAll(/<Media>([\s\S]*?)<\/Media>/g)) {
      form.append("MediaUrl", unescapeXml(url!.trim()));
    }
    const callback = attributes.match(/\b(?:statusCallback|action)="([^"]*)"/);
    if (callback) form.set("StatusCallback", unescapeXml(callback[1]!));
    reply(sandbox, inbound, form);
  }
}

/** Answers a customer by itself, as Advanced Opt-Out does. */
export function replyByKeyword(
  sandbox: Sandbox,
  text: string,
  { inbound, line, service }: {
    inbound: SandboxMessage;
    line: Line;
    service: MessagingService | null;
  },
): void {
  const form = new URLSearchParams({
    From: line.address,
    To: inbound.from,
    Body: text,
  });
  if (service) form.set("MessagingServiceSid", service.sid);
  reply(sandbox, inbound, form);
}

function reply(
  sandbox: Sandbox,
  { accountSid }: SandboxMessage,
  form: URLSearchParams,
): void {
  try {
    const message = createMessage(sandbox, accountSid, form);
    message.direction = "outbound-reply";
    startDelivery(sandbox, message);
  } catch (error) {
    if (!(error instanceof TwilioRefusal)) throw error;
    addAlert(sandbox, { accountSid, errorCode: error.code });
  }
}

function isLoop(sandbox: Sandbox, inbound: SandboxMessage): boolean {
  const replies = [...sandbox.messages.values()].filter((message) =>
    message.direction === "outbound-reply" &&
    message.phone === inbound.phone && message.line === inbound.line &&
    inbound.createdAt - message.createdAt < LOOP_MS
  );
  return replies.length >= MOST_REPLIES;
}

const ENTITIES: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

function unescapeXml(text: string): string {
  return text.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, "$1")
    .replace(/&(amp|lt|gt|quot|apos);/g, (_, name) => ENTITIES[name]!)
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
}

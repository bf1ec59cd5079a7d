import { Hono } from "hono";
import type { SignedIn } from "../accounts/credentials.ts";
import { now } from "../clock.ts";
import { TwilioRefusal } from "../refusal.ts";
import { readForm, readJson } from "../request_body.ts";
import { holds } from "../rules.ts";
import { changed, type Sandbox } from "../state.ts";

const SHOWN_MS = 25_000;

/**
 * Typing indicators: version 2 takes a form, version 3 takes JSON and writes its channel in capitals.
 * Showing one marks the customer's message as read.
 * Source: https://www.twilio.com/docs/whatsapp/api/typing-indicators-resource
 */
export function typingApi(sandbox: Sandbox): Hono<SignedIn> {
  return new Hono<SignedIn>()
    .post("/v2/Indicators/Typing.json", async (c) => {
      const { channel, messageId } = Object.fromEntries(await readForm(c));
      showTyping(sandbox, c.var.account.sid, {
        isChannel: channel === "whatsapp",
        messageId,
      });
      return c.json({ success: true });
    })
    .post("/v3/Indicators/Typing.json", async (c) => {
      const { channel, messageId } = await readJson(c);
      showTyping(sandbox, c.var.account.sid, {
        isChannel: channel === "WHATSAPP",
        messageId,
      });
      return c.json({ success: true });
    });
}

function showTyping(
  sandbox: Sandbox,
  accountSid: string,
  { isChannel, messageId }: { isChannel: boolean; messageId: unknown },
): void {
  if (!isChannel) throw new TwilioRefusal(20001, "Invalid channel");
  if (!/^(SM|MM)[0-9a-fA-F]{32}$/.test(String(messageId))) {
    throw new TwilioRefusal(20001, "Invalid messageId");
  }
  const message = sandbox.messages.get(String(messageId));
  const isTheirs = message?.accountSid === accountSid &&
    message.direction === "inbound";
  if (!isTheirs) {
    throw new TwilioRefusal(
      20404,
      `The requested resource ${messageId} was not found`,
      404,
    );
  }
  const phone = sandbox.phones.get(message.phone);
  if (phone) phone.typingUntil[message.line] = now(sandbox) + SHOWN_MS;
  if (holds(sandbox, "typing reads")) message.isReadByBusiness = true;
  changed(sandbox, message.phone);
}

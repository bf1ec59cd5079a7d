import type { Line, MessagingService } from "../records.ts";
import { holds } from "../rules.ts";
import type { Sandbox } from "../state.ts";

/** What a customer's keyword asks for, in Twilio's word. */
export type OptOutType = "STOP" | "START" | "HELP";

const KEYWORDS: Record<OptOutType, readonly string[]> = {
  STOP: [
    "STOP",
    "STOPALL",
    "UNSUBSCRIBE",
    "CANCEL",
    "END",
    "QUIT",
    "REVOKE",
    "OPTOUT",
  ],
  START: ["START", "YES", "UNSTOP"],
  HELP: ["HELP", "INFO"],
};

/** What Advanced Opt-Out answers by itself. */
export const KEYWORD_REPLIES: Readonly<Record<OptOutType, string>> = {
  STOP:
    "You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.",
  START:
    "You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe.",
  HELP: "Reply STOP to unsubscribe.",
};

interface Subscription {
  line: Line;
  service: MessagingService | null;
  /** The key of the customer's phone. */
  phone: string;
}

/**
 * What a customer's words ask Twilio itself for; `null` when they mean nothing to it. On WhatsApp
 * keywords count with Advanced Opt-Out of a Messaging Service.
 * Source: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
 */
export function keywordOf(
  { variants }: Sandbox,
  service: MessagingService | null,
  body: string,
): OptOutType | null {
  const isHeard = service?.advancedOptOut || variants.plainStop === "obeyed";
  if (!isHeard) return null;
  const word = body.trim().toUpperCase();
  const types = Object.keys(KEYWORDS) as OptOutType[];
  return types.find((type) => KEYWORDS[type].includes(word)) ?? null;
}

/** Remembers, or forgets, that a customer wants nothing more. */
export function obeyKeyword(
  { optOuts }: Sandbox,
  subscription: Subscription,
  type: OptOutType,
): void {
  if (type === "STOP") optOuts.add(keyOf(subscription));
  if (type === "START") optOuts.delete(keyOf(subscription));
}

/** Whether a customer wants nothing from a service, or from a line that has none. */
export function isOptedOut(
  sandbox: Sandbox,
  subscription: Subscription,
): boolean {
  return sandbox.optOuts.has(keyOf(subscription)) && holds(sandbox, "opt-out");
}

function keyOf({ line, service, phone }: Subscription): string {
  return `${service?.sid ?? line.sid} ${phone}`;
}

import type { Arrival } from "../../companion/inbox/arrival.ts";
import { toInboundMessage } from "../../companion/providers/twilio/inbound.ts";

/** One message of one customer, as Twilio would tell of it. */
export interface Letter {
  sid: string;
  from: string;
  body: string;
  /** The id that stands for a number, where WhatsApp tells it. */
  userId?: string;
}

/** Numbers of customers whom nobody knows yet, E.164 without `+`. */
export function newCustomers(count: number, prefix = "57300"): string[] {
  return Array.from(
    { length: count },
    (_, at) => prefix + String(1_000_000 + at),
  );
}

/** What they all write at once: `each` messages of one customer, then of the next. */
export function lettersOf(
  customers: readonly string[],
  each: number,
): Letter[] {
  return customers.flatMap((customer) =>
    Array.from({ length: each }, (_, at) => letter(customer, `${at + 1}`))
  );
}

/** One message with a name of its own. */
export function letter(from: string, body: string, userId?: string): Letter {
  const sid = `SM${crypto.randomUUID().replaceAll("-", "")}`;
  const sender = /^\d/.test(from) ? `whatsapp:+${from}` : `whatsapp:${from}`;
  return { sid, from: sender, body, ...(userId ? { userId } : {}) };
}

/** The same as what the door for Twilio hands on. Twice the same letter is a repeat. */
export function arrivalOf(
  { sid, from, body, userId }: Letter,
  lineId: number,
): Arrival {
  const params = {
    MessageSid: sid,
    From: from,
    Body: body,
    ...(userId ? { ExternalUserId: userId } : {}),
  };
  return {
    entry: { lineId, key: `m:${sid}`, kind: "message", state: "done", params },
    message: toInboundMessage(params),
    newConversationId: crypto.randomUUID(),
  };
}

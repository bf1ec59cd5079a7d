import type { TwilioSandbox } from "../../scripts/sandbox/twilio/server.ts";
import { assertEquals } from "@std/assert";

/** Who writes how much. */
export interface Traffic {
  messages: number;
  customers: number;
  /** How many customers write at the same moment; each waits for one message to be taken before the next. */
  atOnce?: number;
  /** What the first customer's number ends in. */
  first?: number;
  /** What each message begins with. */
  firstWord?: string;
  /** Called after each message, with how many were taken so far. */
  onTaken?: (count: number) => unknown;
}

/** Customers write by turns, each in their own order. Resolves when everything was answered 200. */
export async function letCustomersWrite(
  twilio: Pick<TwilioSandbox, "inbound">,
  {
    messages,
    customers,
    atOnce = 16,
    first = 0,
    firstWord = "Mensaje",
    onTaken,
  }: Traffic,
): Promise<void> {
  const waiting = Array.from({ length: customers }, (_, at) => ({
    from: customerAt(first + at),
    left: share(messages, customers, at),
    written: 0,
  }));
  let taken = 0;

  async function write(): Promise<void> {
    for (let customer = waiting.shift(); customer; customer = waiting.shift()) {
      const { from } = customer;
      const body = `${firstWord} ${++customer.written} de ${from}`;
      const profileName = `Cliente ${from}`;
      const { status } = await twilio.inbound({ from, body, profileName });
      assertEquals(status, 200);
      if (--customer.left > 0) waiting.push(customer);
      await onTaken?.(++taken);
    }
  }

  await Promise.all(Array.from({ length: Math.min(atOnce, customers) }, write));
}

/** A customer's number. */
export function customerAt(place: number): string {
  return `+57300${String(place).padStart(7, "0")}`;
}

/** Answers one message in so many, by its words alone: the same one whoever asks, and however often. */
export function answerOneIn(
  count: number,
): (message: { body: string }) => string | null {
  return ({ body }) =>
    hashOf(body) % count === 0 ? `Respuesta a «${body}»` : null;
}

function hashOf(text: string): number {
  let hash = 0;
  for (const letter of text) hash = (hash * 31 + letter.charCodeAt(0)) >>> 0;
  return hash ^ (hash >>> 7);
}

function share(total: number, parts: number, at: number): number {
  return Math.floor(total * (at + 1) / parts) - Math.floor(total * at / parts);
}

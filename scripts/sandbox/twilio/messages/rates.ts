import { now } from "../clock.ts";
import type { Line, SandboxPhone } from "../records.ts";
import { holds } from "../rules.ts";
import type { Sandbox } from "../state.ts";

/** How much goes through; changed by `POST /sandbox/rates`. */
export interface Rates {
  /** Messages of one sender. */
  perSecond: number;
  /** How long a message waits in its sender's queue before it fails. */
  queueSeconds: number;
  /** WhatsApp's own rate for one customer: one message each so many seconds; `null`: not counted. */
  customerEverySeconds: number | null;
  /** How many a customer gets at once before that rate counts. */
  customerBurst: number;
  /** Requests that are answered; those above it get 429. `null`: all. */
  requestsPerSecond: number | null;
}

/** Source: https://www.twilio.com/docs/whatsapp/best-practices-and-faqs */
export function usualRates(): Rates {
  return {
    perSecond: 80,
    queueSeconds: 4 * 60 * 60,
    customerEverySeconds: null,
    customerBurst: 45,
    requestsPerSecond: null,
  };
}

/** Whether a sender's queue takes no more. */
export function isQueueFull(sandbox: Sandbox, line: Line): boolean {
  if (!holds(sandbox, "queue limit")) return false;
  const { queueSeconds } = sandbox.rates;
  return nextTurn(sandbox, line) - now(sandbox) > queueSeconds * 1_000;
}

/** Takes the sender's next turn: when the message may leave. */
export function takeTurn(sandbox: Sandbox, line: Line): number {
  if (!holds(sandbox, "sender rate")) return now(sandbox);
  const turn = nextTurn(sandbox, line);
  line.turnAt = turn + BURST_MS;
  return turn;
}

/** The first second's worth goes at once. */
function nextTurn(sandbox: Sandbox, { turnAt }: Line): number {
  const everyMs = 1_000 / sandbox.rates.perSecond;
  return Math.max(turnAt, now(sandbox)) + everyMs - BURST_MS;
}

const BURST_MS = 1_000;

/** Counts a message against WhatsApp's rate for one customer; `false` when it is over. */
export function countForCustomer(
  sandbox: Sandbox,
  phone: SandboxPhone,
): boolean {
  const { customerEverySeconds, customerBurst } = sandbox.rates;
  if (customerEverySeconds === null) return true;
  const time = now(sandbox);
  const everyMs = customerEverySeconds * 1_000;
  const turnAt = Math.max(phone.turnAt, time) + everyMs;
  if (turnAt - time > everyMs * customerBurst) return false;
  phone.turnAt = turnAt;
  return true;
}

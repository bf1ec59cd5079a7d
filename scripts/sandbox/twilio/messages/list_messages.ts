import type { SandboxMessage } from "../records.ts";
import { TwilioRefusal } from "../refusal.ts";
import { holds } from "../rules.ts";
import type { Sandbox } from "../state.ts";

/** An account's messages by customer, sender and day, newest first. Days are of UTC. */
export function listMessages(
  sandbox: Sandbox,
  accountSid: string,
  query: URLSearchParams,
): SandboxMessage[] {
  const is = (name: string, value: string) =>
    !query.get(name) || query.get(name) === value;
  const isInTime = timeFilter(sandbox, query, "DateSent");
  return [...sandbox.messages.values()].reverse().filter((message) =>
    message.accountSid === accountSid && !message.isDeleted &&
    is("To", message.to) && is("From", message.from) &&
    isInTime(message.sentAt ?? message.createdAt)
  );
}

/**
 * Reads `Name`, `Name<` and `Name>`, which count by the day, its own day included.
 * @throws {TwilioRefusal} for what is no date
 */
export function timeFilter(
  sandbox: Sandbox,
  query: URLSearchParams,
  name: string,
): (time: number) => boolean {
  const on = dayOf(query.get(name));
  const until = dayOf(query.get(`${name}<`));
  const from = dayOf(query.get(`${name}>`));
  if (!holds(sandbox, "day filters")) return () => true;
  return (time) => {
    const day = new Date(time).toISOString().slice(0, DAY.length);
    return (!on || day === on) && (!until || day <= until) &&
      (!from || day >= from);
  };
}

const DAY = "2026-01-31";

/** A day as Twilio's own examples write it: ISO 8601, RFC 2822, or month first. */
function dayOf(text: string | null): string | null {
  if (!text) return null;
  if (/^\d{4}-\d\d-\d\d/.test(text)) return text.slice(0, DAY.length);
  const time = Date.parse(text);
  if (!Number.isNaN(time)) {
    return new Date(time).toISOString().slice(0, DAY.length);
  }
  throw new TwilioRefusal(20001, `'${text}' is not a date`);
}

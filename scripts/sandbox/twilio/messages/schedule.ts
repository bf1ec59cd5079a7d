import { now } from "../clock.ts";
import { TwilioRefusal } from "../refusal.ts";
import { holds } from "../rules.ts";
import type { Sandbox } from "../state.ts";

const SOONEST_MS = 300 * 1_000;
const LATEST_MS = 35 * 24 * 60 * 60 * 1_000;

/**
 * When a message is to leave; `null` for at once.
 * Source: https://www.twilio.com/docs/messaging/features/message-scheduling
 *
 * @throws {TwilioRefusal}
 */
export function readSchedule(
  sandbox: Sandbox,
  form: URLSearchParams,
): number | null {
  const type = form.get("ScheduleType");
  if (type === null) return null;
  if (type !== "fixed") {
    throw new TwilioRefusal(20001, `ScheduleType '${type}' is not valid`);
  }
  const sendAt = form.get("SendAt");
  const time = Date.parse(sendAt ?? "");
  if (!holds(sandbox, "scheduling")) return Number.isNaN(time) ? null : time;
  if (!form.get("MessagingServiceSid")) {
    throw new TwilioRefusal(
      35118,
      "MessagingServiceSid is required to schedule a message",
    );
  }
  if (!sendAt) throw new TwilioRefusal(35111, "SendAt timestamp is missing");
  const ahead = time - now(sandbox);
  if (ahead >= SOONEST_MS && ahead <= LATEST_MS) return time;
  throw new TwilioRefusal(
    35114,
    "SendAt time must be between 300 seconds and 35 days in the future",
  );
}

/**
 * How long a message may wait for its turn; `null` for as long as its queue allows.
 * @throws {TwilioRefusal}
 */
export function readValidity(form: URLSearchParams): number | null {
  const text = form.get("ValidityPeriod");
  if (!text) return null;
  const seconds = Number(text);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 36_000) {
    return seconds * 1_000;
  }
  throw new TwilioRefusal(21321, "ValidityPeriod must be from 1 to 36000");
}

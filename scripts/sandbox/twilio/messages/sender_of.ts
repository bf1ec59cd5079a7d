import type { Line, MessagingService } from "../records.ts";
import { TwilioRefusal } from "../refusal.ts";
import { holds } from "../rules.ts";
import { firstLine, lineOf } from "../senders/lines.ts";
import { pickLine } from "../senders/services.ts";
import type { Sandbox } from "../state.ts";

/** Who sends a message: a sender, for a service or for nobody. */
export interface Sender {
  line: Line;
  service: MessagingService | null;
}

/**
 * Finds who sends: the named sender, or the service's choice of its pool.
 * @throws {TwilioRefusal}
 */
export function senderOf(
  sandbox: Sandbox,
  { accountSid, form, phone }: {
    accountSid: string;
    form: URLSearchParams;
    phone: string;
  },
): Sender {
  const service = serviceNamed(sandbox, accountSid, form);
  const from = form.get("From");
  if (!from) return { line: pickLine(sandbox, service!, phone), service };
  const line = lineOf(sandbox, from);
  const isUsable = line?.accountSid === accountSid && line.status === "ONLINE";
  if (!isUsable) {
    if (!holds(sandbox, "known sender")) {
      return { line: firstLine(sandbox), service };
    }
    throw new TwilioRefusal(
      63007,
      "Twilio could not find a Channel with the specified From address",
    );
  }
  if (service && !service.lines.has(line.sid)) {
    throw new TwilioRefusal(
      21712,
      `${from} is not in the pool of the Messaging Service`,
    );
  }
  return { line, service };
}

function serviceNamed(
  { services }: Sandbox,
  accountSid: string,
  form: URLSearchParams,
): MessagingService | null {
  const sid = form.get("MessagingServiceSid");
  if (!sid) return null;
  const service = services.get(sid);
  if (service?.accountSid === accountSid) return service;
  throw new TwilioRefusal(
    21701,
    `The Messaging Service '${sid}' does not exist`,
  );
}

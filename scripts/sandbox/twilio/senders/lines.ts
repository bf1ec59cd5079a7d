import { parsePhoneNumberFromString } from "libphonenumber-js";
import { now } from "../clock.ts";
import type { Line, LineWebhook } from "../records.ts";
import { newSid } from "../sids.ts";
import type { Sandbox } from "../state.ts";

/** Adds a sender that is ready to use. */
export function addLine(
  sandbox: Sandbox,
  { accountSid, address, webhook = {}, status = "ONLINE", sid }: {
    accountSid: string;
    address: string;
    webhook?: Partial<LineWebhook>;
    status?: string;
    sid?: string;
  },
): Line {
  const line: Line = {
    sid: sid ?? newSid("XE"),
    accountSid,
    address,
    status,
    webhook: { ...NO_WEBHOOK, ...webhook },
    profile: {},
    configuration: {},
    isLocked: false,
    createdAt: now(sandbox),
    turnAt: 0,
  };
  sandbox.lines.set(line.sid, line);
  return line;
}

const NO_WEBHOOK: LineWebhook = {
  callback_url: null,
  callback_method: "POST",
  fallback_url: null,
  fallback_method: "POST",
  status_callback_url: null,
  status_callback_method: "POST",
};

/** The sender with an address; `null` when there is none. */
export function lineOf({ lines }: Sandbox, address: string): Line | null {
  for (const line of lines.values()) {
    if (line.address === address) return line;
  }
  return null;
}

/** The sender that the stand-in was started with. */
export function firstLine({ lines }: Sandbox): Line {
  return lines.values().next().value!;
}

/** The country of a sender's number, such as `CO`. */
export function countryOf({ address }: Line): string {
  const number = parsePhoneNumberFromString(
    address.slice("whatsapp:".length),
  );
  return number?.country ?? "US";
}

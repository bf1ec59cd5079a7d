import type { Context } from "hono";
import type { SignedIn } from "../accounts/credentials.ts";
import { now } from "../clock.ts";
import type { Line, MessagingService } from "../records.ts";
import { notFound, TwilioRefusal } from "../refusal.ts";
import { holds } from "../rules.ts";
import { newSid } from "../sids.ts";
import type { Sandbox } from "../state.ts";

/** What a service does that nobody told otherwise; it leaves webhooks to its senders. */
const USUAL_SETTINGS: Readonly<Record<string, unknown>> = {
  friendly_name: "",
  inbound_request_url: null,
  inbound_method: "POST",
  fallback_url: null,
  fallback_method: "POST",
  status_callback: null,
  sticky_sender: true,
  mms_converter: true,
  smart_encoding: true,
  scan_message_content: "inherit",
  fallback_to_long_code: true,
  area_code_geomatch: true,
  validity_period: 36_000,
  synchronous_validation: false,
  usecase: "undeclared",
  use_inbound_webhook_on_number: true,
};

/** Adds a service with an empty pool. */
export function addService(
  sandbox: Sandbox,
  { accountSid, sid = newSid("MG"), settings = {} }: {
    accountSid: string;
    sid?: string;
    settings?: Record<string, unknown>;
  },
): MessagingService {
  const time = now(sandbox);
  const service: MessagingService = {
    sid,
    accountSid,
    settings: { ...USUAL_SETTINGS, ...settings },
    lines: new Map(),
    numbers: new Map(),
    advancedOptOut: false,
    sticky: new Map(),
    createdAt: time,
    updatedAt: time,
  };
  sandbox.services.set(sid, service);
  return service;
}

/** The service whose pool has the sender; `null` when none has. */
export function serviceOf(
  { services }: Sandbox,
  line: Line,
): MessagingService | null {
  for (const service of services.values()) {
    if (service.lines.has(line.sid)) return service;
  }
  return null;
}

/** The service in the path. @throws {TwilioRefusal} */
export function findService(
  { services }: Sandbox,
  c: Context<SignedIn>,
): MessagingService {
  const service = services.get(c.req.param("service") ?? "");
  if (service?.accountSid !== c.var.account.sid) throw notFound(c.req.path);
  return service;
}

/**
 * The sender that a service writes to a customer from: the one it knows, else the next of the pool.
 * @throws {TwilioRefusal} when the pool has no sender for WhatsApp
 */
export function pickLine(
  sandbox: Sandbox,
  service: MessagingService,
  phone: string,
): Line {
  const pool = [...service.lines.keys()].map((sid) => sandbox.lines.get(sid))
    .filter((line) => line?.status === "ONLINE") as Line[];
  const known = pool.find(({ sid }) => sid === service.sticky.get(phone));
  const keeps = service.settings.sticky_sender &&
    holds(sandbox, "sticky sender");
  if (known && keeps) return known;
  const at = service.sticky.size + (keeps ? 0 : sandbox.messages.size);
  const line = pool[at % pool.length];
  if (!line) {
    throw new TwilioRefusal(
      21703,
      "The Messaging Service does not have a sender available to send a message",
    );
  }
  service.sticky.set(phone, line.sid);
  return line;
}

import { Hono } from "hono";
import type { SignedIn } from "../accounts/credentials.ts";
import { now } from "../clock.ts";
import { cutMetaPage } from "../paging.ts";
import { TwilioRefusal } from "../refusal.ts";
import { readForm } from "../request_body.ts";
import type { Sandbox } from "../state.ts";
import { poolApi } from "./pool_api.ts";
import { toServiceJson } from "./service_json.ts";
import { addService, findService } from "./services.ts";

/** Messaging Services and their pools. Below `/v1`. */
export function servicesApi(sandbox: Sandbox): Hono<SignedIn> {
  const { services } = sandbox;
  return new Hono<SignedIn>()
    .get("/Services", (c) => {
      const url = new URL(c.req.url);
      const mine = [...services.values()].reverse().filter((service) =>
        service.accountSid === c.var.account.sid
      );
      const { items, envelope } = cutMetaPage(sandbox, mine, {
        url,
        key: "services",
      });
      const list = items.map((one) => toServiceJson(one, url.origin));
      return c.json({ ...envelope, services: list });
    })
    .post("/Services", async (c) => {
      const settings = readSettings(await readForm(c));
      if (!settings.friendly_name) {
        throw new TwilioRefusal(
          20001,
          "Missing required parameter FriendlyName",
        );
      }
      // Whoever names an address wants it used.
      if (settings.inbound_request_url) {
        settings.use_inbound_webhook_on_number ??= false;
      }
      const service = addService(sandbox, {
        accountSid: c.var.account.sid,
        settings,
      });
      return c.json(toServiceJson(service, new URL(c.req.url).origin), 201);
    })
    .get("/Services/:service{MG\\w+}", (c) => {
      const { origin } = new URL(c.req.url);
      return c.json(toServiceJson(findService(sandbox, c), origin));
    })
    .post("/Services/:service{MG\\w+}", async (c) => {
      const service = findService(sandbox, c);
      Object.assign(service.settings, readSettings(await readForm(c)));
      service.updatedAt = now(sandbox);
      return c.json(toServiceJson(service, new URL(c.req.url).origin));
    })
    .delete("/Services/:service{MG\\w+}", (c) => {
      services.delete(findService(sandbox, c).sid);
      return c.body(null, 204);
    })
    .route("/Services/:service{MG\\w+}", poolApi(sandbox));
}

const TEXTS = [
  "FriendlyName",
  "InboundRequestUrl",
  "InboundMethod",
  "FallbackUrl",
  "FallbackMethod",
  "StatusCallback",
  "ScanMessageContent",
  "Usecase",
];
const FLAGS = [
  "StickySender",
  "MmsConverter",
  "SmartEncoding",
  "FallbackToLongCode",
  "AreaCodeGeomatch",
  "SynchronousValidation",
  "UseInboundWebhookOnNumber",
];

function readSettings(form: URLSearchParams): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const name of TEXTS) {
    const value = form.get(name);
    if (value !== null) settings[toSnake(name)] = value || null;
  }
  for (const name of FLAGS) {
    const value = form.get(name);
    if (value !== null) settings[toSnake(name)] = value === "true";
  }
  const validity = form.get("ValidityPeriod");
  if (validity !== null) settings.validity_period = readValidity(validity);
  for (const name of ["inbound_method", "fallback_method"]) {
    const method = settings[name];
    if (method === undefined || method === "GET" || method === "POST") continue;
    throw new TwilioRefusal(20001, `${name} must be GET or POST`);
  }
  return settings;
}

function readValidity(text: string): number {
  const seconds = Number(text);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 36_000) {
    return seconds;
  }
  throw new TwilioRefusal(20001, "ValidityPeriod must be from 1 to 36000");
}

function toSnake(name: string): string {
  return name.replace(/(?!^)[A-Z]/g, "_$&").toLowerCase();
}

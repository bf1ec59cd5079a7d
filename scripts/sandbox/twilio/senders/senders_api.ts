import { type Context, Hono } from "hono";
import type { SignedIn } from "../accounts/credentials.ts";
import { isNumber } from "../customers/addresses.ts";
import { cutMetaPage } from "../paging.ts";
import type { Line } from "../records.ts";
import { notFound, TwilioRefusal } from "../refusal.ts";
import { isObject, readJson } from "../request_body.ts";
import { holds } from "../rules.ts";
import type { Sandbox } from "../state.ts";
import { addLine, lineOf } from "./lines.ts";
import { toSenderJson } from "./sender_json.ts";

const MOST_REGISTRATIONS = 10; // of one number, in 72 hours
const METHODS = ["POST", "PUT"];

/** WhatsApp senders: registering, their webhooks, and leaving. Below `/v2/Channels`. */
export function sendersApi(sandbox: Sandbox): Hono<SignedIn> {
  const registrations = new Map<string, number>();
  return new Hono<SignedIn>()
    .get("/Senders", (c) => {
      const url = new URL(c.req.url);
      const channel = url.searchParams.get("Channel");
      if (channel === null && holds(sandbox, "sender channel")) {
        throw new TwilioRefusal(20001, "Missing required parameter Channel");
      }
      const mine = [...sandbox.lines.values()].filter(({ accountSid }) =>
        accountSid === c.var.account.sid && (channel ?? CHANNEL) === CHANNEL
      );
      const { items, envelope } = cutMetaPage(sandbox, mine, {
        url,
        key: "senders",
      });
      const senders = items.map((line) => toSenderJson(line, url.origin));
      return c.json({ senders, ...envelope });
    })
    .post("/Senders", async (c) => {
      const body = await readJson(c);
      const line = register(sandbox, c.var.account.sid, {
        body,
        registrations,
      });
      const { origin } = new URL(c.req.url);
      const answer = toSenderJson(line, origin);
      comeOnline(sandbox, line);
      return c.json(answer, 202);
    })
    .get("/Senders/:sid", (c) => {
      const { origin } = new URL(c.req.url);
      return c.json(toSenderJson(find(sandbox, c), origin));
    })
    .post("/Senders/:sid", async (c) => {
      const line = find(sandbox, c);
      change(line, await readJson(c));
      comeOnline(sandbox, line);
      const { origin } = new URL(c.req.url);
      return c.json(toSenderJson(line, origin), 202);
    })
    .delete("/Senders/:sid", (c) => {
      const { sid } = find(sandbox, c);
      sandbox.lines.delete(sid);
      for (const { lines } of sandbox.services.values()) lines.delete(sid);
      return c.body(null, 204);
    });
}

const CHANNEL = "whatsapp";

function register(
  sandbox: Sandbox,
  accountSid: string,
  { body, registrations }: {
    body: Record<string, unknown>;
    registrations: Map<string, number>;
  },
): Line {
  const address = String(body.sender_id ?? "");
  if (!isNumber(address)) {
    throw new TwilioRefusal(20001, `sender_id '${address}' is not valid`);
  }
  const before = registrations.get(address) ?? 0;
  if (before >= MOST_REGISTRATIONS) {
    throw new TwilioRefusal(20249, "Registered too often within 72 hours");
  }
  if (lineOf(sandbox, address)) {
    throw new TwilioRefusal(20409, `${address} is registered already`, 409);
  }
  checkSettings(body);
  registrations.set(address, before + 1);
  const line = addLine(sandbox, { accountSid, address, status: "CREATING" });
  change(line, body);
  return line;
}

/** A number of Twilio's own needs no code; another one waits for the code that its owner was sent. */
function comeOnline({ numbers }: Sandbox, line: Line): void {
  if (line.status === "ONLINE") return;
  const isTwilios = [...numbers.values()].some(({ phoneNumber }) =>
    line.address === `whatsapp:${phoneNumber}`
  );
  const { verification_code: code } = line.configuration;
  const isVerified = isTwilios || /^\d{6}$/.test(String(code ?? ""));
  line.status = isVerified ? "ONLINE" : "PENDING_VERIFICATION";
}

function change(line: Line, body: Record<string, unknown>): void {
  checkSettings(body);
  Object.assign(line.webhook, body.webhook);
  Object.assign(line.profile, body.profile);
  Object.assign(line.configuration, body.configuration);
}

function checkSettings(body: Record<string, unknown>): void {
  for (const name of ["webhook", "profile", "configuration"]) {
    const value = body[name];
    if (value === undefined || value === null || isObject(value)) continue;
    throw new TwilioRefusal(20001, `${name} must be an object`);
  }
  const webhook = body.webhook as Record<string, unknown> | undefined | null;
  for (const name of ["callback_method", "fallback_method"]) {
    const method = webhook?.[name] ?? "POST";
    if (METHODS.includes(String(method))) continue;
    throw new TwilioRefusal(20001, `${name} must be POST or PUT`);
  }
}

function find({ lines }: Sandbox, c: Context<SignedIn>): Line {
  const line = lines.get(c.req.param("sid") ?? "");
  if (line?.accountSid !== c.var.account.sid) throw notFound(c.req.path);
  return line;
}

import { type Context, Hono } from "hono";
import { createMessage } from "./create_message.ts";
import { setStatus, startDelivery } from "./delivery.ts";
import { toMessageJson } from "./message_json.ts";
import { cutPage } from "./paging.ts";
import { notFound, TwilioRefusal } from "./refusal.ts";
import { changed } from "./state.ts";
import type { Sandbox, SandboxMessage } from "./state.ts";

const CANCELABLE = ["scheduled", "accepted", "queued"];
const FINAL = [
  "received",
  "delivered",
  "read",
  "sent",
  "failed",
  "undelivered",
  "canceled",
];

/** Create, fetch, list, redact, cancel and delete messages. */
export function messagesApi(sandbox: Sandbox): Hono {
  const one = "/Messages/:file{[^/]+\\.json}";
  return new Hono()
    .post("/Messages.json", async (c) => {
      const message = createMessage(sandbox, await readForm(c));
      const answer = toMessageJson(sandbox, message);
      startDelivery(sandbox, message);
      return c.json(answer, 201);
    })
    .get("/Messages.json", (c) => {
      const url = new URL(c.req.url);
      const { items, envelope } = cutPage(listed(sandbox, url), url);
      const messages = items.map((item) => toMessageJson(sandbox, item));
      return c.json({ ...envelope, messages });
    })
    .get(one, (c) => c.json(toMessageJson(sandbox, find(sandbox, c))))
    .post(one, async (c) => {
      const message = find(sandbox, c);
      update(sandbox, message, await readForm(c));
      return c.json(toMessageJson(sandbox, message));
    })
    .delete(one, (c) => {
      const message = find(sandbox, c);
      if (!FINAL.includes(message.status)) {
        throw new TwilioRefusal(
          20009,
          "Cannot delete message because delivery of message has not been completed.",
          409,
        );
      }
      sandbox.messages.delete(message.sid);
      changed(sandbox, message.phone);
      return c.body(null, 204);
    });
}

function find({ messages }: Sandbox, c: Context): SandboxMessage {
  const sid = (c.req.param("file") ?? "").replace(/\.json$/, "");
  const message = messages.get(sid);
  if (!message) throw notFound(c.req.path);
  return message;
}

function update(
  sandbox: Sandbox,
  message: SandboxMessage,
  form: URLSearchParams,
): void {
  if (form.get("Status") === "canceled") {
    if (!CANCELABLE.includes(message.status)) {
      throw new TwilioRefusal(30409, "Message is not in a cancelable state");
    }
    setStatus(sandbox, message, { status: "canceled", errorCode: null });
    return;
  }
  if (form.get("Body") !== "") {
    throw new TwilioRefusal(20001, "Only an empty Body is allowed");
  }
  message.body = "";
  changed(sandbox, message.phone);
}

/** Newest first; dates count by the day, in UTC. */
function listed({ messages }: Sandbox, url: URL): SandboxMessage[] {
  const query = url.searchParams;
  const is = (name: string, value: string) =>
    !query.get(name) || query.get(name) === value;
  const on = dayOf(query.get("DateSent"));
  const until = dayOf(query.get("DateSent<"));
  const from = dayOf(query.get("DateSent>"));
  return [...messages.values()].reverse().filter((message) => {
    if (!is("To", message.to) || !is("From", message.from)) return false;
    const day = dayOf(new Date(message.sentAt ?? message.createdAt).toJSON())!;
    return (!on || day === on) && (!until || day <= until) &&
      (!from || day >= from);
  });
}

function dayOf(date: string | null): string | null {
  return date ? date.slice(0, "2026-01-31".length) : null;
}

async function readForm(c: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text());
}

import { type Context, Hono } from "hono";
import type { SignedIn } from "../accounts/credentials.ts";
import { now, wake } from "../clock.ts";
import { cutPage } from "../paging.ts";
import type { SandboxMessage } from "../records.ts";
import { notFound, TwilioRefusal } from "../refusal.ts";
import { readForm } from "../request_body.ts";
import { holds } from "../rules.ts";
import { changed, type Sandbox } from "../state.ts";
import { addAlert } from "../webhooks/alerts.ts";
import { createMessage } from "./create_message.ts";
import { startDelivery } from "./delivery.ts";
import { listMessages } from "./list_messages.ts";
import { toMessageJson, toRfc2822 } from "./message_json.ts";
import { setStatus } from "./steps.ts";

const CANCELABLE = ["scheduled", "accepted", "queued"];
const ENDED = [
  "received",
  "delivered",
  "read",
  "sent",
  "failed",
  "undelivered",
  "canceled",
];

/** Create, fetch, list, redact, cancel and delete messages. Below an account. */
export function messagesApi(sandbox: Sandbox): Hono<SignedIn> {
  const one = "/Messages/:file{[^/]+\\.json}";
  return new Hono<SignedIn>()
    .post("/Messages.json", async (c) => {
      return c.json(accept(sandbox, c, await readForm(c)), 201);
    })
    .get("/Messages.json", (c) => {
      const url = new URL(c.req.url);
      const found = listMessages(sandbox, c.var.account.sid, url.searchParams);
      const { items, envelope } = cutPage(sandbox, found, url);
      return c.json({ ...envelope, messages: items.map(toMessageJson) });
    })
    .get(one, (c) => c.json(toMessageJson(find(sandbox, c))))
    .post(one, async (c) => {
      const message = find(sandbox, c);
      update(sandbox, message, await readForm(c));
      return c.json(toMessageJson(message));
    })
    .delete(one, (c) => {
      const message = find(sandbox, c);
      if (!ENDED.includes(message.status) && holds(sandbox, "delete late")) {
        throw new TwilioRefusal(
          20009,
          "Cannot delete message because delivery of message has not been completed.",
          409,
        );
      }
      // The phone keeps what it got.
      message.isDeleted = true;
      changed(sandbox, message.phone);
      return c.body(null, 204);
    })
    .post("/Messages/:sid/Feedback.json", async (c) => {
      const { sid } = findBySid(sandbox, c, c.req.param("sid"));
      const outcome = (await readForm(c)).get("Outcome") ?? "confirmed";
      if (!["confirmed", "unconfirmed"].includes(outcome)) {
        throw new TwilioRefusal(20001, `Outcome '${outcome}' is not valid`);
      }
      const time = toRfc2822(now(sandbox));
      return c.json({
        account_sid: c.var.account.sid,
        date_created: time,
        date_updated: time,
        message_sid: sid,
        outcome,
        uri: c.req.path,
      });
    });
}

/** Accepts and starts a message. A request that is refused leaves no message, but a line in the debugger. */
function accept(
  sandbox: Sandbox,
  c: Context<SignedIn>,
  form: URLSearchParams,
): Record<string, unknown> {
  const token = c.req.header("i-twilio-idempotency-token");
  const isObeyed = token && sandbox.variants.createToken === "obeyed";
  const made = isObeyed && sandbox.createTokens.get(token);
  if (made) return toMessageJson(sandbox.messages.get(made)!);
  const accountSid = c.var.account.sid;
  try {
    const message = createMessage(sandbox, accountSid, form);
    if (isObeyed) sandbox.createTokens.set(token, message.sid);
    const answer = toMessageJson(message);
    startDelivery(sandbox, message);
    return answer;
  } catch (error) {
    if (error instanceof TwilioRefusal) {
      addAlert(sandbox, { accountSid, errorCode: error.code });
    }
    throw error;
  }
}

function find(sandbox: Sandbox, c: Context<SignedIn>): SandboxMessage {
  const file = c.req.param("file") ?? "";
  return findBySid(sandbox, c, file.replace(/\.json$/, ""));
}

/** @throws {TwilioRefusal} when the account has no such message */
export function findBySid(
  { messages }: Sandbox,
  c: Context<SignedIn>,
  sid: string,
): SandboxMessage {
  const message = messages.get(sid);
  const isTheirs = message?.accountSid === c.var.account.sid;
  if (!isTheirs || message.isDeleted) throw notFound(c.req.path);
  return message;
}

function update(
  sandbox: Sandbox,
  message: SandboxMessage,
  form: URLSearchParams,
): void {
  const status = form.get("Status");
  if (status === "canceled") {
    if (
      !CANCELABLE.includes(message.status) && holds(sandbox, "cancel early")
    ) {
      throw new TwilioRefusal(30409, "Message is not in a cancelable state");
    }
    setStatus(sandbox, message, { status: "canceled", errorCode: null });
    wake(sandbox);
    return;
  }
  if (status !== null) {
    throw new TwilioRefusal(20001, `Status '${status}' is not valid`);
  }
  if (form.get("Body") !== "") {
    throw new TwilioRefusal(20001, "Only an empty Body is allowed");
  }
  message.body = "";
  message.updatedAt = now(sandbox);
}

import { type Context, Hono } from "hono";
import { toAddress } from "./addresses.ts";
import { openPhone, setStatus } from "./delivery.ts";
import { writeAsCustomer } from "./inbound.ts";
import { bytesAnswer } from "./media_api.ts";
import { knowPhone, readPhone } from "./phones.ts";
import { type ReportRequest, sendReport } from "./reports.ts";
import { changed, phoneKey } from "./state.ts";
import type { Sandbox } from "./state.ts";
import { changeFeed } from "./change_feed.ts";

/** What people and tests do with the phones; none of it exists at Twilio. */
export function sandboxRoutes(sandbox: Sandbox): Hono {
  return new Hono()
    .onError((error, c) => c.json({ error: error.message }, 400))
    .post("/inbound", async (c) => {
      if (!sandbox.webhookUrl) throw new Error("No webhook is configured");
      const { messages, ...first } = await writeAsCustomer(
        sandbox,
        await c.req.json(),
      );
      return c.json(messages.length > 1 ? { ...first, messages } : first);
    })
    .post("/delivery", async (c) => {
      Object.assign(sandbox.delivery, await c.req.json());
      return c.json(sandbox.delivery);
    })
    .post("/media", async (c) => {
      Object.assign(sandbox.media, await c.req.json());
      return c.json(sandbox.media);
    })
    .post("/report", async (c) => {
      const { messageSid, ...request } = await c.req.json();
      const outcome = await reportByHand(sandbox, messageSid, request);
      return c.json({ messageSid, status: outcome });
    })
    .get("/line", (c) => c.json({ number: sandbox.options.number }))
    .get("/alerts", (c) => c.json(sandbox.alerts))
    .get("/events", () => changeFeed(sandbox))
    .get(
      "/media/:sid",
      (c) => bytesAnswer(sandbox, c.req.param("sid")) ?? c.notFound(),
    )
    .get("/phones", (c) => c.json([...sandbox.phones.values()]))
    .post("/phones", async (c) => {
      const { number, name, reads } = await c.req.json();
      const phone = knowPhone(sandbox, { address: toAddress(number), name });
      if (typeof reads === "boolean") phone.reads = reads;
      return c.json(phone, 201);
    })
    .post("/phones/:number", async (c) => {
      const phone = phoneOf(sandbox, c);
      const { windowClosed, ...settings } = await c.req.json();
      const { name = phone.name, reads = phone.reads } = settings;
      const { failWith = phone.failWith } = settings;
      Object.assign(phone, { name, reads, failWith });
      if (windowClosed) phone.lastInboundAt = null;
      changed(sandbox, phone.key);
      return c.json(phone);
    })
    .get(
      "/phones/:number/messages",
      (c) => c.json(readPhone(sandbox, c.req.param("number"))),
    )
    .post(
      "/phones/:number/open",
      (c) => c.json({ read: openPhone(sandbox, phoneOf(sandbox, c).key) }),
    );
}

/** Sends one report, whatever it says; the message then has the status that was reported. */
export async function reportByHand(
  sandbox: Sandbox,
  messageSid: string,
  request: ReportRequest,
): Promise<number | null> {
  const message = sandbox.messages.get(messageSid);
  if (!message) throw new TypeError(`Cannot report: no message ${messageSid}`);
  if (!request.signature) {
    const { status, errorCode = null } = request;
    setStatus(sandbox, message, { status, errorCode });
  }
  const outcome = await sendReport(sandbox, message, request);
  return outcome?.status ?? null;
}

function phoneOf(sandbox: Sandbox, c: Context) {
  const key = phoneKey(sandbox, c.req.param("number") ?? "");
  const phone = sandbox.phones.get(key);
  if (!phone) throw new TypeError("Cannot find that phone");
  return phone;
}

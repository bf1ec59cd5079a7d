import { Hono } from "hono";
import { bytesAnswer } from "../messages/media_api.ts";
import type { ReportRequest } from "../messages/reports.ts";
import { sendReport } from "../messages/reports.ts";
import { setStatus } from "../messages/steps.ts";
import { changeFeed } from "../customers/change_feed.ts";
import { writeAsCustomer } from "../customers/inbound.ts";
import type { Sandbox } from "../state.ts";
import { businessControls } from "./business_controls.ts";
import { phoneControls } from "./phone_controls.ts";
import { settingControls } from "./setting_controls.ts";

/** What people and tests do with the phones and the business; none of it exists at Twilio. */
export function controlRoutes(sandbox: Sandbox): Hono {
  return new Hono()
    .onError((error, c) => c.json({ error: error.message }, 400))
    .post("/inbound", async (c) => {
      const { messages, ...first } = await writeAsCustomer(
        sandbox,
        await c.req.json(),
      );
      return c.json(messages.length > 1 ? { ...first, messages } : first);
    })
    .post("/report", async (c) => {
      const { messageSid, ...request } = await c.req.json();
      const outcome = await reportByHand(sandbox, messageSid, request);
      return c.json({ messageSid, status: outcome });
    })
    .get("/alerts", (c) => c.json(sandbox.alerts))
    .get("/events", () => changeFeed(sandbox))
    .get(
      "/media/:sid",
      (c) => bytesAnswer(sandbox, c.req.param("sid")) ?? c.notFound(),
    )
    .route("/", settingControls(sandbox))
    .route("/", businessControls(sandbox))
    .route("/phones", phoneControls(sandbox));
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

import { Hono } from "hono";
import type { SignedIn } from "../accounts/credentials.ts";
import { now } from "../clock.ts";
import { cutMetaPage } from "../paging.ts";
import type { Alert } from "../records.ts";
import { notFound } from "../refusal.ts";
import type { Sandbox } from "../state.ts";

const KEPT_MS = 30 * 24 * 60 * 60 * 1_000;

/** Twilio's debugger: failed webhooks and refused requests of the last thirty days. Below `/v1`. */
export function alertsApi(sandbox: Sandbox): Hono<SignedIn> {
  return new Hono<SignedIn>()
    .get("/Alerts", (c) => {
      const url = new URL(c.req.url);
      const mine = listed(sandbox, c.var.account.sid, url.searchParams);
      const { items, envelope } = cutMetaPage(sandbox, mine, {
        url,
        key: "alerts",
      });
      const alerts = items.map((alert) => toJson(alert, url.origin));
      return c.json({ alerts, ...envelope });
    })
    .get("/Alerts/:sid", (c) => {
      const { origin } = new URL(c.req.url);
      const alert = sandbox.alerts.find(({ sid, accountSid }) =>
        sid === c.req.param("sid") && accountSid === c.var.account.sid
      );
      if (!alert) throw notFound(c.req.path);
      return c.json({
        ...toJson(alert, origin),
        request_variables: alert.request.variables,
        request_headers: alert.request.headers,
        response_body: alert.response.body,
        response_headers: alert.response.headers,
      });
    });
}

function listed(
  sandbox: Sandbox,
  accountSid: string,
  query: URLSearchParams,
): Alert[] {
  const level = query.get("LogLevel");
  const from = timeOf(query.get("StartDate"), now(sandbox) - KEPT_MS);
  const until = timeOf(query.get("EndDate"), Infinity, { isEnd: true });
  return sandbox.alerts.toReversed().filter((alert) => {
    const time = Date.parse(alert.time);
    return alert.accountSid === accountSid &&
      (!level || alert.logLevel === level) && time >= from && time <= until;
  });
}

/** A day alone means all of it. */
function timeOf(
  text: string | null,
  otherwise: number,
  { isEnd = false } = {},
): number {
  if (!text) return otherwise;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  return Date.parse(isDay && isEnd ? `${text}T23:59:59.999Z` : text);
}

function toJson(alert: Alert, origin: string): Record<string, unknown> {
  const { errorCode, time } = alert;
  return {
    account_sid: alert.accountSid,
    alert_text: alert.text,
    api_version: "2010-04-01",
    date_created: time,
    date_generated: time,
    date_updated: time,
    error_code: String(errorCode),
    log_level: alert.logLevel,
    more_info: `https://www.twilio.com/docs/errors/${errorCode}`,
    request_method: alert.request.method === "GET" ? "GET" : "POST",
    request_url: alert.request.url,
    resource_sid: alert.resourceSid || null,
    sid: alert.sid,
    url: `${origin}/v1/Alerts/${alert.sid}`,
    service_sid: alert.serviceSid,
  };
}

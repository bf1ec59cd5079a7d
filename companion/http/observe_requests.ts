import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import { count, isMeasuring, observe } from "../telemetry/metrics.ts";
import { isTracing, openRequestSpan } from "../telemetry/spans.ts";

/** Counts and times each request by its door's pattern, and names its span so: never by its address. */
export const observeRequests: MiddlewareHandler = async (c, next) => {
  if (!isMeasuring() && !isTracing()) return await next();
  const begun = performance.now();
  const nameSpan = openRequestSpan();
  await next();
  const route = routePath(c);
  const { status } = c.res;
  nameSpan(c.req.method, route);
  observe("relevo_http_request_seconds", (performance.now() - begun) / 1000, {
    method: c.req.method,
    route,
    status: String(status),
  });
  if (route.startsWith("/webhook/")) {
    count("relevo_webhooks_total", {
      door: route,
      outcome: outcomeNamed(status),
    });
  }
};

/** What became of a webhook, for who counts them. */
export function outcomeNamed(status: number): string {
  if (status < 300) return "committed";
  if (status === 503) return "deferred";
  return status < 500 ? "refused" : "failed";
}

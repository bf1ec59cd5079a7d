import type { MiddlewareHandler } from "hono";
import type { Quotas } from "../quotas.ts";
import type { Misfortune } from "../scenario.ts";
import { gatewayTimeout, tooManyRequests } from "../vendor_refusal.ts";
import { DataError, toAnswer } from "./data_error.ts";
import type { DataEnv } from "./data_request.ts";
import type { Database } from "./database.ts";

const ROWS = /\/items(\/|$)/;
const READS = /\/items\/(query|count|query-distinct-values|aggregate)$/;
const MISFORTUNES = [
  "throttled",
  "lostBefore",
  "timedOutBefore",
  "lostAfter",
  "brokenOff",
  "timedOutAfter",
] as const satisfies Misfortune[];

/**
 * What stands before the data service: the quotas, where a bulk call counts as one, and whatever the
 * scenario has in store. And behind it: the statuses and the header that nobody is sure of.
 * Source: https://dev.wix.com/docs/develop-websites/articles/databases/wix-data/data-api/about-data-quotas
 */
export function dataGate(
  { database: { variants, fate }, quotas }: {
    database: Database;
    quotas: Quotas;
  },
): MiddlewareHandler<DataEnv> {
  return async (c, next) => {
    const { method, path } = c.req;
    const isRead = method === "GET" || READS.test(path);
    const kind = isRead ? "readsPerMinute" : "writesPerMinute";
    if (ROWS.test(path) && !quotas.take(kind)) {
      return tooManyRequests(variants.quotaAnswer);
    }
    const isById = method === "GET" && !READS.test(path);
    const what = isById ? "get" : `${method} ${path}`;
    const befalls = fate.next(what, MISFORTUNES);
    if (befalls === "throttled") return tooManyRequests(variants.quotaAnswer);
    if (befalls === "lostBefore") return gatewayTimeout();
    if (befalls === "timedOutBefore") return timedOut();
    await next();
    const { res } = c;
    c.res = undefined;
    if (befalls !== null) {
      await res.body?.cancel();
      if (befalls === "brokenOff") c.env?.hangUp?.();
      c.res = befalls === "timedOutAfter" ? timedOut() : gatewayTimeout();
      return;
    }
    const isOtherwise = !res.ok && variants.errorStatus > 0;
    const status = isOtherwise ? variants.errorStatus : res.status;
    c.res = new Response(res.body, { status, headers: res.headers });
    if (res.ok && !isRead && variants.consistentHeader) {
      c.res.headers.set("x-wix-consistent", crypto.randomUUID());
    }
  };
}

function timedOut(): Response {
  const slow = { status: 429, code: "WDE0028" };
  return toAnswer(new DataError(slow, "Operation timed out."));
}

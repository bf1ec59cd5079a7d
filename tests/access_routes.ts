import { createApp } from "../companion/http/app.ts";
import type { HttpContext } from "../companion/http/context.ts";
import { USUAL_LIMITS } from "../companion/http/limits.ts";

/** Every door that the companion has, as `GET /api/conversacion/:key`. */
export function allRoutes(): string[] {
  const doors = routes().filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => `${method} ${path.replace(/(.)\/$/, "$1")}`);
  return [...new Set(doors)].sort();
}

/** What stands before several doors, or takes whatever method. */
export function anyMethodPaths(): string[] {
  return routes().filter(({ method }) => method === "ALL")
    .map(({ path }) => path);
}

function routes() {
  // To be listed, not to be opened: nothing behind the doors is needed.
  return createApp(
    {
      siteSecrets: [],
      siteOrigins: [],
      metricsTokens: [],
      trustedProxies: [],
      limits: USUAL_LIMITS,
    } as unknown as HttpContext,
  ).routes;
}

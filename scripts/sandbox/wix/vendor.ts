import { Hono } from "hono";
import { bulkRoutes } from "./data/bulk_routes.ts";
import { changeRoutes } from "./data/change_routes.ts";
import { collectionRoutes } from "./data/collection_routes.ts";
import { countingRoutes } from "./data/counting_routes.ts";
import { indexRoutes } from "./data/index_routes.ts";
import { jobRoutes } from "./data/job_routes.ts";
import { readingRoutes } from "./data/reading_routes.ts";
import type { DataEnv, DataService } from "./data/data_request.ts";
import type { Identities } from "./platform/identity.ts";
import {
  type Platform,
  platformRoutes,
  refusal,
  tokenRoutes,
} from "./platform/routes.ts";
import { httpFunctionRoutes, invokeRoutes } from "./runtime/http_functions.ts";
import type { Runtime } from "./runtime/runtime.ts";
import { webMethodRoutes } from "./runtime/web_methods.ts";
import { agentsPageRoutes } from "./site/agents_page.ts";
import { controlRoutes } from "./site/controls.ts";
import { homeRoutes } from "./site/home.ts";
import { signInRoutes } from "./site/sign_in.ts";

/** What the stand-in is put together from. */
export interface Parts extends DataService, Platform {
  dist: string;
  runtime: Runtime;
}

/** What nobody may ask without saying who they are. */
const FOR_CALLERS = [
  "/wix-data/*",
  "/members/*",
  "/realtime/*",
  "/velo/*",
  "/_api/cloud-secrets-vault-server/*",
];

/** Everything that Wix answers, and the stand-in's own pages: one host for all of Wix's. */
export function vendorRoutes(parts: Parts): Hono {
  const { database: { variants }, identities, runtime } = parts;
  return new Hono()
    .route("/", tokenRoutes(parts))
    .route("/", httpFunctionRoutes(runtime))
    .route("/", webMethodRoutes({ runtime, identities, variants }))
    .route("/", homeRoutes(parts))
    .route("/", signInRoutes(parts))
    .route("/", agentsPageRoutes(parts))
    .route("/", controlRoutes(parts))
    .route(
      "/",
      forCallers(identities)
        .route("/", platformRoutes(parts))
        .route("/", invokeRoutes(runtime))
        .route("/wix-data/v2", dataRoutes(parts)),
    );
}

/** How Wix words a status that a fault asks for: with a code where it has one, else without. */
export function codedRefusal(status: number): Response {
  const codes: Record<number, string> = {
    403: "WDE0027",
    429: "WDE0014",
    500: "WDE0054",
  };
  const code = codes[status];
  if (code) return refusal(status, code);
  return status === 204 || status === 304
    ? new Response(null, { status })
    : new Response("A fault was ordered", { status });
}

function forCallers(identities: Identities): Hono<DataEnv> {
  const app = new Hono<DataEnv>();
  for (const path of FOR_CALLERS) {
    app.use(path, async (c, next) => {
      const caller = identities.ofRequest(c.req.raw.headers);
      if (!caller) return refusal(401, "UNAUTHENTICATED");
      c.set("caller", caller);
      await next();
    });
  }
  return app;
}

function dataRoutes(service: DataService): Hono<DataEnv> {
  return new Hono<DataEnv>()
    .route("/", readingRoutes(service))
    .route("/", changeRoutes(service))
    .route("/", bulkRoutes(service))
    .route("/", jobRoutes(service))
    .route("/", countingRoutes(service))
    .route("/", collectionRoutes(service))
    .route("/", indexRoutes(service));
}

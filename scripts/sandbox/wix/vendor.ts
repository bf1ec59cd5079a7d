import { Hono } from "hono";
import { bulkRoutes } from "./data/bulk_routes.ts";
import { changeRoutes } from "./data/change_routes.ts";
import { collectionRoutes } from "./data/collection_routes.ts";
import { countingRoutes } from "./data/counting_routes.ts";
import { dataGate } from "./data/data_gate.ts";
import { fieldRoutes } from "./data/field_routes.ts";
import { indexRoutes } from "./data/index_routes.ts";
import { jobRoutes } from "./data/job_routes.ts";
import { readingRoutes } from "./data/reading_routes.ts";
import type { DataEnv, DataService } from "./data/data_request.ts";
import {
  type Platform,
  platformRoutes,
  tokenRoutes,
} from "./platform/routes.ts";
import type { Quotas } from "./quotas.ts";
import { httpFunctionRoutes, invokeRoutes } from "./runtime/http_functions.ts";
import type { Runtime } from "./runtime/runtime.ts";
import { webMethodRoutes } from "./runtime/web_methods.ts";
import { agentsPageRoutes } from "./site/agents_page.ts";
import { controlRoutes } from "./site/controls.ts";
import { dataPageRoutes } from "./site/data_page_routes.ts";
import { homeRoutes } from "./site/home.ts";
import { signInRoutes } from "./site/sign_in.ts";
import { refusal, tooManyRequests } from "./vendor_refusal.ts";

/** What the stand-in is put together from. */
export interface Parts extends DataService, Platform {
  dist: string;
  runtime: Runtime;
  quotas: Quotas;
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
  return new Hono()
    .route("/", tokenRoutes(parts))
    .route("/", httpFunctionRoutes(parts))
    .route("/", webMethodRoutes(parts))
    .route("/", homeRoutes(parts))
    .route("/", signInRoutes(parts))
    .route("/", agentsPageRoutes(parts))
    .route("/", controlRoutes(parts))
    .route("/", dataPageRoutes(parts))
    .route(
      "/",
      forCallers(parts)
        .route("/", platformRoutes(parts))
        .route("/", invokeRoutes(parts))
        .route("/wix-data/v2", dataRoutes(parts)),
    );
}

function forCallers(
  { identities, quotas, database: { variants } }: Parts,
): Hono<DataEnv> {
  const app = new Hono<DataEnv>();
  for (const path of FOR_CALLERS) {
    app.use(path, async (c, next) => {
      const caller = identities.ofRequest(c.req.raw.headers);
      if (!caller) return refusal(401, "UNAUTHENTICATED");
      if (caller.hasKey && !quotas.take("keyCallsPerMinute")) {
        return tooManyRequests(variants.quotaAnswer);
      }
      c.set("caller", caller);
      await next();
    });
  }
  return app;
}

function dataRoutes(service: Parts): Hono<DataEnv> {
  return new Hono<DataEnv>()
    .use(dataGate(service))
    .route("/", readingRoutes(service))
    .route("/", changeRoutes(service))
    .route("/", bulkRoutes(service))
    .route("/", jobRoutes(service))
    .route("/", countingRoutes(service))
    .route("/", fieldRoutes(service))
    .route("/", collectionRoutes(service))
    .route("/", indexRoutes(service));
}

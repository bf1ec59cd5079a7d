import { Hono } from "hono";
import { type Caller, isPowerful } from "../data/caller.ts";
import type { DataEnv } from "../data/data_request.ts";
import type { Database } from "../data/database.ts";
import { byteLength } from "../data/values.ts";
import { refusal } from "../vendor_refusal.ts";
import type { Identities } from "./identity.ts";
import { memberRoutes } from "./member_routes.ts";
import type { Members } from "./members.ts";
import {
  type Channel,
  channelFault,
  MAX_PAYLOAD_BYTES,
  type Realtime,
} from "./realtime.ts";
import { roleRoutes } from "./role_routes.ts";
import { secretRoutes } from "./secret_routes.ts";

/** The parts of Wix's interface, beside the data, that the site's code calls. */
export interface Platform {
  database: Database;
  identities: Identities;
  members: Members;
  realtime: Realtime;
  secrets: Map<string, string>;
}

const MAX_CHANNELS = 10;

/** Secrets, members, their roles, and Realtime, at the vendor's paths. */
export function platformRoutes(parts: Platform): Hono<DataEnv> {
  const { realtime, database: { rules } } = parts;
  const app = new Hono<DataEnv>()
    .route("/", secretRoutes(parts))
    .route("/", memberRoutes(parts))
    .route("/", roleRoutes(parts));

  app.post("/realtime/v4/publish", async (c) => {
    const { caller } = c.var;
    if (!isPowerful(caller)) return refusal(403, "PERMISSION_DENIED");
    const { message, channels, resourceId } = await c.req.json();
    const payload = message?.payload ?? {};
    if (
      !Array.isArray(channels) || channels.length === 0 ||
      channels.length > MAX_CHANNELS
    ) {
      return refusal(400, "INVALID_CHANNELS");
    }
    const isTooLarge = byteLength(payload) > MAX_PAYLOAD_BYTES;
    if (isTooLarge && rules.has("realtime_payload")) {
      return refusal(400, "PAYLOAD_TOO_LARGE");
    }
    const wanted: Channel[] = channels.map((name) => ({
      name,
      ...(resourceId ? { resourceId } : {}),
    }));
    const fault = wanted.map(channelFault).find(Boolean);
    if (fault) return refusal(400, fault);
    for (const channel of wanted) {
      realtime.publish(channel, payload, { bySite: caller.isBackend === true });
    }
    return c.json({});
  });
  return app;
}

/** Where a client without a key becomes a visitor. */
export function tokenRoutes(
  { identities }: Pick<Platform, "identities">,
): Hono {
  return new Hono().post("/oauth2/token", async (c) => {
    const { clientId, grantType } = await c.req.json();
    if (!clientId || grantType !== "anonymous") {
      return refusal(400, "INVALID_GRANT");
    }
    const visitor: Caller = { kind: "visitor", id: crypto.randomUUID() };
    const token = identities.tokenFor(visitor);
    return c.json({
      access_token: token,
      refresh_token: token,
      expires_in: 14_400,
    });
  });
}

import { Hono } from "hono";
import { type Caller, isPowerful } from "../data/caller.ts";
import type { DataEnv } from "../data/data_request.ts";
import type { Identities } from "./identity.ts";
import { type Members, toApiMember } from "./members.ts";
import {
  type Channel,
  channelFault,
  MAX_PAYLOAD_BYTES,
  type Realtime,
} from "./realtime.ts";

/** The parts of Wix's interface, beside the data, that the site's code calls. */
export interface Platform {
  identities: Identities;
  members: Members;
  realtime: Realtime;
  secrets: Map<string, string>;
}

const MAX_CHANNELS = 10;

/** Secrets, members and Realtime, at the vendor's paths. */
export function platformRoutes(
  { members, realtime, secrets }: Platform,
): Hono<DataEnv> {
  const app = new Hono<DataEnv>();

  app.get("/_api/cloud-secrets-vault-server/api/v1/secrets/name/:name", (c) => {
    if (!isPowerful(c.var.caller)) return forbidden();
    const value = secrets.get(c.req.param("name"));
    return value === undefined
      ? refusal(404, "SECRET_NOT_FOUND")
      : c.json({ value });
  });

  app.get("/members/v1/members/my", (c) => {
    const { caller } = c.var;
    const member = members.byId(caller.id);
    if (caller.kind === "visitor" || !member) {
      return refusal(404, "MEMBER_NOT_FOUND");
    }
    return c.json({
      member: toApiMember(member, c.req.queries("fieldsets") ?? []),
    });
  });
  app.get("/members/v1/members/:id", (c) => {
    const { caller } = c.var;
    const id = c.req.param("id");
    const fieldsets = c.req.queries("fieldsets") ?? [];
    if (!mayRead(caller, id, fieldsets)) return forbidden();
    const member = members.byId(id);
    return member
      ? c.json({ member: toApiMember(member, fieldsets) })
      : refusal(404, "MEMBER_NOT_FOUND");
  });

  app.post("/realtime/v4/publish", async (c) => {
    if (!isPowerful(c.var.caller)) return forbidden();
    const { message, channels, resourceId } = await c.req.json();
    const payload = message?.payload ?? {};
    if (
      !Array.isArray(channels) || channels.length === 0 ||
      channels.length > MAX_CHANNELS
    ) {
      return refusal(400, "INVALID_CHANNELS");
    }
    if (
      new TextEncoder().encode(JSON.stringify(payload)).length >
        MAX_PAYLOAD_BYTES
    ) {
      return refusal(400, "PAYLOAD_TOO_LARGE");
    }
    const wanted: Channel[] = channels.map((name) => ({
      name,
      ...(resourceId ? { resourceId } : {}),
    }));
    const fault = wanted.map(channelFault).find(Boolean);
    if (fault) return refusal(400, fault);
    for (const channel of wanted) realtime.publish(channel, payload);
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

/** A refusal as Wix words one. */
export function refusal(status: number, code: string): Response {
  return Response.json({
    message: code,
    details: { applicationError: { code, description: code, data: {} } },
  }, { status });
}

function forbidden(): Response {
  return refusal(403, "PERMISSION_DENIED");
}

function mayRead(
  caller: Caller,
  id: string,
  fieldsets: readonly string[],
): boolean {
  return isPowerful(caller) || caller.id === id ||
    (caller.kind === "member" && fieldsets.every((set) => set === "PUBLIC"));
}

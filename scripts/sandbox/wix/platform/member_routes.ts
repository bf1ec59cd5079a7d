import { type Context, Hono } from "hono";
import { type Caller, isPowerful } from "../data/caller.ts";
import type { DataEnv } from "../data/data_request.ts";
import { matches } from "../data/filter.ts";
import type { Row } from "../data/values.ts";
import type { Rules } from "../rules.ts";
import type { Variants } from "../variants.ts";
import { refusal } from "../vendor_refusal.ts";
import { type Members, toApiMember } from "./members.ts";

interface ListBody {
  fieldsets?: string[];
  paging?: { limit?: number; offset?: number };
  query?: { filter?: Record<string, unknown>; paging?: ListBody["paging"] };
}

const USUAL_LIMIT = 50;

/** The site's members, at the vendor's paths: what is not public is for themselves and the site. */
export function memberRoutes({ members, database: { variants, rules } }: {
  members: Members;
  database: { variants: Variants; rules: Rules };
}): Hono<DataEnv> {
  const app = new Hono<DataEnv>();

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
  app.get("/members/v1/members", (c) => {
    const text = c.req.query(".r") ?? "e30";
    const bytes = Uint8Array.fromBase64(text, { alphabet: "base64url" });
    return list(c, JSON.parse(new TextDecoder().decode(bytes)));
  });
  app.post(
    "/members/v1/members/query",
    async (c) => list(c, await c.req.json()),
  );
  app.get("/members/v1/members/:id", (c) => {
    const id = c.req.param("id");
    const fieldsets = c.req.queries("fieldsets") ?? [];
    if (!mayRead(c.var.caller, id, fieldsets)) return forbidden();
    const member = members.byId(id);
    return member
      ? c.json({ member: toApiMember(member, fieldsets) })
      : refusal(404, "MEMBER_NOT_FOUND");
  });
  return app;

  function list(c: Context<DataEnv>, body: ListBody): Response {
    const { fieldsets = [], query } = body;
    if (!mayRead(c.var.caller, null, fieldsets)) return forbidden();
    const { limit = USUAL_LIMIT, offset = 0 } = query?.paging ?? body.paging ??
      {};
    const found = members.all().filter((member) =>
      matches(
        toApiMember(member, ["FULL"]) as unknown as Row,
        query?.filter ?? {},
        variants,
      )
    );
    const page = found.slice(offset, offset + limit);
    return c.json({
      members: page.map((member) => toApiMember(member, fieldsets)),
      metadata: { count: page.length, offset, total: found.length },
    });
  }

  function mayRead(
    caller: Caller,
    id: string | null,
    fieldsets: readonly string[],
  ): boolean {
    const isPublic = fieldsets.every((set) => set === "PUBLIC");
    return isPowerful(caller) || caller.id === id ||
      (caller.kind === "member" && isPublic) || !rules.has("member_privacy");
  }
}

function forbidden(): Response {
  return refusal(403, "PERMISSION_DENIED");
}

import { Hono } from "hono";
import { type Caller, isPowerful } from "../data/caller.ts";
import type { DataEnv } from "../data/data_request.ts";
import type { Rules } from "../rules.ts";
import { refusal } from "../vendor_refusal.ts";
import type { Member, Members } from "./members.ts";

const ROLES = "/members/v1/roles/members";

/** Which roles members have, and giving and taking them. A role's key is its title here. */
export function roleRoutes({ members, database: { rules } }: {
  members: Members;
  database: { rules: Rules };
}): Hono<DataEnv> {
  const app = new Hono<DataEnv>();
  const rolesOf = ({ roles }: Member) =>
    roles.map((title) => ({ roleKey: title, title }));
  const mayAsk = (caller: Caller, id: string | null) =>
    isPowerful(caller) || caller.id === id || !rules.has("member_privacy");

  app.post(`${ROLES}/query`, (c) => {
    if (!mayAsk(c.var.caller, null)) return refusal(403, "PERMISSION_DENIED");
    const entries = members.all().map((member) => [
      member.id,
      { roles: rolesOf(member) },
    ]);
    return c.json({ rolesByMemberId: Object.fromEntries(entries) });
  });
  app.get(`${ROLES}/:id`, (c) => {
    const id = c.req.param("id");
    if (!mayAsk(c.var.caller, id)) return refusal(403, "PERMISSION_DENIED");
    const member = members.byId(id);
    return member
      ? c.json({ roles: rolesOf(member) })
      : refusal(404, "MEMBER_NOT_FOUND");
  });
  app.post(`${ROLES}/:id`, async (c) => {
    if (!mayAsk(c.var.caller, null)) return refusal(403, "PERMISSION_DENIED");
    const { roleKey } = await c.req.json();
    const member = members.byId(c.req.param("id"));
    if (!member) return refusal(404, "MEMBER_NOT_FOUND");
    member.roles = [...new Set([...member.roles, String(roleKey)])];
    return c.json({});
  });
  app.delete(`${ROLES}/:id`, (c) => {
    if (!mayAsk(c.var.caller, null)) return refusal(403, "PERMISSION_DENIED");
    const member = members.byId(c.req.param("id"));
    if (!member) return refusal(404, "MEMBER_NOT_FOUND");
    const gone = c.req.query("roleKey");
    member.roles = member.roles.filter((role) => role !== gone);
    return c.json({});
  });
  return app;
}

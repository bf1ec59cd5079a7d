import type { Context, MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import { addressOf } from "./actor.ts";
import type { HttpContext } from "./context.ts";
import type { SignedIn } from "./signed_in.ts";

const FROM_ANYBODY = [401, 403];
const FROM_WEBHOOKS = [400, 401, 403, 429];
const SHOWN_OF_A_MEMBER = 8;

/** Notes for the audit trail whom a door turned away: members without a right, webhooks without a signature. */
export function noteRefusals(
  context: HttpContext,
): MiddlewareHandler<SignedIn> {
  return async (c, next) => {
    await next();
    if (c.res.status < 400) return;
    const route = routePath(c);
    const noted = route.startsWith("/webhook/") ? FROM_WEBHOOKS : FROM_ANYBODY;
    if (!noted.includes(c.res.status)) return;
    const agentId = c.get("agent")?.id ?? null;
    context.audit.noteRefusal({
      by: { agentId, address: addressOf(c, context) },
      member: agentId === null ? maskedMember(c) : null,
      route,
      status: c.res.status,
      code: c.get("refusal") ?? null,
    });
  };
}

/** Enough to find a member in the site's list, and no name of theirs. */
function maskedMember(c: Context<SignedIn>): string | null {
  const member = c.get("member");
  return member ? `${member.slice(0, SHOWN_OF_A_MEMBER)}…` : null;
}

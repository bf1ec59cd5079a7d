import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { errors, jwtVerify } from "jose";
import {
  MAX_TOKEN_LIFE_S,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
} from "../../shared/agent_token.ts";
import { Refusal } from "../../shared/refusal.ts";
import { type Member, signIn } from "../inbox/sign_in.ts";
import type { Agent } from "../store/agents.ts";
import { actorOf, addressOf } from "./actor.ts";
import type { HttpContext } from "./context.ts";
import { noteFailure } from "./turn_away.ts";

/** What every signed-in request knows. */
export interface SignedIn {
  Variables: {
    agent: Agent;
    /** When the token ends. */
    expiresAt: Date;
    /** The member of a right token, whether or not they are an agent. */
    member: string;
    /** The code by which the request was refused. */
    refusal: string;
  };
}

// The site's clock may be ahead of ours. A token's end is its end.
const CLOCK_SLACK_S = 30;

/**
 * Lets only agents pass, by the token that the site gave its member. It is taken from the header
 * alone: addresses end up in logs. Who keeps coming without a good one is asked to stay away, and
 * so is a member who asks more than any page does.
 */
export function signedIn(context: HttpContext) {
  const { sql, siteSecrets, tallies, now } = context;
  const keys = siteSecrets.map((secret) => new TextEncoder().encode(secret));
  return createMiddleware<SignedIn>(async (c, next) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(
      c.req.header("authorization") ?? "",
    )?.[1];
    const read = token ? await readToken(token, keys, now()) : null;
    if (read === null || read === "expired") {
      // A page that wakes up with the token of yesterday is no stranger.
      const isStranger = read === null;
      if (isStranger) stayAway(c, noteFailure(c, context, tallies.strangers));
      throw new Refusal("not_signed_in", "Cannot sign in: no valid token");
    }
    const { member, expiresAt } = read;
    c.set("member", member.id);
    stayAway(c, tallies.members.note(member.id));
    const from = { ...member, address: addressOf(c, context) };
    c.set("agent", await signIn(sql, from, now()));
    c.set("expiresAt", expiresAt);
    await context.audit.noteSignIn(actorOf(c, context), { expiresAt });
    await next();
  });
}

function stayAway(c: Context, seconds: number | null): void {
  if (seconds === null) return;
  c.header("Retry-After", String(seconds));
  throw new Refusal("too_many", "Cannot answer: too many requests");
}

/** Who the site says it is; `null` when it says nothing of the kind. */
async function readToken(
  token: string,
  keys: Uint8Array[],
  now: Date,
): Promise<{ member: Member; expiresAt: Date } | "expired" | null> {
  for (const key of keys) {
    const claims = await jwtVerify(token, key, {
      algorithms: ["HS256"],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      requiredClaims: ["sub", "iat", "exp"],
      currentDate: now,
    }).then(
      ({ payload }) => payload,
      (error) => error instanceof errors.JWTExpired ? "expired" as const : null,
    );
    if (claims === "expired") return claims;
    if (!claims) continue;
    const { sub, iat, exp, email, email_verified } = claims;
    if (
      typeof sub !== "string" || sub === "" || !isKeepable(sub) ||
      exp! - iat! > MAX_TOKEN_LIFE_S ||
      iat! * 1000 > now.getTime() + CLOCK_SLACK_S * 1000
    ) return null;
    return {
      member: {
        id: sub,
        email: typeof email === "string" && isKeepable(email) ? email : "",
        isEmailVerified: email_verified === true,
      },
      expiresAt: new Date(exp! * 1000),
    };
  }
  return null;
}

/** Whether the database can look for it: it knows neither NUL characters nor halves of characters. */
function isKeepable(text: string): boolean {
  return text.length <= 200 && !text.includes("\0") && text.isWellFormed();
}

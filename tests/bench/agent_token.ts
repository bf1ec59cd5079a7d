import { SignJWT } from "jose";
import {
  MAX_TOKEN_LIFE_S,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
} from "../../shared/agent_token.ts";
import type { Agent } from "../../scripts/start/agents.ts";

/** What the site would give this member. */
export async function signToken(
  { email, name }: Pick<Agent, "email" | "name">,
  siteSecret: string,
): Promise<string> {
  return await new SignJWT({ email, email_verified: true, name })
    .setProtectedHeader({ alg: "HS256" }).setIssuer(TOKEN_ISSUER)
    .setAudience(TOKEN_AUDIENCE).setSubject(`member-${name}`).setIssuedAt()
    .setExpirationTime(`${MAX_TOKEN_LIFE_S}s`)
    .sign(new TextEncoder().encode(siteSecret));
}

import { SignJWT } from "jose";
import { SITE_SECRET } from "./inbox.ts";

/** What a test changes about a token that would be right. Times are seconds from now. */
export interface TokenChanges {
  claims?: Record<string, unknown>;
  secret?: string;
  algorithm?: string;
  issuedIn?: number;
  expiresIn?: number;
}

/** The token that the site would sign for this member, but for the changes. */
export async function signToken(
  member: { sub: string; email: string },
  changes: TokenChanges = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const { claims, secret = SITE_SECRET, algorithm = "HS256" } = changes;
  return await new SignJWT({
    iss: "wix-site",
    aud: "companion",
    email_verified: true,
    name: "Alguien",
    iat: now + (changes.issuedIn ?? 0),
    exp: now + (changes.expiresIn ?? 600),
    ...member,
    ...claims,
  }).setProtectedHeader({ alg: algorithm, typ: "JWT" })
    .sign(new TextEncoder().encode(secret));
}

/** A token that says that nothing signs it. */
export function unsignedToken(token: string): string {
  const [, claims] = token.split(".");
  const header = btoa(JSON.stringify({ alg: "none", typ: "JWT" }));
  return `${header.replace(/=+$/, "")}.${claims}.`;
}

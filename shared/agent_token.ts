/** What the site says of its signed-in member, as a JWT (HS256, the shared secret). */
export interface AgentTokenClaims {
  iss: "wix-site";
  aud: "companion";
  /** The member's id. */
  sub: string;
  email: string;
  email_verified: boolean;
  name: string;
  /** Seconds since 1970. */
  iat: number;
  exp: number;
}

export const TOKEN_ISSUER = "wix-site";
export const TOKEN_AUDIENCE = "companion";

/** The longest that a token may live. */
export const MAX_TOKEN_LIFE_S = 15 * 60;

/** What the site's web method `openSession` answers its signed-in member. */
export interface OpenedSession {
  token: string;
  /** ISO 8601, UTC. */
  expiresAt: string;
  /** Where the companion answers, without a slash at its end. */
  companionUrl: string;
  /** The member's id: the Realtime resource of their notices. */
  memberId: string;
  name: string;
}

import { members } from "@wix/members";
import {
  type AgentTokenClaims,
  type OpenedSession,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
} from "../../../shared/agent_token.ts";
import { signToken } from "./signed_token.ts";
import { readSecret, sharedSecrets } from "./site_secret.ts";

/** How long a token lives; the page asks for the next one before it ends. */
const TOKEN_LIFE_S = 10 * 60;

/**
 * Signs the member whom Wix says is calling in at the companion. Any member may hold such a token;
 * who is an agent, the companion decides.
 * @throws when nobody is signed in
 */
export async function openMemberSession(): Promise<OpenedSession> {
  const [member, secrets, companionUrl] = await Promise.all([
    currentMember(),
    sharedSecrets(),
    readSecret("RELEVO_COMPANION_URL"),
  ]);
  const iat = Math.floor(Date.now() / 1000);
  const claims: AgentTokenClaims = {
    iss: TOKEN_ISSUER,
    aud: TOKEN_AUDIENCE,
    sub: member.id,
    email: member.email,
    email_verified: member.isVerified,
    name: member.name,
    iat,
    exp: iat + TOKEN_LIFE_S,
  };
  return {
    token: signToken(claims, secrets[0] ?? ""),
    expiresAt: new Date(claims.exp * 1000).toISOString(),
    companionUrl: companionUrl.replace(/\/+$/, ""),
    memberId: member.id,
    name: member.name,
  };
}

interface Member {
  id: string;
  email: string;
  isVerified: boolean;
  name: string;
}

async function currentMember(): Promise<Member> {
  const { member } = await members.getCurrentMember({ fieldsets: ["FULL"] });
  if (!member?._id) throw new Error("Cannot open session: nobody is signed in");
  const { loginEmail, loginEmailVerified, profile, contact } = member;
  const fullName = [contact?.firstName, contact?.lastName].filter(Boolean)
    .join(" ");
  return {
    id: member._id,
    email: loginEmail ?? "",
    isVerified: loginEmailVerified === true,
    name: profile?.nickname || fullName || loginEmail || "",
  };
}

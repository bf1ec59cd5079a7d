import { Refusal } from "../../shared/refusal.ts";
import { type Agent, bindMember, readAgentByMember } from "../store/agents.ts";
import { addToAudit } from "../store/audit_trail.ts";
import type { Sql } from "../store/sql.ts";

/** Who the site says is there. */
export interface Member {
  id: string;
  email: string;
  isEmailVerified: boolean;
}

/** A member, and where they come from, masked. */
type Arriving = Member & { address: string };

/**
 * Tells which agent a member is. At their first sign-in a member is bound to the agent of their
 * e-mail, when the site has verified it; from then on the e-mail decides nothing.
 * @throws {Refusal} `not_an_agent`
 */
export async function signIn(
  sql: Sql,
  member: Arriving,
  now: Date,
): Promise<Agent> {
  const agent = await readAgentByMember(sql, member.id) ??
    await firstSignIn(sql, member, now);
  if (!agent) {
    throw new Refusal(
      "not_an_agent",
      "Cannot sign in: this member is nobody's",
    );
  }
  if (agent.pausedAt) {
    throw new Refusal("not_an_agent", "Cannot sign in: this agent is paused");
  }
  return agent;
}

async function firstSignIn(
  sql: Sql,
  { id, email, isEmailVerified, address }: Arriving,
  now: Date,
): Promise<Agent | null> {
  if (!isEmailVerified || email === "") return null;
  return await sql.begin(async (tx) => {
    // Of two first requests at once one binds; the other finds it bound.
    const bound = await bindMember(tx, id, email);
    if (!bound) return await readAgentByMember(tx, id);
    const by = { agentId: bound.id, address };
    await addToAudit(tx, [{ act: "bound", by, aboutAgentId: bound.id }], now);
    return bound;
  });
}

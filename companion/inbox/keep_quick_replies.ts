import { Refusal } from "../../shared/refusal.ts";
import type { Agent } from "../store/agents.ts";
import {
  addQuickReply,
  type QuickReply,
  readQuickReply,
  removeQuickReply,
  setQuickReply,
} from "../store/quick_replies.ts";
import type { Sql } from "../store/sql.ts";
import { isTaken } from "../store/taken.ts";

/** What somebody wants to write often, for themselves or for the team. */
export interface WantedQuickReply {
  shortcut: string;
  body: string;
  isOfTeam: boolean;
}

/**
 * Keeps a quick reply: one's own, or as a supervisor the team's. Of two at once by the same shortcut
 * one is kept.
 * @throws {Refusal} `not_an_agent`, `conflict`
 */
export async function createQuickReply(
  sql: Sql,
  agent: Agent,
  wanted: WantedQuickReply,
): Promise<QuickReply> {
  const made = await addQuickReply(sql, {
    agentId: ownerOf(agent, wanted),
    shortcut: wanted.shortcut,
    body: wanted.body,
  });
  if (!made) throw alike();
  return made;
}

/**
 * Changes what is given of a quick reply.
 * @throws {Refusal} `not_found`, `not_an_agent`, `conflict`
 */
export async function changeQuickReply(
  sql: Sql,
  agent: Agent,
  { id, ...change }: Partial<WantedQuickReply> & { id: number },
): Promise<QuickReply> {
  const known = await own(sql, agent, id);
  const isOfTeam = change.isOfTeam ?? known.agentId === null;
  const changed = await setQuickReply(sql, {
    id,
    agentId: ownerOf(agent, { isOfTeam }),
    shortcut: change.shortcut ?? known.shortcut,
    body: change.body ?? known.body,
  }).catch((error) => {
    throw isTaken(error) ? alike() : error;
  });
  if (!changed) throw none();
  return changed;
}

/** @throws {Refusal} `not_found`, `not_an_agent` */
export async function dropQuickReply(
  sql: Sql,
  agent: Agent,
  id: number,
): Promise<void> {
  await own(sql, agent, id);
  await removeQuickReply(sql, id);
}

/** One that they may change: everybody their own, supervisors the team's. */
async function own(sql: Sql, agent: Agent, id: number): Promise<QuickReply> {
  const known = await readQuickReply(sql, id, agent);
  if (!known) throw none();
  ownerOf(agent, { isOfTeam: known.agentId === null });
  return known;
}

function ownerOf(
  agent: Agent,
  { isOfTeam }: Pick<WantedQuickReply, "isOfTeam">,
): number | null {
  if (!isOfTeam) return agent.id;
  if (agent.role === "supervisor") return null;
  throw new Refusal(
    "not_an_agent",
    "Cannot keep: only a supervisor changes what the team writes",
  );
}

function alike(): Refusal {
  return new Refusal("conflict", "Cannot keep: the shortcut is another one's");
}

function none(): Refusal {
  return new Refusal("not_found", "Cannot keep: no such quick reply");
}

import { Refusal } from "../../shared/refusal.ts";
import { readAgent } from "../store/agents.ts";
import { type Actor, addToAudit } from "../store/audit_trail.ts";
import {
  lockConversations,
  readHeldBy,
  removeHandOvers,
  setConversations,
} from "../store/conversations.ts";
import {
  lockRotation,
  readLinesOfAgent,
  readRota,
  type Rotation,
} from "../store/rotation.ts";
import type { Sql, Tx } from "../store/sql.ts";
import { together } from "../store/together.ts";
import { conversationChanged } from "./conversation_changed.ts";
import { giveToNextInTurn, recordDecision } from "./give_to_next.ts";

const AT_ONCE = 100;

/** Whose conversations are shared out, and who wants it. */
export interface SharingOut {
  agentId: number;
  by: Actor;
}

/**
 * Hands out what a paused agent has that is neither closed nor snoozed, in turn, the one that was
 * spoken in longest ago first; some at a time, so that who writes meanwhile is not kept waiting. What nobody has
 * room for stays theirs. Answers how many were given away.
 * @throws {Refusal} `conflict` when the agent is at work: they would get them back
 */
export async function shareOut(
  sql: Sql,
  request: SharingOut,
  now: Date,
): Promise<number> {
  const lines = await readLinesOfAgent(sql, request.agentId);
  let shared = 0;
  for (const lineId of lines) {
    let given = AT_ONCE;
    while (given === AT_ONCE) {
      given = await sql.begin((tx) => shareSome(tx, lineId, request, now));
      shared += given;
    }
  }
  return shared;
}

async function shareSome(
  tx: Tx,
  lineId: number,
  { agentId, by }: SharingOut,
  now: Date,
): Promise<number> {
  const turn = await lockRotation(tx, lineId);
  const rotation: Rotation = { lineId, turn, ...await readRota(tx, lineId) };
  const agent = await readAgent(tx, agentId);
  if (!agent?.pausedAt) {
    throw new Refusal("conflict", "Cannot share out: the agent is at work");
  }
  if (rotation.eligible.length === 0) return 0;
  const ids = await readHeldBy(tx, { agentId, lineId, limit: AT_ONCE });
  const locked = (await lockConversations(tx, ids)).filter((conversation) =>
    conversation.agentId === agentId && conversation.state === "open"
  ).sort((a, b) => a.lastMessageAt.getTime() - b.lastMessageAt.getTime());
  const { given, turns, ledger } = giveToNextInTurn(
    locked,
    new Map([[lineId, rotation]]),
    "shared_out",
  );
  if (given.length === 0) return 0;
  for (const conversation of given) {
    conversation.version += 1;
    conversation.talkTurn += 1;
  }
  await setConversations(tx, given);
  await removeHandOvers(tx, given.map(({ id }) => id));
  const decided = ledger.filter(({ turn }) => turn !== null)
    .map((decision) => ({ ...decision, decidedBy: by.agentId }));
  await together(
    tx,
    recordDecision(tx, { given, turns, ledger: decided }, now),
  );
  const changes = given.flatMap(({ id, version }) => {
    const change = {
      conversationId: id,
      version,
      event: "conversation_update",
    } as const;
    return [change, { ...change, lostBy: agentId }];
  });
  await conversationChanged(tx, changes, now);
  const entry = {
    act: "shared_out",
    by,
    lineId,
    aboutAgentId: agentId,
  } as const;
  await addToAudit(tx, [{ ...entry, details: { count: given.length } }], now);
  return given.length;
}

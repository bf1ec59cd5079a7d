import { Refusal } from "../../shared/refusal.ts";
import { toAddress } from "../domain/address.ts";
import type { Line } from "../store/lines.ts";
import { learnAddress } from "../store/addresses.ts";
import type { Agent } from "../store/agents.ts";
import { addAssignments } from "../store/assignments.ts";
import { addToAudit } from "../store/audit_trail.ts";
import { addChanges } from "../store/changes.ts";
import { addConversations, type Conversation } from "../store/conversations.ts";
import {
  isVisibleTo,
  type ListedConversation,
  readListedOne,
} from "../store/inbox_list.ts";
import type { Sql, Tx } from "../store/sql.ts";

/** A conversation that somebody wants to begin. */
export interface Start {
  line: Pick<Line, "id" | "number">;
  /** As they typed it. */
  number: string;
  /** `null`: called by the number, until the customer tells their name. */
  name: string | null;
  by: Agent;
  /** Where they act from, masked. */
  address: string | null;
  newId: string;
}

/**
 * Begins a conversation with a number, for who asks, taking no turn from the rotation; or answers the
 * one that there is, when they may see it. However many begin one at once, and also while the customer
 * writes for the first time, there is one.
 * @throws {Refusal} `invalid` when nobody can have that number; `conflict` when somebody else has the conversation
 */
export async function beginConversation(
  sql: Sql,
  start: Start,
  now: Date,
): Promise<{ conversation: ListedConversation; isNew: boolean }> {
  const number = await read(start);
  return await sql.begin(async (tx) => {
    const conversationId = await learnAddress(tx, {
      lineId: start.line.id,
      key: toAddress(number)!.key,
      conversationId: start.newId,
    });
    const isNew = conversationId === start.newId;
    if (isNew) await write(tx, { ...start, number }, now);
    const conversation = conversationId &&
      await readListedOne(tx, conversationId);
    if (!conversation || !isVisibleTo(conversation, start.by)) {
      throw new Refusal(
        "conflict",
        "Cannot start: somebody else has the conversation",
      );
    }
    return { conversation, isNew };
  });
}

/** E.164 without `+`. */
async function read({ number, line }: Start): Promise<string> {
  // Loaded when somebody begins one: a companion at rest needs no tables of the world's numbers.
  const { toNumber } = await import("../domain/typed_number.ts");
  const known = toNumber(number, line.number);
  if (known && `whatsapp:+${known}` !== line.number) return known;
  throw new Refusal(
    "invalid",
    'Cannot start: "numero" must be a telephone number, and not our own',
    "numero",
  );
}

async function write(tx: Tx, start: Start, now: Date): Promise<void> {
  const { newId: id, line: { id: lineId }, number, by } = start;
  const conversation: Conversation = {
    id,
    lineId,
    address: `whatsapp:+${number}`,
    number,
    name: start.name ?? `+${number}`,
    agentId: by.id,
    state: "open",
    version: 1,
    talkTurn: 0,
    messageCount: 0,
    unread: 0,
    lastInboundAt: null,
    lastMessageAt: now,
    lastMessage: "",
    lastDirection: "outbound",
    lastStatus: "read",
    stopBot: false,
    observations: "",
    threadId: null,
    createdAt: now,
  };
  await addConversations(tx, [conversation]);
  await addAssignments(tx, [{
    lineId,
    turn: null,
    conversationId: id,
    agentId: by.id,
    reason: "started",
    eligible: [],
    excluded: [],
    decidedBy: by.id,
  }], now);
  await addToAudit(tx, [{
    act: "started",
    by: { agentId: by.id, address: start.address },
    lineId,
    conversationId: id,
  }], now);
  // The site is told when something is said: until then it has nothing to store.
  await addChanges(tx, [{
    conversationId: id,
    version: 1,
    event: "conversation_update",
  }], { now, isForPages: true });
}

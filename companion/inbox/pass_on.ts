import type { Agent } from "../store/agents.ts";
import { addAssignments } from "../store/assignments.ts";
import { addToAudit } from "../store/audit_trail.ts";
import type { Conversation } from "../store/conversations.ts";
import { removeHandOver, setHandOver } from "../store/hand_overs.ts";
import { readSnoozed, setSnooze } from "../store/snoozes.ts";
import type { Tx } from "../store/sql.ts";
import { type ActEvent, recordAct } from "./record_act.ts";

/** Who gives a conversation to whom. */
export interface PassingOn {
  reason: "handed_over" | "handed_back";
  toAgentId: number;
  by: Agent;
  /** Where they act from, masked. */
  address: string | null;
  note: string | null;
}

/**
 * Gives a conversation that is held to another agent, who has something to do then: it is open and
 * awake. What is handed over waits to be accepted, unless nobody had it: who could take it back?
 */
export async function passOn(
  tx: Tx,
  conversation: Conversation,
  { reason, toAgentId, by, address, note }: PassingOn,
  now: Date,
): Promise<void> {
  const { id, lineId, agentId: hadIt } = conversation;
  if (reason === "handed_over" && hadIt !== null) {
    await setHandOver(tx, {
      conversationId: id,
      fromAgentId: hadIt,
      note,
      at: now,
    });
  } else {
    await removeHandOver(tx, id);
  }
  const wasSnoozed = (await readSnoozed(tx, [id])).has(id);
  if (wasSnoozed) await setSnooze(tx, [id], null);
  await addAssignments(tx, [{
    lineId,
    turn: null,
    conversationId: id,
    agentId: toAgentId,
    reason,
    eligible: [],
    excluded: [],
    decidedBy: by.id,
  }], now);
  await addToAudit(tx, [{
    act: "handed_over",
    by: { agentId: by.id, address },
    lineId,
    conversationId: id,
    aboutAgentId: toAgentId,
    ...reason === "handed_back" ? { details: { returned: true } } : {},
  }], now);
  const events: ActEvent[] = [{
    kind: reason,
    agentId: by.id,
    body: note,
    details: { from: hadIt, to: toAgentId },
  }];
  if (wasSnoozed) events.unshift({ kind: "woken", agentId: by.id });
  if (conversation.state === "closed") {
    events.unshift({ kind: "reopened", agentId: by.id });
  }
  await recordAct(tx, {
    conversation: {
      ...conversation,
      talkTurn: conversation.talkTurn + 1,
      agentId: toAgentId,
      state: "open",
    },
    events,
    lostBy: hadIt,
  }, now);
}

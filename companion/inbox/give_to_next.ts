import { getLogger } from "@logtape/logtape";
import { handOut, hasRoom, type Turn } from "../domain/assignment.ts";
import { addAssignments, type Assignment } from "../store/assignments.ts";
import type { Conversation } from "../store/conversations.ts";
import {
  countTurns,
  type Rotation,
  setTurns,
  type TakenTurn,
} from "../store/rotation.ts";
import type { Statement, Tx } from "../store/sql.ts";

/** Who got what, to be written down in the transaction that holds the rotations. */
export interface Decision {
  given: Conversation[];
  turns: TakenTurn[];
  ledger: Assignment[];
}

const log = getLogger(["relevo", "rotation"]);

/**
 * Gives conversations that nobody has to the next agents in turn, in the order given. Their lines'
 * rotations are held, and were read after that. With nobody eligible a conversation waits.
 */
export function giveToNextInTurn(
  conversations: readonly Conversation[],
  rotations: ReadonlyMap<number, Rotation>,
  reason: "in_turn" | "waited" | "shared_out",
): Decision {
  const decision: Decision = { given: [], turns: [], ledger: [] };
  for (
    const [lineId, waiting] of Map.groupBy(
      conversations,
      ({ lineId }) => lineId,
    )
  ) {
    const { turn, eligible: before, excluded } = rotations.get(lineId)!;
    // What another line has given them takes of the same room.
    const eligible = before.map((agent) => withRoomLeft(agent, decision.turns));
    const turns = handOut(eligible, turn, waiting.length);
    waiting.forEach((conversation, at) => {
      const taken = turns[at] ?? null;
      const full = fullAfter(eligible, turns.slice(0, at));
      if (taken) {
        conversation.agentId = taken.agentId;
        conversation.state = "open";
        decision.given.push(conversation);
        decision.turns.push({ lineId, ...taken });
      }
      decision.ledger.push({
        lineId,
        turn: taken?.turn ?? null,
        conversationId: conversation.id,
        agentId: taken?.agentId ?? null,
        reason: taken ? reason : "nobody_eligible",
        eligible: eligible.map(({ agentId }) => agentId)
          .filter((agentId) => !full.includes(agentId)),
        excluded: [
          ...excluded,
          ...full.map((agent) => ({ agent, why: "full" as const })),
        ],
        decidedBy: null,
      });
    });
  }
  return decision;
}

function withRoomLeft(
  agent: Turn,
  given: readonly { agentId: number }[],
): Turn {
  if (agent.room == null) return agent;
  const taken = given.filter(({ agentId }) => agentId === agent.agentId);
  return { ...agent, room: agent.room - taken.length };
}

/** Who has no room any more once these turns are taken. */
function fullAfter(
  eligible: readonly Turn[],
  turns: readonly { agentId: number }[],
): number[] {
  return eligible.filter(({ room }) => room != null)
    .filter((agent) => !hasRoom(withRoomLeft(agent, turns)))
    .map(({ agentId }) => agentId);
}

/** The writes of it: the turns taken, and each decision for the ledger. */
export function recordDecision(
  tx: Tx,
  { turns, ledger }: Decision,
  now: Date,
): Statement[] {
  if (ledger.length === 0) return [];
  log.debug("Assigned", () => ({
    assignments: ledger.map(({ lineId, turn, conversationId, agentId }) => ({
      line: lineId,
      turn,
      conversation: conversationId,
      agent: agentId,
    })),
  }));
  return [
    setTurns(tx, turns),
    countTurns(tx, turns),
    addAssignments(tx, ledger, now),
  ];
}

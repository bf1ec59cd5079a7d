import { handOut } from "../domain/assignment.ts";
import { addAssignments } from "../store/assignments.ts";
import type { Conversation } from "../store/conversations.ts";
import { lockRotation, readRota, setTurns } from "../store/rotation.ts";
import type { Tx } from "../store/sql.ts";

/**
 * Gives conversations that nobody has to the next agents in turn, in the order given, and writes
 * each decision into the ledger. Lines are locked in the order of their ids, and only then is
 * it read who is eligible. With nobody eligible a conversation waits.
 */
export async function giveToNextInTurn(
  tx: Tx,
  conversations: readonly Conversation[],
  decision: { reason: "in_turn" | "waited"; now: Date },
): Promise<Conversation[]> {
  const given: Conversation[] = [];
  const byLine = Map.groupBy(conversations, ({ lineId }) => lineId);
  for (const lineId of [...byLine.keys()].sort((a, b) => a - b)) {
    const waiting = byLine.get(lineId)!;
    const turn = await lockRotation(tx, lineId);
    const { eligible, excluded } = await readRota(tx, lineId);
    const turns = handOut(eligible, turn, waiting.length);
    waiting.forEach((conversation, at) => {
      const taker = turns[at];
      if (!taker) return;
      conversation.agentId = taker.agentId;
      conversation.state = "open";
      given.push(conversation);
    });
    await Promise.all([
      setTurns(tx, lineId, turns),
      addAssignments(
        tx,
        waiting.map(({ id }, at) => ({
          lineId,
          turn: turns[at]?.turn ?? null,
          conversationId: id,
          agentId: turns[at]?.agentId ?? null,
          reason: turns[at] ? decision.reason : "nobody_eligible",
          eligible: eligible.map(({ agentId }) => agentId),
          excluded,
          decidedBy: null,
        })),
        decision.now,
      ),
    ]);
  }
  return given;
}

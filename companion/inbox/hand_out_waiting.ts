import { lockWaiting, setConversations } from "../store/conversations.ts";
import { lockRotation, readRota, type Rotation } from "../store/rotation.ts";
import type { Tx } from "../store/sql.ts";
import { together } from "../store/together.ts";
import { conversationChanged } from "./conversation_changed.ts";
import { giveToNextInTurn, recordDecision } from "./give_to_next.ts";

/**
 * Hands out those who wait on these lines, oldest first, in turn. Part of every transaction that
 * makes somebody eligible: nobody waits for another reason than that nobody could have taken them.
 * All lines at once, so that conversations are locked in the order in which everybody locks them.
 */
export async function handOutWaiting(
  tx: Tx,
  lineIds: readonly number[],
  now: Date,
): Promise<void> {
  const attended = new Map<number, Rotation>();
  for (const lineId of lineIds.toSorted((a, b) => a - b)) {
    const turn = await lockRotation(tx, lineId);
    const rota = await readRota(tx, lineId);
    if (rota.eligible.length > 0) {
      attended.set(lineId, { lineId, turn, ...rota });
    }
  }
  const waiting = await lockWaiting(tx, [...attended.keys()]);
  const decision = giveToNextInTurn(waiting, attended, "waited");
  if (waiting.length === 0) return;
  await together(tx, recordDecision(tx, decision, now));
  const { given } = decision;
  for (const conversation of given) {
    conversation.version += 1;
    conversation.talkTurn += 1;
  }
  await setConversations(tx, given);
  await conversationChanged(
    tx,
    given.map(({ id, version }) => ({
      conversationId: id,
      version,
      event: "conversation_update",
    })),
    now,
  );
}

import { lockWaiting, setConversations } from "../store/conversations.ts";
import { lockRotation, readRota } from "../store/rotation.ts";
import type { Tx } from "../store/sql.ts";
import { conversationChanged } from "./conversation_changed.ts";
import { giveToNextInTurn } from "./give_to_next.ts";

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
  const attended: number[] = [];
  for (const lineId of lineIds.toSorted((a, b) => a - b)) {
    await lockRotation(tx, lineId);
    const { eligible } = await readRota(tx, lineId);
    if (eligible.length > 0) attended.push(lineId);
  }
  const waiting = await lockWaiting(tx, attended);
  const given = await giveToNextInTurn(tx, waiting, { reason: "waited", now });
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

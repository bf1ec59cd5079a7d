import { erasePortion, eraseRest } from "../inbox/erase_portion.ts";
import type { MediaStore } from "../providers/media/media_store.ts";
import type { Claim } from "../store/claims.ts";
import {
  isUnderWay,
  readLeftMedia,
  readLeftMessages,
} from "../store/erase_rows.ts";
import type { TaskPayloads } from "../store/lanes.ts";
import type { Sql } from "../store/sql.ts";
import type { Outcome, TaskHandler } from "./task_handler.ts";

/** What erasing here needs to know. */
export interface ErasingContext {
  sql: Sql;
  media: MediaStore;
  now(): Date;
}

/** A transaction of so many messages is over before anybody waits for it. */
const MESSAGES_AT_ONCE = 500;
const LOOK_AGAIN_MS = 250;

/**
 * Erases what a conversation that is gone has left here, portion by portion: files, messages, what the
 * journal says of them. What is under way ends first, so that nothing comes after.
 */
export function eraseConversationHere(context: ErasingContext): TaskHandler {
  return {
    kind: "erase_conversation",
    runs: 1,
    lanes: 1,
    leadsTo: ["erase_at_twilio"],
    run: (claims) =>
      Promise.all(claims.map((claim) => eraseOne(context, claim))),
  };
}

async function eraseOne(
  { sql, media, now }: ErasingContext,
  claim: Claim,
): Promise<Outcome> {
  const payload = claim.payload as TaskPayloads["erase_conversation"];
  const { conversationId } = payload;
  if (await isUnderWay(sql, conversationId)) {
    const because = "What is under way ends first";
    return { is: "retry", because, afterMs: LOOK_AGAIN_MS };
  }
  const messages = await readLeftMessages(
    sql,
    conversationId,
    MESSAGES_AT_ONCE,
  );
  if (messages.length === 0) {
    await eraseRest(sql, payload);
    return { is: "done" };
  }
  const files = await readLeftMedia(sql, messages.map(({ id }) => id));
  await removeAll(media, files);
  await erasePortion(sql, { ...payload, messages }, now());
  // Who had been frozen may have put one back, as long as its row was there.
  await removeAll(media, files);
  return { is: "done", isPartly: true };
}

async function removeAll(
  media: MediaStore,
  ids: readonly string[],
): Promise<void> {
  for (const id of ids) await media.remove(id);
}

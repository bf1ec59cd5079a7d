import { lockConversations, setConversations } from "../store/conversations.ts";
import { type MediaRow, setMedia } from "../store/media.ts";
import type { Sql } from "../store/sql.ts";
import { conversationChanged } from "./conversation_changed.ts";

/** Commits what became of fetching a message's file, and tells pages that the message looks different now. `false` when it was erased meanwhile. */
export async function recordMedia(
  sql: Sql,
  media: MediaRow,
  outcome: { state: "stored" | "gone"; contentType?: string; size?: number },
  now: Date,
): Promise<boolean> {
  return await sql.begin(async (tx) => {
    const [conversation] = await lockConversations(
      tx,
      media.conversationId ? [media.conversationId] : [],
    );
    if (!await setMedia(tx, media.id, outcome)) return false;
    if (!conversation) return media.conversationId === null;
    const version = conversation.version + 1;
    await setConversations(tx, [{ ...conversation, version }]);
    await conversationChanged(tx, [{
      conversationId: conversation.id,
      version,
      event: "conversation_update",
      messageId: media.messageId ?? undefined,
    }], now);
    return true;
  });
}

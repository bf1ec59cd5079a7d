import {
  lockConversations,
  readIdle,
  setConversations,
} from "../store/conversations.ts";
import type { Sql } from "../store/sql.ts";
import { conversationChanged } from "./conversation_changed.ts";

const AT_ONCE = 100;

/**
 * Closes conversations in which nothing was said since a moment, some at a time, the oldest first. What
 * their customers write later opens them again. Answers up to when it has looked, `null` at the end.
 */
export async function closeIdle(
  sql: Sql,
  { after, before }: { after: Date; before: Date },
  now: Date,
): Promise<Date | null> {
  return await sql.begin(async (tx) => {
    const idle = await readIdle(tx, { after, before, limit: AT_ONCE });
    const locked = await lockConversations(tx, idle.map(({ id }) => id));
    const closed = locked.filter(({ state, lastMessageAt }) =>
      state !== "closed" && lastMessageAt < before
    ).map((conversation) => ({
      ...conversation,
      state: "closed" as const,
      version: conversation.version + 1,
    }));
    if (closed.length > 0) {
      await setConversations(tx, closed);
      await conversationChanged(
        tx,
        closed.map(({ id, version }) => ({
          conversationId: id,
          version,
          event: "conversation_update",
        })),
        now,
      );
    }
    return idle.length === AT_ONCE ? idle.at(-1)!.lastMessageAt : null;
  });
}

import { lockConversations, readIdle } from "../store/conversations.ts";
import { readSnoozed } from "../store/snoozes.ts";
import type { Sql } from "../store/sql.ts";
import { recordActs } from "./record_act.ts";

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
    const snoozed = await readSnoozed(tx, idle.map(({ id }) => id));
    const closed = locked.filter(({ id, state, lastMessageAt }) =>
      // What somebody has put aside comes back first.
      state !== "closed" && lastMessageAt < before && !snoozed.has(id)
    );
    await recordActs(
      tx,
      closed.map((conversation) => ({
        conversation: { ...conversation, state: "closed" },
        events: [{ kind: "closed", agentId: null }],
      })),
      now,
    );
    return idle.length === AT_ONCE ? idle.at(-1)!.lastMessageAt : null;
  });
}

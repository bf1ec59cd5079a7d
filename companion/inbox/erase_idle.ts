import { THE_SERVICE } from "../store/audit_trail.ts";
import { lockIdleClosed } from "../store/conversations.ts";
import type { Sql } from "../store/sql.ts";
import { forgetConversations } from "./forget_conversations.ts";

const AT_ONCE = 50;

/**
 * Erases closed conversations in which nothing was said since a moment, some at a time, each with
 * everything that it leaves here, in the site and with the bot. Answers how many there were.
 */
export async function eraseIdle(
  sql: Sql,
  { before, receiptId }: { before: Date; receiptId: string },
  now: Date,
): Promise<number> {
  return await sql.begin(async (tx) => {
    const ids = await lockIdleClosed(tx, before, AT_ONCE);
    if (ids.length === 0) return 0;
    const order = { id: receiptId, by: THE_SERVICE, isAtProvider: false };
    return (await forgetConversations(tx, ids, order, now)).length;
  });
}

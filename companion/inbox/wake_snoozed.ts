import { lockConversations } from "../store/conversations.ts";
import { readDue, readSnoozed, setSnooze } from "../store/snoozes.ts";
import type { Sql } from "../store/sql.ts";
import { recordActs } from "./record_act.ts";

const AT_ONCE = 100;

/**
 * Wakes conversations whose time has come, some at a time. Whoever comes second, also in another
 * process, finds them awake. Answers how many there were.
 */
export async function wakeSnoozed(sql: Sql, now: Date): Promise<number> {
  const due = await readDue(sql, now, AT_ONCE);
  if (due.length === 0) return 0;
  return await sql.begin(async (tx) => {
    const held = await lockConversations(tx, due);
    const snoozed = await readSnoozed(tx, due);
    const woken = held.filter(({ id }) => {
      const until = snoozed.get(id);
      return until !== undefined && until <= now;
    });
    await setSnooze(tx, woken.map(({ id }) => id), null);
    await recordActs(
      tx,
      woken.map((conversation) => ({
        conversation,
        events: [{ kind: "woken", agentId: null }],
      })),
      now,
    );
    return woken.length;
  });
}

import { addTasks, isPromised } from "../store/lanes.ts";
import type { Sql } from "../store/sql.ts";

/** Work of no conversation has a lane of its own. */
const NO_CONVERSATION = "00000000-0000-0000-0000-000000000000";

/** Promises to have the site remove what is older, unless that is promised already. */
export async function askSiteToTrim(sql: Sql, before: Date): Promise<void> {
  await sql.begin(async (tx) => {
    if (await isPromised(tx, "trim_site", NO_CONVERSATION)) return;
    await addTasks(tx, "trim_site", [{
      conversationId: NO_CONVERSATION,
      payload: { before: before.toISOString() },
    }]);
  });
}

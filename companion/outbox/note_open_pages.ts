import { getLogger } from "@logtape/logtape";
import { forgetOldPages, noteOpenPages } from "../store/open_pages.ts";
import type { Sql } from "../store/sql.ts";
import { loggable } from "../telemetry/loggable.ts";

const LOOK_EVERY_MS = 500;
/** Well within the time after which a companion counts as gone. */
const REPEAT_EVERY_LOOKS = 10;
const FORGET_EVERY_LOOKS = 7200;
const log = getLogger(["relevo", "events"]);

/** Tells the others whose pages are open here: when that changes, and again and again. */
export function startNotingPages(
  sql: Sql,
  { companion, agentIds }: { companion: string; agentIds(): number[] },
): { stop(): Promise<void> } {
  let said = "";
  let looks = 0;
  let noting: Promise<void> | null = null;

  async function note(): Promise<void> {
    const ids = [...new Set(agentIds())].sort((a, b) => a - b);
    const isDue = looks++ % REPEAT_EVERY_LOOKS === 0 && ids.length > 0;
    if (ids.join() === said && !isDue) return;
    try {
      await noteOpenPages(sql, companion, ids);
      said = ids.join();
      if (looks % FORGET_EVERY_LOOKS === 1) await forgetOldPages(sql);
    } catch (error) {
      log.warn("Cannot say whose pages are open", { error: loggable(error) });
    }
  }

  const look = () => noting ??= note().finally(() => noting = null);
  const looking = setInterval(look, LOOK_EVERY_MS);
  return {
    async stop() {
      clearInterval(looking);
      await noting;
      await look();
    },
  };
}

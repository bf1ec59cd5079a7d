import { getLogger } from "@logtape/logtape";
import type { Bell } from "../store/bell.ts";
import { orderChanges, removeOldChanges } from "../store/changes.ts";
import type { Sql } from "../store/sql.ts";
import { loggable } from "../telemetry/loggable.ts";
import type { Traffic } from "./traffic.ts";

/** The first is ordered at once, what follows so closely together; the more traffic, the less closely, to leave it room. */
const ORDER_EVERY_MS = { light: 10, heavy: 60, rush: 200 };
const LOOK_EVERY_MS = 1000;
const FORGET_EVERY_MS = 10 * 60 * 1000;
/** How long a page may be away and still be told one by one what it missed. */
const KEPT_MS = 24 * 60 * 60 * 1000;
const log = getLogger(["relevo", "outbox"]);

/** Gives committed changes their place, as soon as there are some, and lets everybody know. */
export function startOrdering(
  sql: Sql,
  { bell, traffic, now }: {
    bell: Bell;
    traffic: Pick<Traffic, "level">;
    now: () => Date;
  },
): { stop(): Promise<void> } {
  let isAskedAgain = false;
  let isOrdering = false;
  let ordering = Promise.resolve();

  function wake(): void {
    isAskedAgain = true;
    if (!isOrdering) ordering = order();
  }

  async function order(): Promise<void> {
    isOrdering = true;
    while (isAskedAgain) {
      isAskedAgain = false;
      try {
        const { isNews, isMore } = await orderChanges(sql);
        if (isNews) bell.ring("ordered", "publish_change");
        if (isMore) isAskedAgain = true;
      } catch (error) {
        log.warn("Cannot order changes", { error: loggable(error) });
      }
      const everyMs = ORDER_EVERY_MS[traffic.level()];
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
    // In the same breath as the last look at what was asked: a wake in between would be lost.
    isOrdering = false;
  }

  bell.on("changes", wake);
  const looking = setInterval(wake, LOOK_EVERY_MS);
  const forgetting = setInterval(() => {
    removeOldChanges(sql, new Date(now().getTime() - KEPT_MS))
      .catch((error) =>
        log.warn("Cannot forget old changes", { error: loggable(error) })
      );
  }, FORGET_EVERY_MS);
  return {
    async stop() {
      clearInterval(looking);
      clearInterval(forgetting);
      await ordering;
    },
  };
}

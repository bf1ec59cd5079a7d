import { getLogger } from "@logtape/logtape";
import { wakeSnoozed } from "../inbox/wake_snoozed.ts";
import type { Bell } from "../store/bell.ts";
import type { Sql } from "../store/sql.ts";
import { loggable } from "../telemetry/loggable.ts";

const LOOK_EVERY_MS = 2000;
const log = getLogger(["relevo", "outbox"]);

/** Wakes what was snoozed when its time comes. Several processes may do so at once. */
export function startWaking(
  { sql, bell, now }: { sql: Sql; bell: Pick<Bell, "ring">; now(): Date },
): { stop(): Promise<void> } {
  let waking: Promise<void> | null = null;

  async function wake(): Promise<void> {
    try {
      while (await wakeSnoozed(sql, now()) > 0) {
        bell.ring("changes", "publish_change");
      }
    } catch (error) {
      log.warn("Cannot wake what was snoozed", { error: loggable(error) });
    }
  }

  const timer = setInterval(() => {
    waking ??= wake().finally(() => waking = null);
  }, LOOK_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await waking;
    },
  };
}

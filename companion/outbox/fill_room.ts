import { getLogger } from "@logtape/logtape";
import { fillRoom } from "../inbox/fill_room.ts";
import type { Bell } from "../store/bell.ts";
import type { Sql } from "../store/sql.ts";
import { loggable } from "../telemetry/loggable.ts";

const EVERY_MS = 500;
const log = getLogger(["relevo", "rotation"]);

/** Looks for room that somebody has again, while others wait. See ADR 0020. */
export function startFillingRoom(
  sql: Sql,
  { bell, now }: { bell: Pick<Bell, "ring">; now(): Date },
): { stop(): Promise<void> } {
  let filling: Promise<void> | null = null;

  async function fill(): Promise<void> {
    try {
      if (await fillRoom(sql, now())) bell.ring("changes", "publish_change");
    } catch (error) {
      log.warn("Cannot look for room", { error: loggable(error) });
    }
  }

  const looking = setInterval(
    () => filling ??= fill().finally(() => filling = null),
    EVERY_MS,
  );
  return {
    async stop() {
      clearInterval(looking);
      await filling;
    },
  };
}

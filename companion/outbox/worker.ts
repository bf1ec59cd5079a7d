import { getLogger } from "@logtape/logtape";
import type { Bell } from "../store/bell.ts";
import type { Sql } from "../store/sql.ts";
import { freeClaimsOfTheDead } from "../store/workers.ts";
import { loggable } from "../telemetry/loggable.ts";
import { type Pace, USUAL_PACE } from "./pace.ts";
import { startPump } from "./pump.ts";
import type { TaskHandler } from "./task_handler.ts";
import { openSession } from "./worker_session.ts";

const log = getLogger(["relevo", "outbox"]);

/** Does promised work until it is stopped. */
export interface Worker {
  /** Takes nothing new, ends what has begun, gives back the rest. */
  stop(): Promise<void>;
}

/**
 * Does what the outbox promises: of each lane its head, and nothing after it. Woken by the bell,
 * and once a second all the same.
 */
export async function startWorker(
  sql: Sql,
  handlers: readonly TaskHandler[],
  { bell, databaseUrl, pace = USUAL_PACE }: {
    bell: Bell;
    databaseUrl: string;
    pace?: Pace;
  },
): Promise<Worker> {
  const session = await openSession(databaseUrl, pace.beatEveryMs);
  const context = {
    sql,
    bell,
    workerId: session.workerId,
    lookEveryMs: pace.lookEveryMs,
  };
  const pumps = handlers.map((handler) => startPump(context, handler));
  pumps.forEach((pump, at) => bell.on(handlers[at]!.kind, pump.wake));
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    try {
      const self = session.workerId();
      const alive = await freeClaimsOfTheDead(sql, {
        self,
        silenceMs: pace.silenceMs,
      });
      if (self === null || !alive.has(self)) await session.keepAlive();
    } catch (error) {
      log.warn("Cannot look after other workers", { error: loggable(error) });
    }
    pumps.forEach((pump) => pump.wake());
  }

  function lookAgain(): Promise<void> {
    return looking ??= look().finally(() => looking = null);
  }

  const timer = setInterval(lookAgain, pace.lookEveryMs);
  await lookAgain();
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all([looking, ...pumps.map((pump) => pump.stop())]);
      await session.close();
    },
  };
}

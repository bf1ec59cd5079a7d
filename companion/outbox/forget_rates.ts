import { getLogger } from "@logtape/logtape";
import { removeIdleRates } from "../store/rates.ts";
import type { Sql } from "../store/sql.ts";
import { loggable } from "../telemetry/loggable.ts";

const FORGET_EVERY_MS = 10 * 60 * 1000;
const log = getLogger(["relevo", "outbox"]);

/** Clears away, now and then, the rates of customers whom nobody has written to for a while. */
export function startForgettingRates(sql: Sql): { stop(): Promise<void> } {
  let forgetting = Promise.resolve();
  const timer = setInterval(() => {
    forgetting = removeIdleRates(sql).catch((error) =>
      log.warn("Cannot forget idle rates", { error: loggable(error) })
    );
  }, FORGET_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await forgetting;
    },
  };
}

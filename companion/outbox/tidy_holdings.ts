import { getLogger } from "@logtape/logtape";
import { tidyHoldings } from "../store/holdings.ts";
import type { Sql } from "../store/sql.ts";
import { loggable } from "../telemetry/loggable.ts";

const EVERY_MS = 1000;
const ROWS_AT_ONCE = 2000;
const log = getLogger(["relevo", "outbox"]);

/** Keeps the sums short and the search up to date. Both are exact without it, only slower from second to second. */
export function startTidying(sql: Sql): { stop(): Promise<void> } {
  let tidying: Promise<void> | null = null;
  let isStopped = false;

  async function tidy(): Promise<void> {
    try {
      let count = ROWS_AT_ONCE;
      while (count === ROWS_AT_ONCE && !isStopped) {
        count = await sql.begin((tx) => tidyHoldings(tx, ROWS_AT_ONCE));
      }
    } catch (error) {
      log.warn("Cannot tidy holdings", { error: loggable(error) });
    }
    tidying = null;
  }

  const looking = setInterval(() => tidying ??= tidy(), EVERY_MS);
  return {
    async stop() {
      isStopped = true;
      clearInterval(looking);
      await tidying;
    },
  };
}

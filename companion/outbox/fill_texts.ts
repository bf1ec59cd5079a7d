import { getLogger } from "@logtape/logtape";
import { takeTexts } from "../inbox/take_texts.ts";
import type { Sql } from "../store/sql.ts";
import { loggable } from "../telemetry/loggable.ts";
import type { Traffic } from "./traffic.ts";

const EVERY_MS = 1000;
const log = getLogger(["relevo", "outbox"]);

/** Lets messages be found by their words, a second behind; in heavy traffic it waits, and what comes in has the database for itself. */
export function startFillingTexts(
  sql: Sql,
  traffic: Pick<Traffic, "level">,
): { stop(): Promise<void> } {
  let filling: Promise<void> | null = null;
  let isStopped = false;

  async function fill(): Promise<void> {
    try {
      let isMore = true;
      while (isMore && !isStopped && traffic.level() === "light") {
        isMore = await takeTexts(sql);
      }
    } catch (error) {
      log.warn("Cannot take words in", { error: loggable(error) });
    }
    filling = null;
  }

  const looking = setInterval(() => filling ??= fill(), EVERY_MS);
  return {
    async stop() {
      isStopped = true;
      clearInterval(looking);
      await filling;
    },
  };
}

import { getLogger } from "@logtape/logtape";
import { askSiteToTrim } from "../inbox/ask_site_to_trim.ts";
import { clearUploads } from "../inbox/clear_uploads.ts";
import { closeIdle } from "../inbox/close_idle.ts";
import { eraseIdle } from "../inbox/erase_idle.ts";
import type { MediaStore } from "../providers/media/media_store.ts";
import type { Bell } from "../store/bell.ts";
import { removeOldReports } from "../store/journal.ts";
import { ERASING_KINDS } from "../store/lanes.ts";
import type { Retention } from "./retention.ts";
import type { Sql } from "../store/sql.ts";
import { loggable } from "../telemetry/loggable.ts";

/** What keeping house needs to know. */
export interface HouseContext {
  sql: Sql;
  bell: Pick<Bell, "ring">;
  media: MediaStore;
  retention: Retention;
  now(): Date;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const EVERY_MS = 60 * 60 * 1000;
const log = getLogger(["relevo", "retention"]);

/** Closes, erases and clears what is older than it may get: at the start, then once an hour. Several processes may do so at once. */
export function startKeepingHouse(
  context: HouseContext,
): { stop(): Promise<void> } {
  let isStopped = false;
  // What lies before was looked at; nothing becomes idle with an older last message.
  let lookedAt = new Date(0);

  async function keep(): Promise<void> {
    for (const work of [close, erase, clear, forget, trim]) {
      if (isStopped) return;
      try {
        await work();
      } catch (error) {
        log.warn("Cannot keep house", {
          work: work.name,
          error: loggable(error),
        });
      }
    }
  }

  function daysAgo(days: number): Date {
    return new Date(context.now().getTime() - days * DAY_MS);
  }

  async function close(): Promise<void> {
    const { closeDays } = context.retention;
    if (closeDays === null) return;
    const before = daysAgo(closeDays);
    let after: Date | null = lookedAt;
    while (after !== null && !isStopped) {
      lookedAt = after;
      after = await closeIdle(context.sql, { after, before }, context.now());
      context.bell.ring("changes", "publish_change");
    }
  }

  async function erase(): Promise<void> {
    const { closeDays, eraseDays } = context.retention;
    if (closeDays === null || eraseDays === null) return;
    const before = daysAgo(closeDays + eraseDays);
    await untilNone(async () => {
      const receiptId = crypto.randomUUID();
      const order = { before, receiptId };
      const count = await eraseIdle(context.sql, order, context.now());
      if (count > 0) context.bell.ring("changes", ...ERASING_KINDS);
      return count;
    });
  }

  async function clear(): Promise<void> {
    const removeFile = (id: string) => context.media.remove(id);
    const before = daysAgo(1);
    await untilNone(() => clearUploads(context.sql, { before, removeFile }));
  }

  async function forget(): Promise<void> {
    const before = daysAgo(context.retention.journalDays);
    await untilNone(() => removeOldReports(context.sql, before));
  }

  async function trim(): Promise<void> {
    const { siteDays } = context.retention;
    if (siteDays === null) return;
    await askSiteToTrim(context.sql, daysAgo(siteDays));
    context.bell.ring("trim_site");
  }

  async function untilNone(work: () => Promise<number>): Promise<void> {
    while (!isStopped && await work() > 0);
  }

  let keeping = keep();
  const timer = setInterval(() => {
    keeping = keeping.then(keep);
  }, EVERY_MS);
  return {
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await keeping;
    },
  };
}

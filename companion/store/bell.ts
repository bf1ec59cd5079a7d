import { getLogger } from "@logtape/logtape";
import { loggable } from "../telemetry/loggable.ts";
import type { TaskKind } from "./lanes.ts";
import type { Sql } from "./sql.ts";

/** What one can be woken for. `changes`: committed, not yet in order; `ordered`: pages can be told; `agents`: somebody was paused or came back; `lines`: one was added or has other credentials; `presence`: somebody came, began to write or left. */
export type Topic =
  | TaskKind
  | "changes"
  | "ordered"
  | "agents"
  | "lines"
  | "presence";

/** Wakes who has work: those of this process at once, the others by Postgres. */
export interface Bell {
  ring(...topics: Topic[]): void;
  /** Calls back at each ring for the topic. */
  on(topic: Topic, wake: () => void): void;
  stop(): Promise<void>;
}

const CHANNEL = "relevo_wake";
/** Others are told at once, and then not again before this time: each NOTIFY is a commit of its own. */
const TELL_EVERY_MS = 10;
const log = getLogger(["relevo", "outbox"]);

/**
 * Ringing is for after the commit: a NOTIFY within the transaction would make commits queue
 * behind one another. `self` tells this process from the others. While one NOTIFY is on its way, all that rings goes into the next.
 */
export async function hangBell(sql: Sql, self: string): Promise<Bell> {
  const wakers = new Map<Topic, (() => void)[]>();
  const toTell = new Set<Topic>();
  let telling: Promise<void> | null = null;
  let isStopped = false;

  const wake = (topic: Topic) => wakers.get(topic)?.forEach((waker) => waker());
  const listening = await sql.listen(CHANNEL, (payload) => {
    const [from, ...topics] = payload.split(" ");
    if (from !== self) topics.forEach((topic) => wake(topic as Topic));
  });

  async function tell(): Promise<void> {
    while (toTell.size > 0) {
      const payload = [self, ...toTell].join(" ");
      toTell.clear();
      // Nobody depends on it: all look once a second as well.
      await sql.notify(CHANNEL, payload).catch((error) =>
        log.debug("Cannot notify", { error: loggable(error) })
      );
      await new Promise((resolve) => setTimeout(resolve, TELL_EVERY_MS));
    }
    telling = null;
  }

  return {
    ring(...topics) {
      if (isStopped || topics.length === 0) return;
      topics.forEach(wake);
      topics.forEach((topic) => toTell.add(topic));
      telling ??= tell();
    },
    on(topic, waker) {
      wakers.set(topic, [...wakers.get(topic) ?? [], waker]);
    },
    async stop() {
      isStopped = true;
      await telling;
      await listening.unlisten();
    },
  };
}

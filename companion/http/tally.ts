import { getLogger } from "@logtape/logtape";
import { addToTallies, forgetTallies } from "../store/tallies.ts";
import type { Sql } from "../store/sql.ts";
import { loggable } from "../telemetry/loggable.ts";

/** Counts of whom there is too much. */
export interface Tally {
  /** Counts one more; the seconds to stay away when there were too many, else `null`. */
  note(key: string): number | null;
}

/** A tally that all processes keep together. */
export interface SharedTally extends Tally {
  stop(): Promise<void>;
}

interface Count {
  since: number;
  /** Of this process. */
  mine: number;
  /** How many of these the others have been told. */
  told: number;
  /** Of the other processes, as of when they were last asked. */
  others: number;
}

const WINDOW_MS = 60_000;
const MOST_KEYS = 10_000;
/** A process keeps to itself what is less than this part of what is allowed. */
const TELL_EACH = 1 / 10;
const AT_ONCE = 500;
const PAUSE_MS = 1000;
const FORGET_EVERY_MS = 120_000;
const log = getLogger(["relevo", "limits"]);

/**
 * Counts per key and minute: exactly here, and near enough over all processes. Who stays below a
 * tenth of what is allowed costs the database nothing; of the others all is told in one statement
 * a second. With the database away each process goes on by its own count.
 */
export function sharedTally(
  sql: Sql,
  { name, most, now }: { name: string; most: number; now: () => Date },
): SharedTally {
  const counts = new Map<string, Count>();
  const toTell = new Set<string>();
  const tellEach = Math.max(1, Math.floor(most * TELL_EACH));
  let telling: Promise<void> | null = null;
  let forgotAt = -Infinity;
  let isStopped = false;
  let wake = () => {};

  function countOf(key: string, time: number): Count {
    const known = counts.get(key);
    const age = known ? time - known.since : Infinity;
    const count = known && age >= 0 && age < WINDOW_MS
      ? known
      : { since: time, mine: 0, told: 0, others: 0 };
    counts.delete(key);
    counts.set(key, count);
    if (counts.size > MOST_KEYS) counts.delete(counts.keys().next().value!);
    return count;
  }

  async function tell(): Promise<void> {
    while (toTell.size > 0 && !isStopped) {
      const keys = [...toTell].slice(0, AT_ONCE);
      keys.forEach((key) => toTell.delete(key));
      try {
        await exchange(keys);
      } catch (error) {
        log.warn("Cannot share what is counted", { error: loggable(error) });
      }
      if (!isStopped) await pause();
    }
    telling = null;
  }

  async function exchange(keys: readonly string[]): Promise<void> {
    const time = now().getTime();
    const told = new Map(keys.flatMap((key) => {
      const count = counts.get(key);
      if (!count) return [];
      const { mine, told, since } = count;
      const tallied = { key: `${name}:${key}`, count: mine - told };
      return [[tallied.key, {
        count,
        mine,
        tallied: { ...tallied, ageMs: Math.max(0, time - since) },
      }]];
    }));
    const totals = await addToTallies(
      sql,
      [...told.values()].map(({ tallied }) => tallied),
    );
    for (const { key, count: total, ageMs } of totals) {
      const { count, mine } = told.get(key)!;
      count.told = mine;
      count.others = Math.max(0, total - mine);
      count.since = time - ageMs;
    }
    if (time - forgotAt < FORGET_EVERY_MS && time >= forgotAt) return;
    forgotAt = time;
    await forgetTallies(sql);
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, PAUSE_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  return {
    note(key) {
      const time = now().getTime();
      const count = countOf(key, time);
      count.mine += 1;
      const isWorthIt = count.mine - count.told >= tellEach;
      if (isWorthIt && toTell.size < MOST_KEYS && !isStopped) {
        toTell.add(key);
        telling ??= tell();
      }
      return count.mine + count.others > most
        ? Math.max(1, Math.ceil((count.since + WINDOW_MS - time) / 1000))
        : null;
    },
    async stop() {
      isStopped = true;
      wake();
      await telling;
    },
  };
}

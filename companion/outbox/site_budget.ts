import type { Stored } from "../providers/wix/site.ts";
import {
  closeRate,
  type Rate,
  readWaitMs,
  settleTurn,
  takeTurn,
} from "../store/rates.ts";
import type { Sql } from "../store/sql.ts";
import type { Publication } from "./publication.ts";

/** How many rows the site writes with one call of Wix Data, if they are not heavy. */
const ROWS_AT_ONCE = 50;

/** A turn is waited for so long with lanes in hand; who would have to wait longer gives them back. */
const PATIENCE_MS = 2000;

/** How much of what is expected next comes from the call before. */
const NEWEST_SHARE = 0.2;

/** A turn to call the site, paid for in advance. */
export interface SiteTurn {
  expected: number;
  cost: number;
  wasRefused: boolean;
}

/** What the whole house may have the site write. */
export interface SiteBudget {
  /** How long until anything may be stored; 0: now. */
  opensInMs(): Promise<number>;
  /** Waits for the turn to store these. A number when that would take long: so many milliseconds, and nothing was taken. */
  turnFor(batch: readonly Publication[]): Promise<SiteTurn | number>;
  /** Pays what it really took, where the site says so. */
  pay(turn: SiteTurn, used: Stored["used"]): Promise<void>;
  /** Wix was asked too often: nobody of the house asks it for a while. Answers how long. */
  rest(): Promise<number>;
}

/**
 * Opens the house's budget. What a call takes is known only afterwards, for heavy rows need more calls of
 * Wix Data: what they took lately is expected of the next ones, so that no debt is found out too late.
 */
export function openSiteBudget(sql: Sql, rate: Rate): SiteBudget {
  let weight = 1;
  return {
    opensInMs: () => readWaitMs(sql, rate),
    async turnFor(batch) {
      const expected = expectedWrites(batch);
      const cost = expected * weight;
      const turn = await takeTurn(sql, rate, { cost, patienceMs: PATIENCE_MS });
      if (!turn) return Math.max(1, await readWaitMs(sql, rate));
      const { waitMs, wasRefused } = turn;
      if (waitMs > 0) {
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
      return { expected, cost, wasRefused };
    },
    async pay({ expected, cost, wasRefused }, used) {
      const paid = used ? costOf(used) : cost;
      const newest = paid / expected;
      // Sooner too careful than too bold.
      weight = Math.max(
        1,
        newest,
        weight * (1 - NEWEST_SHARE) + newest * NEWEST_SHARE,
      );
      if (paid !== cost || wasRefused) await settleTurn(sql, rate, paid - cost);
    },
    rest: () => closeRate(sql, rate),
  };
}

/** One call for all messages, one for all new rows, and one for each fifty of the others. */
function expectedWrites(batch: readonly Publication[]): number {
  const known = batch.filter(({ claim }) => claim.doneSeq > 0).length;
  const hasNew = known < batch.length;
  const hasMessages = batch.some(({ record }) => record.mensajes.length > 0);
  return Number(hasMessages) + Number(hasNew) +
    Math.ceil(known / ROWS_AT_ONCE);
}

/** Reads have a quota of their own, twice as large on every plan: they count where they are more than twice the writes. */
function costOf({ reads, writes }: NonNullable<Stored["used"]>): number {
  return Math.max(writes, reads / 2);
}

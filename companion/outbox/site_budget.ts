import type { Stored } from "../providers/wix/site.ts";
import { type Rate, readWaitMs, settleTurn, takeTurn } from "../store/rates.ts";
import type { Sql } from "../store/sql.ts";
import type { Publication } from "./publication.ts";

/** How many rows the site writes with one call of Wix Data, if they are not heavy. */
const ROWS_AT_ONCE = 50;

/** A turn is waited for so long with lanes in hand; who would have to wait longer gives them back. */
const PATIENCE_MS = 2000;

/** A turn to call the site, paid for in advance. */
export interface SiteTurn {
  cost: number;
  wasRefused: boolean;
}

/**
 * How many calls of Wix Data a store of these takes that write, as far as one can know before: one for all
 * messages, one for all new rows, and one for each fifty of the others. The site says afterwards what it was.
 */
export function expectedWrites(batch: readonly Publication[]): number {
  const known = batch.filter(({ claim }) => claim.doneSeq > 0).length;
  const hasNew = known < batch.length;
  const hasMessages = batch.some(({ record }) => record.mensajes.length > 0);
  return Number(hasMessages) + Number(hasNew) +
    Math.ceil(known / ROWS_AT_ONCE);
}

/**
 * Waits for the whole house's turn to have the site write so much. A number when that would take long: so
 * many milliseconds, and nothing was taken.
 */
export async function waitForSite(
  sql: Sql,
  rate: Rate,
  cost: number,
): Promise<SiteTurn | number> {
  const turn = await takeTurn(sql, rate, { cost, patienceMs: PATIENCE_MS });
  if (!turn) return Math.max(1, await readWaitMs(sql, rate));
  const { waitMs, wasRefused } = turn;
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  return { cost, wasRefused };
}

/**
 * Pays what it really took. Reads have a quota of their own, twice as large on every plan: they count
 * where they are more than twice the writes.
 */
export async function payForSite(
  sql: Sql,
  rate: Rate,
  { turn, used }: { turn: SiteTurn; used: Stored["used"] },
): Promise<void> {
  const cost = used ? Math.max(used.writes, used.reads / 2) : turn.cost;
  if (cost === turn.cost && !turn.wasRefused) return;
  await settleTurn(sql, rate, cost - turn.cost);
}

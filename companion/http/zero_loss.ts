import type { ZeroLoss } from "../../shared/health_detail.ts";
import { zeroLossState } from "../../shared/zero_loss.ts";
import type { Line } from "../store/lines.ts";
import { countBehindSite, type Waiting } from "../store/outbox_health.ts";
import { sumReceivedCounts } from "../store/received_counts.ts";
import {
  readReconciliations,
  type Reconciliation,
} from "../store/reconciliations.ts";
import type { Sql } from "../store/sql.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** The meter over the last day: sums of what comparing has counted, and never a look at all messages. */
export async function readZeroLoss(
  sql: Sql,
  { lines, waiting, now }: {
    lines: readonly Line[];
    waiting: readonly Waiting[];
    now: Date;
  },
): Promise<ZeroLoss> {
  const comparisons = await readReconciliations(sql);
  const until = spokenUntil(lines, comparisons);
  const since = until && spokenSince(comparisons, until);
  const [{ atProvider, here }, behind] = await Promise.all([
    since ? sumReceivedCounts(sql, since) : { atProvider: 0, here: 0 },
    countBehindSite(sql),
  ]);
  const missing = atProvider - here;
  const state = zeroLossState({
    now,
    missing,
    until,
    failingSince: oldest(comparisons.map((one) => one.failingSince)),
    wixWaitsSince: waiting.find(({ kind }) =>
      kind === "publish_change"
    )?.oldestSince ??
      null,
  });
  return {
    state,
    since: since?.toISOString() ?? null,
    until: until?.toISOString() ?? null,
    at_twilio: atProvider,
    here,
    in_wix: Math.max(0, here - behind),
    missing,
    behind_wix: behind,
    comparisons: comparisons.map(toAnswer),
  };
}

/** Of several lines the comparison that is longest ago says up to when all is known. */
function spokenUntil(
  lines: readonly Line[],
  comparisons: readonly Reconciliation[],
): Date | null {
  const finished = lines.map(({ id }) =>
    comparisons.find(({ lineId }) => lineId === id)?.finishedAt ?? null
  );
  return finished.includes(null) ? null : oldest(finished);
}

function spokenSince(
  comparisons: readonly Reconciliation[],
  until: Date,
): Date {
  const first = oldest(comparisons.map(({ lineSince }) => lineSince));
  return new Date(
    Math.max(until.getTime() - DAY_MS, first?.getTime() ?? 0),
  );
}

function oldest(times: readonly (Date | null)[]): Date | null {
  return times.filter((time) => time !== null)
    .toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
}

function toAnswer(comparison: Reconciliation): ZeroLoss["comparisons"][number] {
  return {
    line: comparison.lineId,
    finished_at: comparison.finishedAt?.toISOString() ?? null,
    problem: comparison.problem,
    failing_since: comparison.failingSince?.toISOString() ?? null,
    brought: comparison.brought,
    last_brought_at: comparison.lastBroughtAt?.toISOString() ?? null,
  };
}

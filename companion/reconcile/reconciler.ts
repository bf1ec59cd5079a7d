import { getLogger } from "@logtape/logtape";
import { backoffMs } from "../outbox/backoff.ts";
import { ProviderError } from "../providers/provider_error.ts";
import { readLines } from "../store/lines.ts";
import {
  askForAll,
  giveLeaseBack,
  leaseDue,
  noteLookedBack,
  postponeReconciliation,
  type ReconciliationLease,
} from "../store/reconciliations.ts";
import { loggable } from "../telemetry/loggable.ts";
import { Overtaken, TooMuch } from "./calls.ts";
import type { ReconcilingContext, ReconcilingPace } from "./context.ts";
import {
  type Comparison,
  isLookingBack,
  reconcileLine,
} from "./reconcile_line.ts";

const log = getLogger(["relevo", "reconciliation"]);

/** Compares lines with their provider's list, until it is stopped. */
export interface Reconciler {
  /** Gives up what is on its way, and gives its lease back. */
  stop(): Promise<void>;
}

/** Begins at once and goes on by the clock of the database. Nobody waits for it, and one process at a time works on a line. */
export function startReconciler(
  context: ReconcilingContext,
  pace: ReconcilingPace,
): Reconciler {
  const { sql } = context;
  const leasedBy = context.newId();
  const stopping = new AbortController();
  const { signal } = stopping;
  let hasAsked = false;
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    try {
      if (!hasAsked) await askForAll(sql);
      hasAsked = true;
      while (!signal.aborted) {
        const lease = await leaseDue(sql, { leasedBy, leaseMs: pace.leaseMs });
        if (!lease) return;
        await work(lease);
      }
    } catch (error) {
      log.warn("Cannot look for lines to compare", { error: loggable(error) });
    }
  }

  async function work(lease: ReconciliationLease): Promise<void> {
    const line = (await readLines(sql)).find(({ id }) => id === lease.lineId);
    const account = line ? await context.accountOf(line) : null;
    if (!line || !account) {
      const problem = "The line has no credentials";
      const afterMs = pace.everyMs;
      return await postponeReconciliation(sql, lease, { problem, afterMs });
    }
    const comparison = { lease, line, account, pace, signal };
    try {
      await reconcileLine(context, comparison);
    } catch (error) {
      await failed(comparison, error);
    }
  }

  async function failed(comparison: Comparison, error: unknown): Promise<void> {
    const { lease } = comparison;
    if (signal.aborted) return await giveLeaseBack(sql, lease);
    if (error instanceof Overtaken) return;
    if (error instanceof TooMuch && isLookingBack(comparison)) {
      await noteLookedBack(sql, lease);
    }
    const isKnown = error instanceof ProviderError || error instanceof TooMuch;
    const problem = isKnown ? error.message : "The comparison failed";
    const retryAfterMs = error instanceof ProviderError
      ? error.retryAfterMs
      : null;
    log.warn("Cannot compare a line", {
      line: lease.lineId,
      problem,
      ...(isKnown ? {} : placeOf(error)),
    });
    await postponeReconciliation(sql, lease, {
      problem,
      afterMs: retryAfterMs ?? backoffMs(lease.attempts),
    });
  }

  function lookAgain(): void {
    looking ??= look().finally(() => looking = null);
  }

  const timer = setInterval(lookAgain, pace.lookEveryMs);
  lookAgain();
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await looking;
    },
  };
}

/** Where something unexpected happened. What it says may quote a customer, and stays out of the log. */
function placeOf(error: unknown): { code: string; error: string } {
  const { name, stack = "" } = error instanceof Error ? error : new Error();
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return {
    code: String((error as { code?: unknown } | null)?.code ?? "none"),
    error: [name, ...frames].join("\n"),
  };
}

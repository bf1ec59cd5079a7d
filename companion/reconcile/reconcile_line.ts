import { getLogger } from "@logtape/logtape";
import type { ProviderError } from "../providers/provider_error.ts";
import type { TwilioAccount } from "../providers/twilio/client.ts";
import { readHeld } from "../store/held_messages.ts";
import type { Line } from "../store/lines.ts";
import {
  finishReconciliation,
  keepLease,
  type ReconciliationLease,
} from "../store/reconciliations.ts";
import { setReceivedCounts } from "../store/received_counts.ts";
import { bringMissing } from "./bring_missing.ts";
import { bringStatuses } from "./bring_statuses.ts";
import { type Calls, openCalls } from "./calls.ts";
import type { ReconcilingContext, ReconcilingPace } from "./context.ts";
import { countStart, noteHere, type Survey, survey } from "./survey.ts";

const log = getLogger(["relevo", "reconciliation"]);

/** The database's clock and the provider's are not one; a new line's first messages are worth a look. */
const CLOCK_SLACK_MS = 60_000;
/** The provider's times have no parts of a second. */
const SECOND_MS = 1000;

/** One line's comparison. */
export interface Comparison {
  lease: ReconciliationLease;
  line: Line;
  account: TwilioAccount;
  pace: ReconcilingPace;
  signal: AbortSignal;
}

/**
 * Compares what the provider received for a line with what is here, brings what is missing, and
 * moves our messages' statuses on. Twice changes nothing; cut short, the next one does it again.
 * @throws {ProviderError} @throws {TooMuch} @throws {Overtaken}
 */
export async function reconcileLine(
  context: ReconcilingContext,
  comparison: Comparison,
): Promise<void> {
  const { lease, line, account, pace, signal } = comparison;
  const calls = openCalls(account, {
    pace,
    signal,
    mayGoOn: () => keepLease(context.sql, lease, pace.leaseMs),
  });
  const found = await lookInbound(context, comparison, calls);
  const since = startOf(comparison, lease.sentUntil);
  const sentUntil = await bringStatuses(context, line.id, {
    pages: calls.pages({ from: line.number, since, pageSize: pace.pageSize }),
    since,
  });
  if (found.problem) throw found.problem;
  const soonMs = found.isCut ? 0 : pace.graceMs;
  await finishReconciliation(context.sql, lease, {
    receivedUntil: earlier(found.newest, found.unsettledFrom),
    sentUntil,
    hasLookedBack: isLookingBack(comparison),
    againAfterMs: found.unsettledFrom
      ? Math.min(pace.everyMs, soonMs)
      : pace.everyMs,
  });
}

/** Whether this comparison is one of those that look far back. */
export function isLookingBack({ lease, pace }: Comparison): boolean {
  const { leasedAt, lookedBackAt } = lease;
  return leasedAt.getTime() - lookedBackAt.getTime() >= pace.lookBackEveryMs;
}

async function lookInbound(
  context: ReconcilingContext,
  comparison: Comparison,
  calls: Calls,
): Promise<Survey & { problem: ProviderError | null }> {
  const { lease, line, account, pace } = comparison;
  const since = startOf(comparison, lease.receivedUntil);
  const pages = calls.pages({
    to: line.number,
    since,
    pageSize: pace.pageSize,
  });
  const found = await survey(context, pages, {
    since,
    asOf: lease.leasedAt,
    graceMs: pace.graceMs,
    mostMissing: pace.mostMissing,
  });
  await writeCounts(context, line, { found, since });
  if (found.missing.length === 0) return { ...found, problem: null };
  const { messages, problem } = await bringMissing(context, found.missing, {
    lineId: line.id,
    account,
    calls,
    attempts: lease.attempts,
  });
  log.warn("Brought messages that never came", {
    line: line.id,
    missing: found.missing.length,
    brought: messages.length,
  });
  const here = await readHeld(context.sql, messages.map(({ sid }) => sid));
  for (const message of messages) {
    if (here.has(message.sid)) noteHere(found, message);
  }
  await writeCounts(context, line, { found, since });
  return { ...found, problem };
}

async function writeCounts(
  { sql }: ReconcilingContext,
  { id }: Line,
  { found, since }: { found: Survey; since: Date },
): Promise<void> {
  await setReceivedCounts(sql, id, {
    since: new Date(countStart(since)),
    counts: [...found.counts.values()],
  });
}

/** Where to begin: a while before what is settled, with a whole count, and never before the line was known. */
function startOf(comparison: Comparison, settledUntil: Date | null): Date {
  const { lease, pace } = comparison;
  const lineSince = Math.floor(lease.lineSince.getTime() / SECOND_MS) *
      SECOND_MS - CLOCK_SLACK_MS;
  if (!settledUntil) return new Date(lineSince);
  const usual = settledUntil.getTime() - pace.overlapMs;
  const farBack = lease.leasedAt.getTime() - pace.lookBackMs;
  const start = isLookingBack(comparison) ? Math.min(usual, farBack) : usual;
  return new Date(Math.max(countStart(new Date(start)), lineSince));
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a < b ? a : b;
}

import type { Sql } from "./sql.ts";

/** A line's comparison, leased to one process. */
export interface ReconciliationLease {
  lineId: number;
  leasedBy: string;
  /** Up to where messages in and out are settled, by the provider's clock; `null` before the first time. */
  receivedUntil: Date | null;
  sentUntil: Date | null;
  /** When the line became known. */
  lineSince: Date;
  /** The database's clock, when the lease began. */
  leasedAt: Date;
  /** When it last looked far back. */
  lookedBackAt: Date;
  /** How often it has failed in a row. */
  attempts: number;
}

/** How a line's comparison stands. */
export interface Reconciliation {
  lineId: number;
  /** When the line became known. */
  lineSince: Date;
  /** The end of the newest comparison that came to one. */
  finishedAt: Date | null;
  /** Why the newest one did not; `null` when it did. */
  problem: string | null;
  failingSince: Date | null;
  brought: number;
  lastBroughtAt: Date | null;
}

/** Makes every line's comparison due now: what is known of its past may be old. */
export async function askForAll(sql: Sql): Promise<void> {
  await sql`
    insert into reconciliations (line_id) select id from lines
    on conflict (line_id) do update set due_at = least(reconciliations.due_at, now())
  `;
}

/** Leases the line that is due longest, if there is one that nobody else has. */
export async function leaseDue(
  sql: Sql,
  by: { leasedBy: string; leaseMs: number },
): Promise<ReconciliationLease | null> {
  await sql`
    insert into reconciliations (line_id) select id from lines
    where id not in (select line_id from reconciliations) on conflict do nothing
  `;
  const [lease] = await sql<ReconciliationLease[]>`
    update reconciliations r set leased_by = ${by.leasedBy}, leased_until = now() + ${by.leaseMs} * interval '1 millisecond'
    from lines l
    where l.id = r.line_id and r.line_id = (
      select line_id from reconciliations
      where due_at <= now() and (leased_until is null or leased_until < now())
      order by due_at limit 1 for update skip locked
    )
    returning r.line_id, r.leased_by, r.received_until, r.sent_until, l.created_at as line_since, now() as leased_at,
      r.looked_back_at, r.attempts
  `;
  return lease ?? null;
}

/** Holds the lease for longer; `false` when it was lost. */
export async function keepLease(
  sql: Sql,
  { lineId, leasedBy }: ReconciliationLease,
  leaseMs: number,
): Promise<boolean> {
  const { count } = await sql`
    update reconciliations set leased_until = now() + ${leaseMs} * interval '1 millisecond'
    where line_id = ${lineId} and leased_by = ${leasedBy} and leased_until > now()
  `;
  return count === 1;
}

/** Counts messages that only the comparison has brought. */
export async function addBrought(
  sql: Sql,
  lineId: number,
  count: number,
): Promise<void> {
  await sql`
    update reconciliations set brought = brought + ${count}, last_brought_at = now() where line_id = ${lineId}
  `;
}

/** Ends a comparison that came to its end, and says when the next one is due. A lost lease changes nothing. */
export async function finishReconciliation(
  sql: Sql,
  { lineId, leasedBy }: ReconciliationLease,
  end: {
    receivedUntil: Date | null;
    sentUntil: Date | null;
    hasLookedBack: boolean;
    againAfterMs: number;
  },
): Promise<void> {
  await sql`
    update reconciliations set received_until = greatest(received_until, ${end.receivedUntil}),
      sent_until = greatest(sent_until, ${end.sentUntil}),
      looked_back_at = case when ${end.hasLookedBack} then now() else looked_back_at end,
      due_at = now() + ${end.againAfterMs} * interval '1 millisecond', leased_by = null, leased_until = null,
      attempts = 0, problem = null, failing_since = null, finished_at = now()
    where line_id = ${lineId} and leased_by = ${leasedBy}
  `;
}

/** Ends a comparison that did not come to its end, to be tried again. A lost lease changes nothing. */
export async function postponeReconciliation(
  sql: Sql,
  { lineId, leasedBy }: ReconciliationLease,
  { problem, afterMs }: { problem: string; afterMs: number },
): Promise<void> {
  await sql`
    update reconciliations set due_at = now() + ${afterMs} * interval '1 millisecond',
      leased_by = null, leased_until = null, attempts = attempts + 1, problem = ${problem},
      failing_since = coalesce(failing_since, now())
    where line_id = ${lineId} and leased_by = ${leasedBy}
  `;
}

/** Notes that there is no use in looking far back once more for a while. */
export async function noteLookedBack(
  sql: Sql,
  { lineId, leasedBy }: ReconciliationLease,
): Promise<void> {
  await sql`
    update reconciliations set looked_back_at = now() where line_id = ${lineId} and leased_by = ${leasedBy}
  `;
}

/** Gives a lease back unused. */
export async function giveLeaseBack(
  sql: Sql,
  { lineId, leasedBy }: ReconciliationLease,
): Promise<void> {
  await sql`
    update reconciliations set leased_by = null, leased_until = null
    where line_id = ${lineId} and leased_by = ${leasedBy}
  `;
}

/** How the comparison of each line stands. */
export async function readReconciliations(
  sql: Sql,
): Promise<Reconciliation[]> {
  return await sql<Reconciliation[]>`
    select r.line_id, l.created_at as line_since, r.finished_at, r.problem, r.failing_since, r.brought, r.last_brought_at
    from reconciliations r join lines l on l.id = r.line_id order by r.line_id
  `;
}

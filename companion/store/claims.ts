import type { TaskKind } from "./lanes.ts";
import type { Sql, Tx } from "./sql.ts";
import { living } from "./workers.ts";

/** The head of a lane, claimed by a worker. */
export interface Claim {
  kind: TaskKind;
  conversationId: string;
  workerId: number;
  /** The head; of a publish lane, the version up to which to publish. */
  seq: number;
  /** Up to where the lane was done. With `attempts` it tells this claim from a later one of the same worker. */
  doneSeq: number;
  /** How often it was tried before. */
  attempts: number;
  /** Of a publish lane: the position up to which the site has the messages. */
  cursor: number;
  /** `null` in a publish lane. */
  payload: unknown;
}

/** Claims the heads of lanes that are due, those waiting longest first. Nothing when the worker's own session is gone. */
export async function claimLanes(
  sql: Sql,
  kind: TaskKind,
  by: { workerId: number; limit: number },
): Promise<Claim[]> {
  return await sql<Claim[]>`
    with due as (
      select kind, conversation_id from outbox_lanes
      where kind = ${kind} and done_seq < last_seq and claimed_by is null and state = 'active' and due_at <= now()
        and ${by.workerId} in (${living(sql)})
      order by due_at limit ${by.limit} for update skip locked
    ), claimed as (
      update outbox_lanes lane set claimed_by = ${by.workerId} from due
      where lane.kind = due.kind and lane.conversation_id = due.conversation_id
      returning lane.*
    )
    select c.kind, c.conversation_id, c.claimed_by as worker_id, c.done_seq, c.attempts, c.cursor, t.payload,
      case when c.kind = 'publish_change' then c.last_seq else c.done_seq + 1 end as seq
    from claimed c left join outbox_tasks t
      on t.kind = c.kind and t.conversation_id = c.conversation_id and t.seq = c.done_seq + 1
  `;
}

/** Which of the claims still count: asked right before anything leaves the house. */
export async function readLiveClaims(
  sql: Sql,
  claims: readonly Claim[],
): Promise<Set<string>> {
  const rows = await sql<{ conversationId: string }[]>`
    select lane.conversation_id from outbox_lanes lane, (select * ${
    listed(sql, claims)
  }) as l
    where ${isStillTheirs(sql)} and lane.claimed_by in (${living(sql)})
  `;
  return new Set(rows.map(({ conversationId }) => conversationId));
}

/** The same of one claim, holding its lane until the end of the transaction. */
export async function isClaimAlive(tx: Tx, claim: Claim): Promise<boolean> {
  const { count } = await tx`
    select 1 from outbox_lanes lane, (select * ${listed(tx, [claim])}) as l
    where ${isStillTheirs(tx)} and lane.claimed_by in (${
    living(tx)
  }) for update of lane
  `;
  return count === 1;
}

/** A claim whose work is done, and up to which position the site has the messages then. */
export type Completion = Claim & { isPartly: boolean };

/** Moves lanes past their heads and gives them back. Claims lost meanwhile change nothing. */
export async function completeClaims(
  sql: Sql,
  completions: readonly Completion[],
): Promise<void> {
  await sql`
    with finished as (${held(sql, completions)}), done as (
      update outbox_lanes lane set
        done_seq = case when l."isPartly" then lane.done_seq else greatest(lane.done_seq, l.seq) end,
        cursor = greatest(lane.cursor, l.cursor), attempts = 0, due_at = now(),
        claimed_by = null, problem = null, problem_since = null
      from finished l
      where ${isStillTheirs(sql)}
      returning lane.kind, lane.conversation_id, lane.done_seq
    )
    delete from outbox_tasks t using done
    where t.kind = done.kind and t.conversation_id = done.conversation_id and t.seq <= done.done_seq
  `;
}

/** Gives lanes back whose heads have to be tried again, each after its own wait. */
export async function postponeClaims(
  sql: Sql,
  failures: readonly (Claim & { afterMs: number; because: string })[],
): Promise<void> {
  await sql`
    update outbox_lanes lane set claimed_by = null, attempts = lane.attempts + 1,
      due_at = now() + l."afterMs" * interval '1 millisecond',
      problem = l.because, problem_since = coalesce(lane.problem_since, now())
    from (${held(sql, failures)}) as l
    where ${isStillTheirs(sql)}
  `;
}

/** Gives lanes back whose heads were not tried, because it was not their turn yet: each is due after its own wait. */
export async function deferClaims(
  sql: Sql,
  claims: readonly (Claim & { afterMs: number })[],
): Promise<void> {
  await sql`
    update outbox_lanes lane set claimed_by = null,
      due_at = now() + l."afterMs" * interval '1 millisecond'
    from (${held(sql, claims)}) as l
    where ${isStillTheirs(sql)}
  `;
}

/** Stops lanes whose heads can never succeed. A person sees them, and may release them. */
export async function stopClaims(
  sql: Sql,
  failures: readonly (Claim & { because: string })[],
): Promise<void> {
  await sql`
    update outbox_lanes lane set claimed_by = null, state = 'stopped',
      problem = l.because, problem_since = coalesce(lane.problem_since, now())
    from (${held(sql, failures)}) as l
    where ${isStillTheirs(sql)}
  `;
}

/**
 * Those claims that still count, their lanes locked in the order in which those who promise work
 * lock them: so none waits for the other in a circle.
 */
function held(sql: Sql, claims: readonly Claim[]) {
  return sql`
    select l.* from outbox_lanes lane, (select * ${listed(sql, claims)}) as l
    where ${
    isStillTheirs(sql)
  } order by lane.kind, lane.conversation_id for update of lane
  `;
}

/** Not lost to another worker, and not claimed again by the same one since. */
function isStillTheirs(sql: Sql | Tx) {
  return sql`
    lane.kind = l.kind and lane.conversation_id = l."conversationId" and lane.claimed_by = l."workerId"
      and lane.done_seq = l."doneSeq" and lane.attempts = l.attempts
  `;
}

function listed(sql: Sql | Tx, claims: readonly object[]) {
  return sql`
    from jsonb_to_recordset(${sql.json(claims as never)}) as l (
      kind text, "conversationId" uuid, "workerId" int, seq bigint, "doneSeq" bigint, attempts int, cursor int,
      "isPartly" boolean, "afterMs" double precision, because text
    )
  `;
}

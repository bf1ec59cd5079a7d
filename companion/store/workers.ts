import type { Sql, Tx } from "./sql.ts";

// The first half of every worker's advisory lock; the second is its id.
const WORKER_LOCK = 7001;

/** A worker's place in the books. Its claims count while this database session lives. */
export interface WorkerSession {
  id: number;
  pid: number;
}

/**
 * Enters a new worker. `session` must be one connection that nobody else uses. Row and lock come
 * with one statement: a connection lost between two would leave a lock that no row speaks of.
 */
export async function addWorker(session: Sql): Promise<WorkerSession> {
  // Claims of an identity that this very session had before must not count any longer.
  await session`select pg_advisory_unlock_all()`;
  const [worker] = await session<WorkerSession[]>`
    with entered as (insert into workers (pid) values (pg_backend_pid()) returning id, pid)
    select id, pid, pg_advisory_lock(${WORKER_LOCK}, id) from entered
  `;
  return { id: worker!.id, pid: worker!.pid };
}

/** Shows that the worker is alive; `false` when its session is no longer the one that its claims hang on. */
export async function beat(
  session: Sql,
  worker: WorkerSession,
): Promise<boolean> {
  const [row] = await session<{ pid: number }[]>`
    update workers set beat_at = now() where id = ${worker.id} returning pg_backend_pid() as pid
  `;
  return row?.pid === worker.pid;
}

/** Leaves the books, and gives every claim back. */
export async function removeWorker(
  session: Sql,
  worker: WorkerSession,
): Promise<void> {
  await freeClaims(session, session`claimed_by = ${worker.id}`);
  await session`select pg_advisory_unlock(${WORKER_LOCK}, ${worker.id})`;
  await session`delete from workers where id = ${worker.id}`;
}

/**
 * Ends the sessions of other workers that are silent (a frozen process keeps its connection), and
 * frees what the dead had claimed. Answers the ids of the workers whose sessions live.
 */
export async function freeClaimsOfTheDead(
  sql: Sql,
  { self, silenceMs }: { self: number | null; silenceMs: number },
): Promise<Set<number>> {
  const workers = await sql<(WorkerSession & { isSilent: boolean })[]>`
    select w.id, l.pid, w.beat_at < now() - ${silenceMs} * interval '1 millisecond' as is_silent
    from (${locks(sql)}) as l join workers w on w.id = l.id
  `;
  const silent = workers.filter(({ id, isSilent }) => isSilent && id !== self);
  for (const { pid } of silent) await sql`select pg_terminate_backend(${pid})`;
  await freeClaims(
    sql,
    sql`claimed_by is not null and claimed_by not in (${living(sql)})`,
  );
  await sql`
    delete from workers where beat_at < now() - ${silenceMs} * interval '1 millisecond'
      and id not in (${living(sql)})
  `;
  return new Set(workers.map(({ id }) => id));
}

/** Waits for nobody, so that none waits in a circle: a lane that somebody writes to now comes free at the next look. */
async function freeClaims(
  sql: Sql,
  whose: ReturnType<typeof living>,
): Promise<void> {
  await sql`
    update outbox_lanes lane set claimed_by = null
    from (
      select kind, conversation_id from outbox_lanes where ${whose} for update skip locked
    ) as free
    where lane.kind = free.kind and lane.conversation_id = free.conversation_id
  `;
}

const ROUNDS = 3;

/**
 * Whether two connections are really two, and each stays itself, as claims need it. A transaction
 * pooler hands both the same one, or now this one and now that.
 */
export async function hasSessions(session: Sql, other: Sql): Promise<boolean> {
  const mine = await pidOf(session);
  const its = await pidOf(other);
  for (let round = 1; round < ROUNDS; round++) {
    if (await pidOf(session) !== mine || await pidOf(other) !== its) {
      return false;
    }
  }
  return mine !== its;
}

async function pidOf(sql: Sql): Promise<number> {
  const [row] = await sql<
    { pid: number }[]
  >`select pg_backend_pid() as pid`;
  return row!.pid;
}

/** The ids of the workers whose sessions live. */
export function living(sql: Sql | Tx) {
  return sql`select id from (${locks(sql)}) as l`;
}

function locks(sql: Sql | Tx) {
  return sql`
    select objid::int as id, pid from pg_locks
    where locktype = 'advisory' and classid = ${WORKER_LOCK} and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database())
  `;
}

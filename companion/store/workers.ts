import type { Sql, Tx } from "./sql.ts";

// The first half of every worker's advisory lock; the second is its id.
const WORKER_LOCK = 7001;

/** How long a worker may be silent before another one ends its database session. */
const SILENCE = "20 seconds";

/** A worker's place in the books. Its claims count while this database session lives. */
export interface WorkerSession {
  id: number;
  pid: number;
}

/** Enters a new worker. `session` must be one connection that nobody else uses. */
export async function addWorker(session: Sql): Promise<WorkerSession> {
  const [worker] = await session<WorkerSession[]>`
    insert into workers (pid) values (pg_backend_pid()) returning id, pid
  `;
  await session`select pg_advisory_lock(${WORKER_LOCK}, ${worker!.id})`;
  return worker!;
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
  await session`update outbox_lanes set claimed_by = null where claimed_by = ${worker.id}`;
  await session`select pg_advisory_unlock(${WORKER_LOCK}, ${worker.id})`;
  await session`delete from workers where id = ${worker.id}`;
}

/**
 * Ends the sessions of workers that are silent (a frozen process keeps its connection), and frees
 * what the dead had claimed. Answers how many lanes came free.
 */
export async function freeClaimsOfTheDead(sql: Sql): Promise<number> {
  await sql`
    select pg_terminate_backend(w.pid) from workers w
    where w.beat_at < now() - ${SILENCE}::interval and w.id in (${living(sql)})
  `;
  const { count } = await sql`
    update outbox_lanes set claimed_by = null
    where claimed_by is not null and claimed_by not in (${living(sql)})
  `;
  await sql`delete from workers where beat_at < now() - ${SILENCE}::interval and id not in (${
    living(sql)
  })`;
  return count;
}

/** Whether two connections are really two, as claims need it. A transaction pooler hands both the same one. */
export async function hasSessions(session: Sql, other: Sql): Promise<boolean> {
  const [mine] = await session<
    { pid: number }[]
  >`select pg_backend_pid() as pid`;
  const [its] = await other<{ pid: number }[]>`select pg_backend_pid() as pid`;
  return mine!.pid !== its!.pid;
}

/** The ids of the workers whose sessions live. */
export function living(sql: Sql | Tx) {
  return sql`
    select objid::int from pg_locks
    where locktype = 'advisory' and classid = ${WORKER_LOCK} and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database())
  `;
}

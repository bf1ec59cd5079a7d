import { getLogger } from "@logtape/logtape";
import { connect, type Sql } from "../store/sql.ts";
import {
  addWorker,
  beat,
  hasSessions,
  removeWorker,
  type WorkerSession,
} from "../store/workers.ts";
import { loggable } from "../telemetry/loggable.ts";

const log = getLogger(["relevo", "outbox"]);

/** A worker's identity, which lives as long as one database session. */
export interface Session {
  /** `null` while there is none: nothing may be claimed then. */
  workerId(): number | null;
  /** Shows that the worker lives, and takes a new identity where the one it had has ended. Never throws. */
  keepAlive(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the session that the worker's claims hang on, and renews it, under a new id, when it is lost.
 * @throws {Error} when the database hands out connections by transaction, which can't hold a claim
 */
export async function openSession(
  databaseUrl: string,
  beatEveryMs: number,
): Promise<Session> {
  const open = () =>
    connect(lasting(databaseUrl), { max: 1, name: "relevo worker" });
  let sql = open();
  let worker: WorkerSession | null;
  try {
    await refusePooler(databaseUrl, sql);
    worker = await addWorker(sql);
  } catch (error) {
    await sql.end();
    throw error;
  }
  let keeping: Promise<void> | null = null;

  async function keep(): Promise<void> {
    const known = worker;
    if (known && await inTime(beat(sql, known)).catch(() => false)) return;
    worker = null;
    // A connection that was cut may never answer what was asked of it: it is given up with all it owes.
    sql.end({ timeout: 0 }).catch(noteLateEnd);
    sql = open();
    try {
      worker = await inTime(addWorker(sql));
      log.warn("The worker's session was lost and is renewed", {
        worker: worker.id,
      });
    } catch (error) {
      log.warn("Cannot reach the database", { error: loggable(error) });
    }
  }

  function keepAlive(): Promise<void> {
    return keeping ??= keep().finally(() => keeping = null);
  }

  const timer = setInterval(keepAlive, beatEveryMs);
  return {
    workerId: () => worker?.id ?? null,
    keepAlive,
    async close() {
      clearInterval(timer);
      await keeping;
      const leaving = worker;
      worker = null;
      try {
        if (leaving) await removeWorker(sql, leaving);
      } catch (error) {
        log.warn("Cannot leave the books; the claims end with the session", {
          error: loggable(error),
        });
      } finally {
        await sql.end({ timeout: 5 });
      }
    },
  };
}

/** How long the books may take to answer a beat. */
const PATIENCE_MS = 5000;

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error("The database does not answer")),
      PATIENCE_MS,
    );
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function noteLateEnd(error: unknown): void {
  log.debug("A lost session ended late", { error: loggable(error) });
}

/** A pool replaces its connections every half hour: no claim outlives that. */
function lasting(databaseUrl: string): string {
  const mark = databaseUrl.includes("?") ? "&" : "?";
  return `${databaseUrl}${mark}max_lifetime=0`;
}

async function refusePooler(databaseUrl: string, session: Sql): Promise<void> {
  const other = connect(databaseUrl, { max: 1, name: "relevo worker check" });
  try {
    if (await hasSessions(session, other)) return;
    throw new Error(
      "Cannot work through a transaction pooler (PgBouncer's pool_mode=transaction or its like): " +
        "DATABASE_URL must lead to Postgres itself, or to a session pool",
    );
  } finally {
    await other.end();
  }
}

import { getLogger } from "@logtape/logtape";
import { connect, type Sql } from "../store/sql.ts";
import {
  addWorker,
  beat,
  hasSessions,
  removeWorker,
  type WorkerSession,
} from "../store/workers.ts";

const BEAT_EVERY_MS = 5000;
const log = getLogger(["relevo", "outbox"]);

/** A worker's identity, which lives as long as one database session. */
export interface Session {
  /** `null` while there is none: nothing may be claimed then. */
  workerId(): number | null;
  close(): Promise<void>;
}

/**
 * Opens the session that the worker's claims hang on, and renews it, under a new id, when it is lost.
 * @throws {Error} when the database hands out connections by transaction, which can't hold a claim
 */
export async function openSession(databaseUrl: string): Promise<Session> {
  const sql = connect(databaseUrl, { max: 1, name: "relevo worker" });
  await refusePooler(databaseUrl, sql);
  let worker: WorkerSession | null = await addWorker(sql);
  let isBeating = false;

  async function keepAlive(): Promise<void> {
    if (isBeating) return;
    isBeating = true;
    try {
      if (worker && await beat(sql, worker)) return;
      worker = null;
      worker = await addWorker(sql);
      log.warn("The worker's session was lost and is renewed", {
        worker: worker.id,
      });
    } catch (error) {
      worker = null;
      log.warn("Cannot reach the database", { error: String(error) });
    } finally {
      isBeating = false;
    }
  }

  const timer = setInterval(keepAlive, BEAT_EVERY_MS);
  return {
    workerId: () => worker?.id ?? null,
    async close() {
      clearInterval(timer);
      const leaving = worker;
      worker = null;
      try {
        if (leaving) await removeWorker(sql, leaving);
      } catch (error) {
        log.warn("Cannot leave the books; the claims end with the session", {
          error: String(error),
        });
      } finally {
        await sql.end({ timeout: 5 });
      }
    },
  };
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

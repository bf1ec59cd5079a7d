import { getLogger } from "@logtape/logtape";
import {
  type Claim,
  claimLanes,
  completeClaims,
  postponeClaims,
  stopClaims,
} from "../store/claims.ts";
import type { Sql } from "../store/sql.ts";
import { freeClaimsOfTheDead } from "../store/workers.ts";
import { backoffMs } from "./backoff.ts";
import type { Bell } from "../store/bell.ts";
import type { Outcome, TaskHandler } from "./task_handler.ts";
import { openSession } from "./worker_session.ts";

const LOOK_EVERY_MS = 1000;
const log = getLogger(["relevo", "outbox"]);

/** Does promised work until it is stopped. */
export interface Worker {
  /** Takes nothing new, ends what has begun, gives back the rest. */
  stop(): Promise<void>;
}

/**
 * Does what the outbox promises: of each lane its head, and nothing after it. Woken by the bell,
 * and once a second all the same.
 */
export async function startWorker(
  sql: Sql,
  handlers: readonly TaskHandler[],
  { bell, databaseUrl }: { bell: Bell; databaseUrl: string },
): Promise<Worker> {
  const session = await openSession(databaseUrl);
  const pumps = handlers.map((handler) =>
    startPump(sql, handler, () => session.workerId())
  );
  pumps.forEach((pump, at) => bell.on(handlers[at]!.kind, pump.wake));
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    try {
      await freeClaimsOfTheDead(sql);
    } catch (error) {
      log.warn("Cannot look after other workers", { error: String(error) });
    } finally {
      isLooking = false;
    }
    pumps.forEach((pump) => pump.wake());
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  await look();
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(pumps.map((pump) => pump.stop()));
      await session.close();
    },
  };
}

/** Keeps one kind of work going: as many runs at once as the handler allows. */
function startPump(
  sql: Sql,
  handler: TaskHandler,
  workerId: () => number | null,
) {
  const running = new Set<Promise<void>>();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let claiming: Promise<void> | null = null;
  let isAskedAgain = false;
  let isStopped = false;

  function wake(): void {
    if (isStopped) return;
    isAskedAgain = true;
    claiming ??= claim().finally(() => claiming = null);
  }

  async function claim(): Promise<void> {
    while (isAskedAgain && !isStopped && running.size < handler.runs) {
      isAskedAgain = false;
      const id = workerId();
      const claims = id === null ? [] : await claimQuietly(id);
      if (claims.length === 0) continue;
      const run = work(claims).finally(() => {
        running.delete(run);
        wake();
      });
      running.add(run);
      isAskedAgain = true;
    }
  }

  async function claimQuietly(id: number): Promise<Claim[]> {
    try {
      return await claimLanes(sql, handler.kind, {
        workerId: id,
        limit: handler.lanes,
      });
    } catch (error) {
      log.warn("Cannot claim work", {
        kind: handler.kind,
        error: String(error),
      });
      return [];
    }
  }

  async function work(claims: readonly Claim[]): Promise<void> {
    try {
      const outcomes = await handler.run(claims).catch((error) =>
        claims.map(() => crashed(handler, error))
      );
      for (const afterMs of await settle(sql, claims, outcomes)) {
        const timer = setTimeout(() => {
          timers.delete(timer);
          wake();
        }, afterMs);
        timers.add(timer);
      }
    } catch (error) {
      // The books are out of reach: the claims stay this worker's until its session ends.
      log.error("Cannot settle work", {
        kind: handler.kind,
        error: String(error),
      });
      await giveBackLater(sql, claims);
    }
  }

  return {
    wake,
    async stop() {
      isStopped = true;
      timers.forEach(clearTimeout);
      await claiming;
      await Promise.all(running);
    },
  };
}

function crashed(handler: TaskHandler, error: unknown): Outcome {
  const text = error instanceof Error
    ? error.stack ?? error.message
    : String(error);
  log.error("Work failed unexpectedly", { kind: handler.kind, error: text });
  return {
    is: "retry",
    because: error instanceof Error ? error.message : String(error),
  };
}

/** Writes down what became of each claim; answers the waits that are shorter than the next look. */
async function settle(
  sql: Sql,
  claims: readonly Claim[],
  outcomes: readonly Outcome[],
): Promise<number[]> {
  const pairs = claims.map((claim, at) => ({ claim, outcome: outcomes[at]! }));
  const done = pairs.flatMap(({ claim, outcome }) =>
    outcome.is === "done"
      ? [{
        ...claim,
        isPartly: outcome.isPartly ?? false,
        cursor: outcome.cursor ?? claim.cursor,
      }]
      : []
  );
  const failed = pairs.flatMap(({ claim, outcome }) =>
    outcome.is === "retry"
      ? [{
        ...claim,
        because: outcome.because,
        afterMs: outcome.afterMs ?? backoffMs(claim.attempts),
      }]
      : []
  );
  const stopped = pairs.flatMap(({ claim, outcome }) =>
    outcome.is === "stopped" ? [{ ...claim, because: outcome.because }] : []
  );
  if (done.length > 0) await completeClaims(sql, done);
  if (failed.length > 0) await postponeClaims(sql, failed);
  if (stopped.length > 0) await stopClaims(sql, stopped);
  for (const { kind, conversationId, because } of [...failed, ...stopped]) {
    log.info("Work has to wait", {
      kind,
      conversation: conversationId,
      because,
    });
  }
  return failed.map(({ afterMs }) => afterMs).filter((afterMs) =>
    afterMs < LOOK_EVERY_MS
  );
}

/** Nobody else can take these while our session lives, so they are handed back as soon as the books can be reached. */
async function giveBackLater(
  sql: Sql,
  claims: readonly Claim[],
): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, backoffMs(attempt)));
    const because = "Cannot settle: the database was away";
    const isBack = await postponeClaims(
      sql,
      claims.map((claim) => ({ ...claim, because, afterMs: 0 })),
    )
      .then(() => true, () => false);
    if (isBack) return;
  }
}

import { getLogger } from "@logtape/logtape";
import type { Bell } from "../store/bell.ts";
import { type Claim, claimLanes } from "../store/claims.ts";
import type { Sql } from "../store/sql.ts";
import { isUnreachable } from "../store/unreachable.ts";
import { loggable } from "../telemetry/loggable.ts";
import { giveBack, settleClaims } from "./settle_claims.ts";
import type { Outcome, TaskHandler } from "./task_handler.ts";

const log = getLogger(["relevo", "outbox"]);

/** What a pump needs to know. */
export interface PumpContext {
  sql: Sql;
  bell: Pick<Bell, "ring">;
  workerId(): number | null;
  /** Waits that are shorter are not left to the next look. */
  lookEveryMs: number;
}

/** Keeps one kind of work going. */
export interface Pump {
  /** There may be work. */
  wake(): void;
  /** Takes nothing new, and ends what has begun. */
  stop(): Promise<void>;
}

/** Claims and does work of one kind: as many runs at once as the handler allows. */
export function startPump(context: PumpContext, handler: TaskHandler): Pump {
  const { sql, bell, workerId, lookEveryMs } = context;
  const { kind } = handler;
  const running = new Set<Promise<void>>();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let claiming = Promise.resolve();
  let isClaiming = false;
  let isShut = false;
  let isAskedAgain = false;
  let isStopped = false;

  function wake(): void {
    if (isStopped || isShut) return;
    isAskedAgain = true;
    if (!isClaiming) claiming = claim();
  }

  async function claim(): Promise<void> {
    isClaiming = true;
    while (isAskedAgain && !isStopped && running.size < handler.runs) {
      isAskedAgain = false;
      const closedMs = await askQuietly();
      if (closedMs > 0) {
        isShut = true;
        after(closedMs, () => {
          isShut = false;
          wake();
        });
        break;
      }
      const id = workerId();
      const claims = id === null ? [] : await claimQuietly(id);
      // What was claimed while we were being stopped is freed with our session.
      if (claims.length === 0 || isStopped) continue;
      const run = work(claims).finally(() => {
        running.delete(run);
        wake();
      });
      running.add(run);
      isAskedAgain = true;
    }
    // In the same breath as the last look at what was asked: a wake in between would be lost.
    isClaiming = false;
  }

  async function askQuietly(): Promise<number> {
    try {
      return await handler.opensInMs?.() ?? 0;
    } catch (error) {
      log.warn("Cannot ask when work may begin", {
        kind,
        error: loggable(error),
      });
      return lookEveryMs;
    }
  }

  async function claimQuietly(id: number): Promise<Claim[]> {
    try {
      return await claimLanes(sql, kind, {
        workerId: id,
        limit: handler.lanes,
      });
    } catch (error) {
      log.warn("Cannot claim work", { kind, error: loggable(error) });
      return [];
    }
  }

  async function work(claims: readonly Claim[]): Promise<void> {
    const outcomes = await run(claims);
    bell.ring(...handler.leadsTo);
    try {
      const waits = await settleClaims(sql, claims, outcomes);
      waits.filter((ms) => ms < lookEveryMs).forEach((ms) => after(ms, wake));
    } catch (error) {
      log.error("Cannot settle work", { kind, error: loggable(error) });
      await giveBack(sql, claims, () => isStopped);
    }
  }

  /** A bug that one of many meets takes the others with it: apart, only its own lane has to wait. */
  async function run(claims: readonly Claim[]): Promise<Outcome[]> {
    try {
      return await handler.run(claims);
    } catch (error) {
      if (claims.length === 1 || isUnreachable(error)) {
        return claims.map((claim) => crashed(claim, error));
      }
      return (await Promise.all(claims.map((claim) => run([claim])))).flat();
    }
  }

  function after(ms: number, call: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      call();
    }, ms);
    timers.add(timer);
  }

  return {
    wake,
    async stop() {
      isStopped = true;
      await claiming;
      await Promise.all(running);
      timers.forEach(clearTimeout);
    },
  };
}

/** What the database refuses so often is the work's own fault: only a person can mend it. */
const TRIES_FOR_POISON = 4;

function crashed({ kind, attempts }: Claim, error: unknown): Outcome {
  const said = loggable(error);
  log.error("Work failed unexpectedly", { kind, error: said });
  if (isPoison(error) && attempts + 1 >= TRIES_FOR_POISON) {
    return { is: "stopped", because: "The work itself is wrong" };
  }
  // A supervisor sees it: the first line is what, the others are where.
  return { is: "retry", because: said.split("\n")[0]! };
}

/** Data that can't be, or that contradicts other data; a full disk or an outage is nobody's poison. */
function isPoison(error: unknown): boolean {
  return /^2[23]/.test(
    String((error as { code?: unknown } | null)?.code ?? ""),
  );
}

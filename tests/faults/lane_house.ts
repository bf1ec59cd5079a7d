import { type Bell, hangBell } from "../../companion/store/bell.ts";
import { addTasks } from "../../companion/store/lanes.ts";
import type { Claim } from "../../companion/store/claims.ts";
import type { Sql } from "../../companion/store/sql.ts";
import type { Pace } from "../../companion/outbox/pace.ts";
import type {
  Outcome,
  TaskHandler,
} from "../../companion/outbox/task_handler.ts";
import { startWorker, type Worker } from "../../companion/outbox/worker.ts";
import { createDatabase } from "../database.ts";
import { until } from "../until.ts";

/** A worker that looks around all the time: nothing of a test waits for it. */
export const HASTY: Pace = {
  lookEveryMs: 20,
  beatEveryMs: 50,
  silenceMs: 60_000,
};

/** A worker that never looks: what it does, it was woken for. */
export const ASLEEP: Pace = {
  lookEveryMs: 3_600_000,
  beatEveryMs: 3_600_000,
  silenceMs: 3_600_000,
};

/** Real lanes in a real database, and workers whose work the test says. */
export interface LaneHouse extends AsyncDisposable {
  sql: Sql;
  databaseUrl: string;
  /** One more worker, as if in a process of its own. */
  work(
    handler: Partial<TaskHandler> & Pick<TaskHandler, "run">,
    pace?: Pace,
  ): Promise<Worker & { bell: Bell }>;
  /** Promises one task for each number at the end of the lane, in one transaction. */
  promise(lane: string, ...numbers: number[]): Promise<void>;
  /** Until every lane has nothing left, but for those that stopped. */
  done(): Promise<void>;
}

export async function startLaneHouse(): Promise<LaneHouse> {
  const stack = new AsyncDisposableStack();
  const { sql, url } = stack.use(await createDatabase());
  return {
    sql,
    databaseUrl: url,
    async work(handler, pace = HASTY) {
      const bell = await hangBell(sql, crypto.randomUUID());
      stack.defer(() => bell.stop());
      const whole = {
        kind: "send_message",
        runs: 4,
        lanes: 1,
        leadsTo: [],
        ...handler,
      } as const;
      const worker = await startWorker(sql, [whole], {
        bell,
        databaseUrl: url,
        pace,
      });
      let stopping: Promise<void> | null = null;
      const stop = () => stopping ??= worker.stop();
      stack.defer(stop);
      return { bell, stop };
    },
    async promise(lane, ...numbers) {
      await sql.begin((tx) =>
        addTasks(
          tx,
          "send_message",
          numbers.map((number) => ({
            conversationId: lane,
            payload: { messageId: String(number) },
          })),
        )
      );
    },
    done: () =>
      until("every lane is done", async () => {
        const [row] = await sql`
          select count(*)::int as open from outbox_lanes
          where (done_seq < last_seq and state = 'active') or claimed_by is not null
        `;
        return row!.open === 0;
      }, 20_000),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** Does claims one by one; what the work throws is a bug. */
export function each(
  work: (lane: string, number: number) => Outcome | Promise<Outcome>,
): Pick<TaskHandler, "run"> {
  return {
    run: (claims) =>
      Promise.all(
        claims.map((claim) => work(claim.conversationId, numberOf(claim))),
      ),
  };
}

/** What was promised, by its number. */
export function numberOf({ payload }: Claim): number {
  return Number((payload as { messageId: string }).messageId);
}

export const DONE: Outcome = { is: "done" };
/** Tried again at once: only the order counts. */
export const AGAIN: Outcome = { is: "retry", because: "A fault", afterMs: 1 };

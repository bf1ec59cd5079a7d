import { assert, assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { connect, type Sql } from "../companion/store/sql.ts";
import { hasSessions } from "../companion/store/workers.ts";
import { openSession } from "../companion/outbox/worker_session.ts";
import { createDatabase } from "./database.ts";
import {
  ASLEEP,
  DONE,
  each,
  HASTY,
  type LaneHouse,
  startLaneHouse,
} from "./faults/lane_house.ts";
import { startTransactionPooler } from "./faults/transaction_pooler.ts";
import { until } from "./until.ts";

const LANE = crypto.randomUUID();

describe("the session that a worker's claims hang on", () => {
  it("is renewed under another id when it is cut, and work goes on", async () => {
    await using house = await startLaneHouse();
    const done: number[] = [];
    await house.work(each((_, number) => {
      done.push(number);
      return DONE;
    }));
    const [before] = await livingIds(house.sql);

    await cutSessions(house.sql);
    await house.promise(LANE, 1);
    await house.done();

    const [after] = await livingIds(house.sql);
    assertEquals(done, [1]);
    assert(after! > before!, `${after} is not new`);
  });

  it("lost in the middle of work: its end changes nothing, and the work is begun again", async () => {
    await using house = await startLaneHouse();
    const first = Promise.withResolvers<void>();
    const begun: number[] = [];
    await house.work(each(async (_, number) => {
      begun.push(number);
      if (begun.length === 1) await first.promise;
      return begun.length === 1 ? { is: "stopped", because: "Late" } : DONE;
    }));
    await house.promise(LANE, 1, 2);
    await until("it has begun", () => begun.length === 1);

    await cutSessions(house.sql);
    await until("the work is begun again, and the next one", () => {
      return begun.length === 3;
    });
    first.resolve();
    await house.done();

    assertEquals(begun, [1, 1, 2]);
    assertEquals(await laneOf(house), {
      doneSeq: 2,
      state: "active",
      problem: null,
    });
  });

  it("of a worker that is silent is ended by another, which takes over what it had", async () => {
    await using house = await startLaneHouse();
    const thaw = Promise.withResolvers<void>();
    const frozen: number[] = [];
    const done: number[] = [];
    await house.work(
      each(async (_, number) => {
        frozen.push(number);
        await thaw.promise;
        return { is: "stopped", because: "Late" };
      }),
      ASLEEP,
    ).then(async ({ bell }) => {
      await house.promise(LANE, 1, 2);
      bell.ring("send_message");
      await until("the first one has it", () => frozen.length === 1);
    });
    const [silent] = await livingIds(house.sql);

    await house.work(
      each((_, number) => {
        done.push(number);
        return DONE;
      }),
      { ...HASTY, silenceMs: 500 },
    );
    await house.done();
    thaw.resolve();

    assertEquals([frozen, done], [[1], [1, 2]]);
    assert(!(await livingIds(house.sql)).includes(silent!));
    assertEquals(await laneOf(house), {
      doneSeq: 2,
      state: "active",
      problem: null,
    });
  });

  it("of a worker that shows that it lives is left alone", async () => {
    await using house = await startLaneHouse();
    const work = each(() => DONE);
    const lively = { ...HASTY, silenceMs: 1000 };
    await house.work(work, lively);
    await house.work({ ...work, kind: "fetch_media" }, lively);
    const before = await livingIds(house.sql);

    const [{ start }] = await house.sql<[{ start: Date }]>`
      select now() as start
    `;
    await until("they had time to take each other for dead", async () => {
      const [row] = await house.sql`
        select bool_and(beat_at > ${start}::timestamptz + interval '1.2 seconds') as is_so
        from workers
      `;
      return row!.isSo;
    });

    assertEquals(await livingIds(house.sql), before);
  });

  it("is not taken through a transaction pooler, which is named", async () => {
    await using database = await createDatabase();
    await using pooler = await startTransactionPooler(database.url);

    const error = await assertRejects(() => openSession(pooler.url, 1000));

    assert(error.message.includes("transaction pooler"), error.message);
  });

  it("is known not to be one where two connections are the same one", async () => {
    await using database = await createDatabase();
    const one = connect(database.url, { max: 1 });
    const other = connect(database.url, { max: 1 });

    assertEquals(await hasSessions(one, one), false);
    assertEquals(await hasSessions(one, other), true);

    await Promise.all([one.end(), other.end()]);
  });
});

async function cutSessions(sql: Sql): Promise<void> {
  await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'relevo worker'
  `;
}

async function livingIds(sql: Sql): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select objid::int as id from pg_locks
    where locktype = 'advisory' and classid = 7001
      and database = (select oid from pg_database where datname = current_database())
    order by id
  `;
  return rows.map(({ id }) => id);
}

async function laneOf({ sql }: LaneHouse) {
  const [lane] = await sql`select done_seq, state, problem from outbox_lanes`;
  return { ...lane };
}

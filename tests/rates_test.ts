import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { connect, type Sql } from "../companion/store/sql.ts";
import {
  closeRate,
  type Rate,
  readWaitMs,
  removeIdleRates,
  settleTurn,
  takeTurn,
} from "../companion/store/rates.ts";
import { createDatabase } from "./database.ts";

const HOUR_MS = 3_600_000;

describe("a rate that all processes keep together", () => {
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let sql: Sql;
  let other: Sql;
  let count = 0;
  beforeAll(async () => {
    database = await createDatabase();
    sql = database.sql;
    other = connect(database.url, { max: 8 });
  });
  afterAll(async () => {
    await other.end();
    await database[Symbol.asyncDispose]();
  });

  /** Slow enough that no time passes: what is taken stays taken. */
  const rate = (atOnce: number): Rate => ({
    name: `rate ${count++}`,
    everyMs: HOUR_MS,
    aheadMs: HOUR_MS * (atOnce - 1),
  });

  it("gives as many turns as there may be at once, whoever asks at the same moment, and no more", async () => {
    const tens = rate(10);

    const turns = await Promise.all(
      Array.from(
        { length: 60 },
        (_, at) => takeTurn(at % 2 ? sql : other, tens),
      ),
    );

    assertEquals(turns.filter((turn) => turn !== null).length, 10);
    assert(turns.every((turn) => turn === null || turn.waitMs === 0));
    const waitMs = await readWaitMs(sql, tens);
    assert(waitMs > HOUR_MS * 0.99 && waitMs <= HOUR_MS);
  });

  it("lets who has patience wait, each after the one before", async () => {
    const one = rate(1);
    const patienceMs = HOUR_MS * 2.5;

    const turns = await Promise.all(
      Array.from(
        { length: 8 },
        (_, at) => takeTurn(at % 2 ? sql : other, one, { patienceMs }),
      ),
    );

    const waits = turns.filter((turn) => turn !== null)
      .map(({ waitMs }) => Math.round(waitMs / HOUR_MS)).toSorted();
    assertEquals(waits, [0, 1, 2]);
  });

  it("goes into debt for a turn of many, and those after it wait until that is paid", async () => {
    const one = rate(1);

    assert(await takeTurn(sql, one, { cost: 6 }));

    assertEquals(await takeTurn(other, one), null);
    assertEquals(Math.round(await readWaitMs(sql, one) / HOUR_MS), 6);
    await settleTurn(other, one, -5);
    assertEquals(Math.round(await readWaitMs(sql, one) / HOUR_MS), 1);
    await settleTurn(other, one, -1);
    assert(await takeTurn(other, one));
  });

  it("rests when the other company says too often: for twice as long each time in a row, once for all who are told at the same moment", async () => {
    const many = rate(1000);
    const pass = () =>
      sql`update rates set closed_until = clock_timestamp() where name = ${many.name}`;

    await Promise.all([closeRate(sql, many), closeRate(other, many)]);
    const first = await closeRate(sql, many);
    assertEquals(await takeTurn(sql, many), null);
    await pass();
    const second = await closeRate(sql, many);
    for (let more = 0; more < 20; more++) {
      await pass();
      await closeRate(sql, many);
    }
    const last = await readWaitMs(sql, many);
    await pass();
    const turn = await takeTurn(sql, many);
    await settleTurn(sql, many, 0);
    const after = await takeTurn(sql, many);

    assert(first > 0 && first <= 500, String(first));
    assert(second > 500 && second <= 1000, String(second));
    assert(last > 30_000 && last <= 60_000, String(last));
    assertEquals([turn?.wasRefused, after?.wasRefused], [true, false]);
  });

  it("is forgotten only when it says nothing any more", async () => {
    const [busy, idle, closed] = [rate(1), rate(1), rate(1)];
    await takeTurn(sql, busy);
    await takeTurn(sql, idle);
    await closeRate(sql, closed);
    await sql`update rates set taken_until = now() - interval '1 day' where name = ${idle.name}`;

    await removeIdleRates(sql);

    const left = await sql`select name from rates`;
    const names = left.map(({ name }) => name);
    assertEquals(
      [busy, idle, closed].map(({ name }) => names.includes(name)),
      [true, false, true],
    );
  });
});

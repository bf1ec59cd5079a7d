import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type SharedTally, sharedTally } from "../companion/http/tally.ts";
import { connect, type Sql } from "../companion/store/sql.ts";
import { createDatabase, type TestDatabase } from "./database.ts";
import { until } from "./until.ts";

const MOST = 120;

describe("what is counted of somebody", () => {
  let database: TestDatabase;
  let now: Date;
  beforeAll(async () => {
    database = await createDatabase();
    now = new Date();
  });
  afterAll(async () => await database[Symbol.asyncDispose]());

  const open = (sql: Sql = database.sql) =>
    sharedTally(sql, { name: "test", most: MOST, now: () => now });
  const later = (seconds: number) =>
    now = new Date(now.getTime() + seconds * 1000);
  const note = (tally: SharedTally, key: string, times: number) =>
    Array.from({ length: times }, () => tally.note(key)).at(-1);
  const shared = async (key: string) => {
    const [row] = await database.sql<{ count: number }[]>`
      select count from tallies where key = ${`test:${key}`}
    `;
    return row?.count ?? 0;
  };

  it("is exact in one process, until the minute is over", async () => {
    const tally = open();

    const within = note(tally, "a", MOST);
    const waits = [0, 20, 39].map((seconds) => {
      later(seconds);
      return tally.note("a");
    });
    const neighbour = tally.note("b");
    later(1);
    const afterwards = tally.note("a");
    await tally.stop();

    assertEquals([within, waits], [null, [60, 40, 1]]);
    assertEquals([neighbour, afterwards], [null, null]);
  });

  it("is known to the other processes a moment later, but for a tenth", async () => {
    const [here, there] = [open(), open()];

    note(here, "c", MOST);
    await until("it was told", async () => await shared("c") === MOST);
    const first = note(there, "c", MOST / 10);
    await until(
      "the other has asked",
      async () => await shared("c") === MOST * 1.1,
    );
    await until("the other knows", () => there.note("c") !== null);
    await Promise.all([here.stop(), there.stop()]);

    assertEquals(first, null);
  });

  it("is nobody's business below a tenth of what is allowed", async () => {
    const tally = open();

    note(tally, "d", MOST / 10 - 1);
    note(tally, "e", MOST / 10);
    await until("the other was told", async () => await shared("e") > 0);
    await tally.stop();

    assertEquals(await shared("d"), 0);
  });

  it("begins anew for all when the minute is over in the database", async () => {
    const [here, there] = [open(), open()];
    note(here, "f", MOST);
    await until("it was told", async () => await shared("f") === MOST);
    await database.sql`
      update tallies set since = now() - interval '61 seconds' where key = 'test:f'
    `;

    note(there, "f", MOST / 10);
    await until("it was told", async () => await shared("f") === MOST / 10);
    const allowed = there.note("f");
    await Promise.all([here.stop(), there.stop()]);

    assertEquals(allowed, null);
  });

  it("goes on in each process alone while the database is away", async () => {
    const away = connect("postgres://nobody@127.0.0.1:1/nothing");
    const tally = open(away);

    const within = note(tally, "g", MOST);
    const over = tally.note("g");
    await tally.stop();
    await away.end();

    assertEquals(within, null);
    assert(over !== null);
  });

  it("holds no more than ten thousand of them", async () => {
    const tally = open();
    note(tally, "h", MOST + 1);

    for (let other = 0; other < 10_000; other++) tally.note(`${other}`);
    const forgotten = tally.note("h");
    await tally.stop();

    assertEquals(forgotten, null);
  });
});

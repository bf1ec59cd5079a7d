import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { connect, type Sql } from "../companion/store/sql.ts";
import { createDatabase } from "./database.ts";

const CONNECTIONS = 4;
const ROUNDS = 5;

describe("connections that Postgres ends", () => {
  it("in the middle of transactions: these fail, and nothing else does", async () => {
    await using database = await createDatabase();
    const sql = connect(database.url, { max: CONNECTIONS, name: "cut" });

    for (let round = 0; round < ROUNDS; round++) {
      const begun = await Promise.all(
        Array.from({ length: CONNECTIONS }, () => waitInside(sql)),
      );
      await endAll(database.sql);
      for (const [one] of begun) await assertRejects(() => one);
    }
    const [last] = await waitInside(sql);
    await endAll(database.sql, 1);

    await assertRejects(() => last);
    await sql.end({ timeout: 0 });
  });

  it("while queries are on their way: the next ones are answered in no time", async () => {
    await using database = await createDatabase();
    const sql = connect(database.url, { max: CONNECTIONS, name: "cut" });

    for (let round = 0; round < ROUNDS; round++) {
      const flood = keepAsking(sql);
      await endAll(database.sql);
      flood.stop();
      await flood.ended;
      const since = performance.now();
      await Promise.all(
        Array.from({ length: CONNECTIONS * 2 }, () => sql`select pg_sleep(0)`),
      ).catch(() => null);
      await sql`select 1`;

      assertEquals(performance.now() - since < 4_000, true);
    }
    await sql.end({ timeout: 0 });
  });
});

/** A transaction that is in its midst until somebody ends it. One that fails before is of the last cut. */
async function waitInside(sql: Sql): Promise<[Promise<unknown>]> {
  for (;;) {
    const inside = Promise.withResolvers<true>();
    const begun = sql.begin(async (tx) => {
      await tx`select 1`;
      inside.resolve(true);
      await tx`select pg_sleep(20)`;
    });
    const failed = begun.then(() => false, () => false);
    if (await Promise.race([inside.promise, failed])) return [begun];
  }
}

function keepAsking(sql: Sql): { stop(): void; ended: Promise<unknown> } {
  let isOver = false;
  async function ask(): Promise<void> {
    while (!isOver) {
      await sql.begin((tx) => tx`select 1`).catch(() => null);
      await sql`select 2`.catch(() => null);
    }
  }
  const ended = Promise.all(Array.from({ length: CONNECTIONS }, ask));
  return { stop: () => isOver = true, ended };
}

/** Ends them as soon as all are there. */
async function endAll(admin: Sql, count = CONNECTIONS): Promise<void> {
  let ended = 0;
  while (ended < count) {
    const rows = await admin`
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'cut' and datname = current_database()
        and (select count(*) from pg_stat_activity
          where application_name = 'cut' and datname = current_database()) >= ${count}
    `;
    ended = rows.length;
  }
}

import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { connect, readTransactionLimit } from "../companion/store/sql.ts";
import { createDatabase } from "./database.ts";

describe("a process that stands still in the middle of a transaction", () => {
  it("loses it, and its rows, before Twilio gives up on whoever waits for them", async () => {
    await using database = await createDatabase();
    const { sql } = database;
    await sql`create table held as select 1 as id, 'nobody' as by`;
    const frozen = connect(database.url, { max: 1 });
    const thawed = Promise.withResolvers<void>();
    const holding = Promise.withResolvers<void>();

    const lost = assertRejects(() =>
      frozen.begin(async (tx) => {
        await tx`update held set by = 'frozen'`;
        holding.resolve();
        await thawed.promise;
        await tx`update held set by = 'thawed'`;
      })
    );
    await holding.promise;
    await sql`update held set by = 'other'`;
    await frozen`select 1`;
    thawed.resolve();
    await lost;
    await frozen`select 1`;

    const [row] = await sql`select by from held`;
    assertEquals(row, { by: "other" });
    await frozen.end();
  });

  it("loses it also in the middle of a statement, where the server knows such a limit", async () => {
    await using database = await createDatabase();

    const limit = await readTransactionLimit(database.url);

    const sql = connect(database.url, { max: 1, settings: limit });
    const [row] =
      await sql`select current_setting('transaction_timeout') as limit`;
    await sql.end();
    assertEquals(row, { limit: "12s" });
  });
});

import { assertEquals, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { createDatabase } from "./database.ts";

describe("a test's database", () => {
  it("is its own, with every migration applied", async () => {
    await using one = await createDatabase();
    await using other = await createDatabase();

    await one.sql`create table only_here ()`;
    const [row] = await other.sql<{ here: string | null }[]>`
      select to_regclass('only_here')::text as here
    `;

    assertEquals(row?.here, null);
    assertNotEquals(one.url, other.url);
    const tables = await other.sql`
      select from pg_tables where schemaname = 'public'
    `;
    assertNotEquals(tables.count, 0);
  });
});

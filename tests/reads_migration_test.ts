import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { migrate } from "../companion/store/migrate.ts";
import { connect, type Sql } from "../companion/store/sql.ts";
import { testServer } from "./postgres_server.ts";

describe("a database whose user may not create extensions", () => {
  it("is told what its administrator has to run, and then is brought up to date", async () => {
    const name = `limited_${crypto.randomUUID().replaceAll("-", "")}`;
    const server = new URL((await testServer()).url);
    const of = (changes: Partial<URL>) =>
      Object.assign(new URL(server), changes).href;
    const theirs = of({ username: name, password: name, pathname: name });
    const admin = connect(server.href, { max: 1 });
    await admin.unsafe(
      `create role ${name} login password '${name}'; `,
    );
    await admin`create database ${admin(name)}`;
    const inside = connect(of({ pathname: name }), { max: 1 });
    try {
      await inside`grant create on schema public to ${inside(name)}`;

      const error = await assertRejects(() => migrate(theirs), Error);
      await inside`create extension pg_trgm`;
      await migrate(theirs);

      assertEquals(
        /^The search needs the extension pg_trgm.*run in this database: create extension pg_trgm$/
          .test(error.message),
        true,
        error.message,
      );
      assertEquals(await hasSearch(inside), true);
    } finally {
      await inside.end();
      await admin`drop database ${admin(name)} with (force)`;
      await admin`drop role ${admin(name)}`;
      await admin.end();
    }
  });
});

async function hasSearch(sql: Sql): Promise<boolean> {
  const [row] =
    await sql`select to_regclass('conversation_texts') is not null as "is"`;
  return row!.is;
}

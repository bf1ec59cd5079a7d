import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  migrate,
  MIGRATION_LOCK,
  readMigrations,
} from "../../companion/store/migrate.ts";
import { connect, type Sql } from "../../companion/store/sql.ts";
import { createDatabase } from "../database.ts";
import { until } from "../until.ts";
import { IS_FULL } from "./full_size.ts";

const RACING = 20;
/** Those that wait for their turn, in Postgres's own words. */
const WAITING = "relevo migrate";

describe("twenty migrations that race", () => {
  it("leave the database as one alone does, each step done once, also when one is cut off", async () => {
    await using alone = await createDatabase();
    await using raced = await createDatabase();
    const { sql, url } = raced;
    await sql`drop schema public cascade`;
    await sql`create schema public`;
    const start = IS_FULL ? migrateAsProcess : migrateHere;
    const gate = connect(url, { max: 1 });
    await gate`select pg_advisory_lock(${MIGRATION_LOCK})`;

    const racing = Array.from({ length: RACING }, () => start(url));
    await until("all wait for their turn", async () => {
      return (await waiting(sql)).length === RACING;
    }, 60_000);
    const [first] = await waiting(sql);
    await sql`select pg_terminate_backend(${first!})`;
    await gate.end();
    const ended = await Promise.all(racing);

    assertEquals(ended.filter((isDone) => !isDone).length, 1);
    const names = (await readMigrations()).map(({ name }) => name);
    const done = await sql<
      { name: string }[]
    >`select name from migrations order by name`;
    assertEquals(done.map(({ name }) => name), names);
    assertEquals(await shapeOf(sql), await shapeOf(alone.sql));
  });
});

function migrateHere(url: string): Promise<boolean> {
  return migrate(url).then(() => true, () => false);
}

async function migrateAsProcess(url: string): Promise<boolean> {
  const script = new URL("../../scripts/migrate.ts", import.meta.url).pathname;
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", script],
    env: { DATABASE_URL: url },
    stdout: "null",
    stderr: "null",
  }).output();
  return success;
}

async function waiting(sql: Sql): Promise<number[]> {
  const rows = await sql<{ pid: number }[]>`
    select a.pid from pg_locks l join pg_stat_activity a using (pid)
    where l.locktype = 'advisory' and not l.granted and a.application_name = ${WAITING}
      and a.datname = current_database()
    order by a.pid
  `;
  return rows.map(({ pid }) => pid);
}

/** Every column, index and constraint, in words. */
async function shapeOf(sql: Sql): Promise<unknown> {
  const rows = await sql<{ line: string }[]>`
    select concat_ws(' ', table_name, ordinal_position, column_name, data_type, is_nullable, column_default) as line
    from information_schema.columns where table_schema = 'public'
    union all select indexdef from pg_indexes where schemaname = 'public'
    union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'public'::regnamespace
    order by 1
  `;
  return rows.map(({ line }) => line);
}

import { createHash } from "node:crypto";
import { migrate } from "../companion/store/migrate.ts";
import { connect, type Sql } from "../companion/store/sql.ts";
import { testServer } from "./postgres_server.ts";

export interface TestDatabase {
  url: string;
  sql: Sql;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A database of a test's own, with every migration applied. It is gone when the test ends. */
export async function createDatabase(): Promise<TestDatabase> {
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  const template = await ensureTemplate();
  await asAdmin((admin) =>
    admin`create database ${admin(name)} template ${admin(template)}`
  );
  const url = urlOf(name);
  const sql = connect(url);
  return {
    url,
    sql,
    async [Symbol.asyncDispose]() {
      await sql.end();
      await asAdmin((admin) =>
        admin`drop database if exists ${admin(name)} with (force)`
      );
    },
  };
}

const server = await testServer();
let template: Promise<string> | null = null;

function ensureTemplate(): Promise<string> {
  return template ??= makeTemplate();
}

/** One per server and set of migrations, whoever comes first. */
async function makeTemplate(): Promise<string> {
  const hash = await hashOfMigrations();
  const name = `template_${hash.slice(0, 16)}`;
  const key = parseInt(hash.slice(0, 12), 16);
  await asAdmin(async (admin) => {
    await admin`select pg_advisory_lock(${key})`;
    const [found] = await admin`
      select datistemplate as "isReady" from pg_database where datname = ${name}
    `;
    if (found?.isReady) return;
    if (found) await admin`drop database ${admin(name)} with (force)`;
    await admin`create database ${admin(name)}`;
    await migrate(urlOf(name));
    await admin`alter database ${admin(name)} is_template true`;
  });
  return name;
}

async function hashOfMigrations(): Promise<string> {
  const folder = new URL("../companion/store/migrations/", import.meta.url);
  const names = (await Array.fromAsync(Deno.readDir(folder)))
    .map(({ name }) => name).sort();
  const hash = createHash("sha256");
  for (const name of names) {
    hash.update(name).update(await Deno.readFile(new URL(name, folder)));
  }
  return hash.digest("hex");
}

/** One connection, closed again: a test leaves nothing open. */
async function asAdmin(work: (admin: Sql) => PromiseLike<unknown>) {
  const admin = connect(server.url, { max: 1 });
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  return url.href;
}

import { connect, type Sql } from "./sql.ts";

/** Who holds this advisory lock migrates; the others wait. "relevo" in ASCII, cut to what a lock takes. */
export const MIGRATION_LOCK = 0x72656c65;

/**
 * Brings the database up to date. Safe to run from several processes at once: they take turns,
 * and all but the first find nothing to do.
 */
export async function migrate(url: string): Promise<void> {
  const migrations = await readMigrations();
  const sql = connect(url, { max: 1, name: "relevo migrate" });
  try {
    await sql.begin(async (tx) => {
      await tx`set local statement_timeout = 0`;
      await tx`select pg_advisory_xact_lock(${MIGRATION_LOCK})`;
      await tx`
        create table if not exists migrations (
          name text primary key,
          applied_at timestamptz not null default now()
        )
      `;
      const applied = await tx<{ name: string }[]>`select name from migrations`;
      const done = new Set(applied.map(({ name }) => name));
      for (
        const { name, text } of migrations.filter((migration) =>
          !done.has(migration.name)
        )
      ) {
        await tx.unsafe(text);
        await tx`insert into migrations (name) values (${name})`;
      }
    });
  } finally {
    // A connection that was cut off owes an answer for ever.
    await sql.end({ timeout: 1 });
  }
}

/** The newest migration that the database has. */
export async function readNewestMigration(sql: Sql): Promise<string> {
  const [row] = await sql<{ name: string }[]>`
    select name from migrations order by name desc limit 1
  `;
  return row!.name;
}

/** The migrations in their order: files named `NNNN_name.sql`, never edited once merged. */
export async function readMigrations(): Promise<
  { name: string; text: string }[]
> {
  const folder = new URL("./migrations/", import.meta.url);
  const names: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    if (/^\d{4}_\w+\.sql$/.test(entry.name)) names.push(entry.name);
  }
  return await Promise.all(
    names.sort().map(async (name) => ({
      name,
      text: await Deno.readTextFile(new URL(name, folder)),
    })),
  );
}

import { migrate } from "../companion/store/migrate.ts";
import { CannotStart } from "./cannot_start.ts";
import { checkDatabase, place } from "./check_database.ts";
import { startPostgres } from "./postgres.ts";
import { readSettings } from "./start/settings.ts";

if (import.meta.main) Deno.exit(await main());

/** Brings `DATABASE_URL`, or the embedded database, up to date. Answers the exit code. */
async function main(): Promise<number> {
  try {
    const { databaseUrl, dataDir } = readSettings(Deno.env.toObject());
    if (databaseUrl) await migrateGiven(databaseUrl);
    else await migrateEmbedded(dataDir);
    const which = databaseUrl ? place(databaseUrl) : `"${dataDir}"`;
    console.log(`Base de datos al día: ${which}`);
    return 0;
  } catch (error) {
    const { message } = error as Error;
    const line = error instanceof CannotStart
      ? message
      : `No se puede actualizar la base de datos: ${message}`;
    console.error(line);
    return 1;
  }
}

async function migrateGiven(url: string): Promise<void> {
  await checkDatabase(url);
  await migrate(url);
}

async function migrateEmbedded(dataDir: string): Promise<void> {
  await using server = await startPostgres({ dataDir });
  await migrate(server.url);
}

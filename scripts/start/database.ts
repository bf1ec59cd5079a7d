import { migrate } from "../../companion/store/migrate.ts";
import { CannotStart } from "../cannot_start.ts";
import { checkDatabase } from "../check_database.ts";
import { startPostgres } from "../postgres.ts";

export interface OpenDatabase {
  url: string;
  /** Settles when our own server is gone. Never, for a database that was given. */
  ended: Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * The database that was given, or our own, brought up to date.
 * @throws {CannotStart} with one line that says what is wrong.
 */
export async function openDatabase(
  given: string | null,
  dataDir: string,
): Promise<OpenDatabase> {
  const database = given ? await useGiven(given) : await startPostgres({
    dataDir,
  });
  try {
    await migrate(database.url);
    return database;
  } catch (error) {
    await database[Symbol.asyncDispose]();
    throw new CannotStart(
      `No se puede actualizar la base de datos: ${(error as Error).message}`,
    );
  }
}

async function useGiven(url: string): Promise<OpenDatabase> {
  await checkDatabase(url);
  return {
    url,
    ended: new Promise(() => {}),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

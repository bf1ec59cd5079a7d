import { join, resolve } from "node:path";
import postgres from "postgres";
import { lockFolder } from "./folder_lock.ts";
import { type BinarySource, findBinaries } from "./postgres/binaries.ts";
import { prepareCluster } from "./postgres/cluster.ts";
import { chooseRunner } from "./postgres/runner.ts";
import { startServer } from "./postgres/server.ts";

export interface PostgresOptions {
  /** Keeps the data, the password and the programs. */
  dataDir: string;
  /** 0, the default, takes a free one. */
  port?: number;
  /** Only tests that start from nothing may do without. */
  fsync?: boolean;
  /** Made when it is not there. */
  database?: string;
  source?: BinarySource;
}

export interface RunningPostgres {
  url: string;
  /** Of the server itself. */
  pid: number;
  binDir: string;
  /** Settles when the server is gone, for whatever reason. */
  ended: Promise<void>;
  /** Asking twice stops once. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const USER = "relevo";

/**
 * Starts a real Postgres of our own on loopback, with its data in `dataDir`. It ends with this
 * process, however this process ends.
 * @throws {CannotStart} with one line that says what to do.
 */
export async function startPostgres(
  options: PostgresOptions,
): Promise<RunningPostgres> {
  const { port = 0, fsync = true, database = "relevo" } = options;
  const dataDir = resolve(options.dataDir);
  const home = join(dataDir, "pg");
  const lock = await lockFolder(home, "server.lock");
  try {
    const binaries = await findBinaries(dataDir, options.source ?? "auto");
    const runner = await chooseRunner(binaries, home);
    const cluster = { home, runner, binaries, user: USER, fsync };
    const { data, password } = await prepareCluster(cluster);
    const server = await startServer({ ...cluster, data, port });
    const stop = async () => {
      await server.stop();
      lock.release();
    };
    const urlOf = (name: string) =>
      `postgres://${USER}:${password}@127.0.0.1:${server.port}/${name}`;
    try {
      await ensureDatabase(urlOf("postgres"), database);
    } catch (error) {
      await stop();
      throw error;
    }
    return {
      url: urlOf(database),
      pid: server.pid,
      binDir: binaries.binDir,
      ended: server.ended,
      stop,
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function ensureDatabase(url: string, name: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice() {} });
  try {
    const [found] = await sql`select from pg_database where datname = ${name}`;
    if (!found) await sql`create database ${sql(name)}`;
  } finally {
    await sql.end();
  }
}

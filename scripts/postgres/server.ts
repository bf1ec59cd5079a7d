import { join } from "node:path";
import { CannotStart } from "../cannot_start.ts";
import { listenOnFreePort } from "../free_port.ts";
import type { Cluster } from "./cluster.ts";
import { commandAs } from "./runner.ts";

export interface RunningServer {
  port: number;
  pid: number;
  /** Settles when the server is gone, for whatever reason. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

interface ServerOptions extends Cluster {
  data: string;
  /** 0 takes a free one. */
  port: number;
}

/** Postgres reads its end of a pipe from us: when we are gone, killed even, it is shut down. */
const ENDS_WITH_PARENT =
  'exec 3<&0 2>"$0"; "$@" </dev/null 3<&- & P=$!; trap "" INT; ' +
  "(read -r _ <&3; kill -INT $P) 2>/dev/null & wait $P";

/** How long a server that has just lost its parent may need to end. */
const PREDECESSOR_MS = 5_000;
const START_MS = 60_000;
const POLL_MS = 5;

/**
 * Starts the server and resolves once it accepts connections.
 * @throws {CannotStart} with the reason from its log.
 */
export async function startServer(
  options: ServerOptions,
): Promise<RunningServer> {
  const deadline = performance.now() + PREDECESSOR_MS;
  while (true) {
    const port = options.port || freePort();
    const started = await attempt(options, port);
    if (typeof started !== "string") return started;
    const isPredecessorEnding = /lock file .* already exists/.test(started) &&
      performance.now() < deadline;
    const isPortTaken = /could not bind|could not create any TCP/.test(started);
    if (isPortTaken && options.port !== 0) {
      throw new CannotStart(`El puerto ${port} de Postgres ya está en uso`);
    }
    if (!isPortTaken && !isPredecessorEnding) {
      throw new CannotStart(`Postgres no arranca: ${lastLine(started)}`);
    }
    await pause(50);
  }
}

async function attempt(
  options: ServerOptions,
  port: number,
): Promise<RunningServer | string> {
  const log = join(options.home, "postgres.log");
  const before = await readPidFile(options.data);
  const child = commandAs(options.runner, [
    "/bin/sh",
    "-c",
    ENDS_WITH_PARENT,
    log,
    join(options.binaries.binDir, "postgres"),
    "-D",
    options.data,
    "-p",
    String(port),
    ...settings(options.fsync).flatMap((setting) => ["-c", setting]),
  ], {
    // Ctrl-C reaches a whole process group, and this one has to be the last to go.
    detached: true,
    stdin: "piped",
    stdout: "null",
    stderr: "null",
  }).spawn();
  let hasEnded = false;
  const ended = child.status.then(() => {
    hasEnded = true;
  });
  const giveUpAt = performance.now() + START_MS;
  while (!hasEnded && performance.now() < giveUpAt) {
    const pid = readyPid(await readPidFile(options.data), { before, port });
    if (pid !== null) return running(child, ended, { pid, port });
    await pause(POLL_MS);
  }
  await child.stdin.close().catch(() => {});
  await ended;
  return await Deno.readTextFile(log).catch(() => "");
}

function running(
  child: Deno.ChildProcess,
  ended: Promise<void>,
  { pid, port }: { pid: number; port: number },
): RunningServer {
  let stopping: Promise<void> | null = null;
  async function end() {
    await child.stdin.close().catch(() => {});
    await ended;
  }
  return { port, pid, ended, stop: () => stopping ??= end() };
}

/**
 * The server itself writes there that it is ready, on which port, and who it is. One that was
 * killed left its own words behind.
 */
function readyPid(
  text: string,
  { before, port }: { before: string; port: number },
): number | null {
  const lines = text.split("\n");
  if (text === before || lines[7]?.trim() !== "ready") return null;
  return Number(lines[3]) === port ? Number(lines[0]) : null;
}

async function readPidFile(data: string): Promise<string> {
  return await Deno.readTextFile(join(data, "postmaster.pid")).catch(() => "");
}

/** For two cores and little memory. No log line carries a statement or a value: they hold customers' words. */
function settings(fsync: boolean): string[] {
  return [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=100",
    "shared_buffers=128MB",
    "work_mem=8MB",
    "maintenance_work_mem=64MB",
    "max_wal_size=1GB",
    "max_parallel_workers_per_gather=0",
    "jit=off",
    "synchronous_commit=on",
    `fsync=${fsync ? "on" : "off"}`,
    `full_page_writes=${fsync ? "on" : "off"}`,
    "timezone=UTC",
    "log_timezone=UTC",
    "lc_messages=C",
    "logging_collector=off",
    "log_destination=stderr",
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
  ];
}

function freePort(): number {
  using listener = listenOnFreePort();
  return listener.addr.port;
}

function lastLine(log: string): string {
  const lines = log.trim().split("\n");
  return lines.findLast((line) => line.includes("FATAL")) ?? lines.at(-1) ?? "";
}

function pause(ms: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, ms));
}

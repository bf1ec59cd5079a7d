import { fileURLToPath } from "node:url";
import { lineReader } from "./line_reader.ts";
import type { Percentiles } from "./percentiles.ts";
import type { Addressee, Traffic } from "./webhooks.ts";

export interface LoadJob {
  addressee: Addressee;
  traffic: Traffic;
  connections: number;
  /** At most; it ends earlier when all is sent. */
  seconds: number;
  /** `null`: as many as are answered. */
  perSecond: number | null;
}

export interface LoadResult {
  seconds: number;
  /** With 200. */
  answered: number;
  statuses: Record<string, number>;
  newCustomers: number;
  connections: number;
  /** From a request to its answer. */
  ms: Percentiles;
  /** By how much requests were sent after their time; `null` when they had none. */
  lateMs: Percentiles | null;
}

const LOAD = fileURLToPath(new URL("load.ts", import.meta.url));

/** A process that is ready to make load. */
export interface Load extends AsyncDisposable {
  pid: number;
  run(): Promise<LoadResult>;
}

/** Prepares load in a process of its own. */
export async function prepareLoad(job: LoadJob): Promise<Load> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", LOAD],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const input = child.stdin.getWriter();
  const output = lineReader(child.stdout);
  const write = (line: string) =>
    input.write(new TextEncoder().encode(`${line}\n`));
  const read = async () => {
    const { value } = await output.read();
    if (value === undefined) throw new Error("The load ended by itself");
    return value;
  };
  await write(JSON.stringify(job));
  await read();
  return {
    pid: child.pid,
    async run() {
      await write("go");
      return JSON.parse(await read());
    },
    async [Symbol.asyncDispose]() {
      await output.cancel();
      await input.close().catch(() => {});
      await child.status;
    },
  };
}

/**
 * Measures what the house promises: each figure beside its reference of the same run, on paper
 * and as JSON. `--small` only shows that it works; `--only=told,wake` leaves the rest out;
 * `--rows=1000000` reads from so many conversations.
 */
import { cpus, totalmem } from "node:os";
import { dirname } from "node:path";
import { CannotStart } from "../../scripts/cannot_start.ts";
import { listenForStop } from "../../scripts/start/stop_request.ts";
import { lineOf, type PartResult, ratioOf } from "./figure.ts";
import { type BenchHouse, openHouse } from "./house.ts";
import {
  type Options,
  type PartName,
  readOptions,
  type Sizes,
} from "./options.ts";
import { measureIngest } from "./parts/ingest.ts";
import { measureLatency } from "./parts/latency.ts";
import { measureMemory } from "./parts/memory.ts";
import { measureStoring } from "./parts/out.ts";
import { measurePage } from "./parts/page.ts";
import { measureReads } from "./parts/reads.ts";
import { measureTelling } from "./parts/told.ts";
import { measureWaking } from "./parts/wake.ts";

const MEASURES: Record<
  PartName,
  (house: BenchHouse, sizes: Sizes) => Promise<PartResult>
> = {
  memory: measureMemory,
  wake: measureWaking,
  told: measureTelling,
  latency: measureLatency,
  ingest: measureIngest,
  out: measureStoring,
  reads: measureReads,
  page: measurePage,
};

if (import.meta.main) Deno.exit(await bench(Deno.args));

/** Runs what `args` ask for, and answers the exit code. */
async function bench(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    using stop = listenForStop();
    await using house = await openHouse(dirname(options.output));
    const isDone = await Promise.race([
      measureAll(house, options).then(() => true),
      stop.made.then(() => false),
    ]);
    return isDone ? 0 : 130;
  } catch (error) {
    if (!(error instanceof CannotStart || error instanceof TypeError)) {
      throw error;
    }
    console.error(error.message);
    return 1;
  }
}

async function measureAll(
  house: BenchHouse,
  { only, sizes, output }: Options,
): Promise<void> {
  const parts: Record<string, unknown> = {};
  for (const name of only) {
    const start = performance.now();
    const { figures, details } = await MEASURES[name](house, sizes);
    const seconds = (performance.now() - start) / 1000;
    console.log(`${name} (${seconds.toFixed(0)} s)`);
    for (const figure of figures) console.log(`  ${lineOf(figure)}`);
    parts[name] = {
      seconds: Math.round(seconds),
      figures: figures.map((figure) => ({ ...figure, ratio: ratioOf(figure) })),
      details,
    };
  }
  const report = {
    at: new Date().toISOString(),
    machine: await machineOf(house),
    sizes,
    parts,
  };
  await Deno.writeTextFile(output, `${JSON.stringify(report, null, 2)}\n`);
  console.log(output);
}

async function machineOf({ sql }: BenchHouse) {
  const [server] = await sql<
    { version: string; fsync: string; synchronousCommit: string }[]
  >`
    select current_setting('server_version') as version, current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as synchronous_commit
  `;
  return {
    os: `${Deno.build.os} ${Deno.osRelease()}`,
    cores: cpus().length,
    processor: cpus()[0]?.model ?? "",
    memoryGb: Math.round(totalmem() / 2 ** 30),
    deno: Deno.version.deno,
    postgres: server,
  };
}

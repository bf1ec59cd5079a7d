import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";

/** The parts of the benchmark, in the order in which they run: what needs a quiet house goes first. */
export const PARTS = [
  "memory",
  "wake",
  "told",
  "latency",
  "ingest",
  "out",
  "reads",
  "page",
] as const;

export type PartName = typeof PARTS[number];

/** How much is measured. */
export interface Sizes {
  /** Of one round of load. */
  seconds: number;
  /** How often the load and its reference take turns. */
  rounds: number;
  /** How often what takes milliseconds is repeated. */
  times: number;
  /** How often it is done before that, uncounted: code that has not run yet is slow. */
  warmUps: number;
  /** The same of load. */
  warmUpSeconds: number;
  /** How often the companion is started. */
  starts: number;
  /** How long it is left alone before its memory is read. */
  restMs: number;
  /** How long it is loaded, and left alone after that, before its memory is read again. */
  busySeconds: number;
  calmMs: number;
  /** How long a line's steadiest traffic lasts. */
  steadySeconds: number;
  /** How many messages come at once. */
  burst: number;
  /** How many conversations are read from, ten messages in each. */
  rows: number;
  /** And how many in the inbox that it is compared with. */
  fewRows: number;
  /** The list and the longest thread that the agents' page is measured with, and how often it is loaded. */
  pageRows: number;
  pageMessages: number;
  pageLoads: number;
}

export interface Options {
  only: readonly PartName[];
  sizes: Sizes;
  /** The file that gets all of it, as JSON. */
  output: string;
}

const USUAL: Sizes = {
  seconds: 5,
  rounds: 3,
  times: 50,
  warmUps: 5,
  warmUpSeconds: 3,
  starts: 3,
  restMs: 3000,
  busySeconds: 60,
  calmMs: 20_000,
  steadySeconds: 120,
  burst: 10_000,
  rows: 100_000,
  fewRows: 10_000,
  pageRows: 10_000,
  pageMessages: 50_000,
  pageLoads: 9,
};

/** Enough to see that all of it works; its figures say nothing. */
const SMALL: Sizes = {
  seconds: 0.5,
  rounds: 1,
  times: 3,
  warmUps: 1,
  warmUpSeconds: 0.2,
  starts: 1,
  restMs: 50,
  busySeconds: 0.3,
  calmMs: 50,
  steadySeconds: 1,
  burst: 60,
  rows: 2_000,
  fewRows: 500,
  pageRows: 300,
  pageMessages: 400,
  pageLoads: 1,
};

const OUTPUT = fileURLToPath(new URL("../output/bench.json", import.meta.url));

/**
 * Reads the command line.
 * @throws {TypeError} naming what is not understood
 */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", default: PARTS.join(",") },
      small: { type: "boolean", default: false },
      seconds: { type: "string" },
      rounds: { type: "string" },
      times: { type: "string" },
      rows: { type: "string" },
      output: { type: "string", default: OUTPUT },
    },
  });
  const sizes = values.small ? SMALL : USUAL;
  return {
    only: values.only.split(",").map(toPartName),
    output: values.output,
    sizes: {
      ...sizes,
      seconds: toNumber("seconds", values.seconds, sizes.seconds),
      rounds: toNumber("rounds", values.rounds, sizes.rounds),
      times: toNumber("times", values.times, sizes.times),
      rows: toNumber("rows", values.rows, sizes.rows),
    },
  };
}

function toPartName(text: string): PartName {
  const name = PARTS.find((part) => part === text.trim());
  if (name) return name;
  throw new TypeError(`Cannot measure "${text}": ${PARTS.join(", ")}`);
}

function toNumber(
  name: string,
  text: string | undefined,
  usual: number,
): number {
  const number = text === undefined ? usual : Number(text);
  if (number > 0) return number;
  throw new TypeError(`Cannot read --${name}: a number above 0`);
}

import { limited, type PartResult, rounded } from "../figure.ts";
import type { BenchHouse } from "../house.ts";
import type { Sizes } from "../options.ts";
import { medianOf } from "../percentiles.ts";
import {
  openReadsHouse,
  type Reader,
  type ReadsHouse,
} from "../reads_house.ts";

const LIMIT = { name: "limit", atMost: 15 };
/** How much slower than among few a read may be. */
const SLOWER = 1.5;

interface Read {
  name: string;
  reader: Reader;
  /** What is asked for, another one each time. */
  path(house: ReadsHouse, time: number): string;
  /** What differs more between the two than their size may: how many are found. Then only the limit counts. */
  findsMoreAmongMore?: true;
}

const COMMON = ["maría", "garc", "jos", "and", "rodríguez"];

const READS: readonly Read[] = [
  { name: "list, agent", reader: "agent", path: () => list() },
  { name: "list, supervisor", reader: "supervisor", path: () => list() },
  {
    name: "list from 3000 on, supervisor",
    reader: "supervisor",
    path: (house, time) => list(`&offset=${later(house, time)}`),
  },
  {
    name: "thread, by number",
    reader: "agent",
    path: ({ numbers }, time) =>
      `/api/conversacion/${numbers[time % numbers.length]}`,
  },
  search("name of many", "supervisor", common),
  search("name of many", "agent", common),
  search("name of many", "beginner", common),
  search("name of one", "supervisor", () => "xochitl"),
  {
    ...search("name of one in 1000", "supervisor", () => "wenceslao"),
    findsMoreAmongMore: true,
  },
  search("part of a number", "supervisor", partOfNumber),
  search("part of a number", "agent", partOfNumber),
  search("whole number", "supervisor", wholeNumber),
  search("whole number", "agent", wholeNumber),
];

/**
 * The list, a thread and searches, each through the companion's door: among few conversations and
 * among many, in turn, so that both meet the same moments of the machine.
 */
export async function measureReads(
  house: BenchHouse,
  { rows, fewRows, times, warmUps }: Sizes,
): Promise<PartResult> {
  await using few = await openReadsHouse(house, fewRows);
  await using many = await openReadsHouse(house, rows);
  const figures = [];
  const read: Record<string, unknown> = {};
  for (const one of READS) {
    const found = { few: newFindings(), many: newFindings() };
    for (let time = 0; time < warmUps + times; time++) {
      const isCounted = time >= warmUps;
      await measure(one, { house: few, time, isCounted }, found.few);
      await measure(one, { house: many, time, isCounted }, found.many);
    }
    const [base, median] = [found.few, found.many].map(({ ms }) =>
      medianOf(ms)
    ) as [number, number];
    figures.push(limited(`${one.name}, median`, [median, "ms"], LIMIT));
    if (!one.findsMoreAmongMore) {
      figures.push(
        limited(`${one.name}, among few`, [median, "ms"], {
          name: `${SLOWER} times that among ${fewRows}`,
          atMost: rounded(SLOWER * base),
        }),
      );
    }
    read[one.name] = { few: toDetails(found.few), many: toDetails(found.many) };
  }
  const inboxes = [few, many].map(({ conversations, messages, seconds }) => ({
    conversations,
    messages,
    filledInSeconds: rounded(seconds),
  }));
  return { figures, details: { inboxes, read } };
}

interface Findings {
  ms: number[];
  statuses: Set<string>;
  rows: number;
}

function newFindings(): Findings {
  return { ms: [], statuses: new Set(), rows: 0 };
}

function toDetails({ ms, statuses, rows }: Findings) {
  return { median: rounded(medianOf(ms)), statuses: [...statuses], rows };
}

async function measure(
  { reader, path }: Read,
  { house, time, isCounted }: {
    house: ReadsHouse;
    time: number;
    isCounted: boolean;
  },
  found: Findings,
): Promise<void> {
  const wanted = path(house, time);
  const start = performance.now();
  const { status, json } = await house.get(reader, wanted);
  const ms = performance.now() - start;
  if (isCounted) found.ms.push(ms);
  found.statuses.add(String(status));
  found.rows += json.count ?? 0;
}

function list(more = ""): string {
  return `/api/conversaciones?limit=30${more}`;
}

function search(
  what: string,
  reader: Reader,
  term: (house: ReadsHouse, time: number) => string,
): Read {
  return {
    name: `${what}, ${reader}`,
    reader,
    path: (house, time) => list(`&q=${encodeURIComponent(term(house, time))}`),
  };
}

/** Within the first three thousand, and within what there is. */
function later({ conversations }: ReadsHouse, time: number): number {
  return Math.min(3000, conversations - 100) - time % 60;
}

function common(_: ReadsHouse, time: number): string {
  return COMMON[time % COMMON.length]!;
}

function partOfNumber({ numbers }: ReadsHouse, time: number): string {
  return numbers[time % numbers.length]!.slice(-5, -2);
}

/** As people have it, without the country's code. */
function wholeNumber({ numbers }: ReadsHouse, time: number): string {
  return numbers[time % numbers.length]!.slice(2);
}

import { limited, type PartResult } from "../figure.ts";
import type { BenchHouse } from "../house.ts";
import type { Sizes } from "../options.ts";
import { medianOf } from "../percentiles.ts";
import { memoryOf } from "../process_usage.ts";
import { prepareWebhooks } from "../send_webhooks.ts";
import { settle } from "../settle.ts";

const LIMIT_MB = 120;
/** What all the messages of its life may leave in it. */
const GROWTH_MB = 40;
const CONNECTIONS = 32;
const START_LIMIT_MS = 1500;

/** How soon the companion answers after its start, and what it holds when it then has nothing to do. */
export async function measureMemory(
  house: BenchHouse,
  { starts, restMs, ...sizes }: Sizes,
): Promise<PartResult> {
  const firstAnswersMs: number[] = [];
  const atRestMb: number[] = [];
  const mostMb: number[] = [];
  for (let round = 0; round < starts; round++) {
    await using companion = await house.startCompanion();
    firstAnswersMs.push(companion.firstAnswerMs);
    await new Promise((resolve) => setTimeout(resolve, restMs));
    const memory = await memoryOf(companion.pid);
    if (!memory) continue;
    atRestMb.push(memory.now);
    mostMb.push(memory.most);
  }
  const start = limited("from start to first answer, median", [
    medianOf(firstAnswersMs),
    "ms",
  ], { name: "limit", atMost: START_LIMIT_MS });
  const rest = limited("memory of the companion at rest, median", [
    medianOf(atRestMb),
    "MB",
  ], { name: "limit", atMost: LIMIT_MB });
  const grown = await measureGrowth(house, { restMs, ...sizes });
  const growth = limited(
    `memory above that after ${grown.messages} messages`,
    [grown.afterMb - grown.beforeMb, "MB"],
    { name: "limit", atMost: GROWTH_MB },
  );
  return {
    figures: atRestMb.length > 0 ? [start, rest, growth] : [start],
    details: { firstAnswersMs, atRestMb, mostMb, grown },
  };
}

/** What it holds before a rush, at most during it, and after it. */
async function measureGrowth(
  house: BenchHouse,
  { restMs, busySeconds, calmMs }: Pick<
    Sizes,
    "restMs" | "busySeconds" | "calmMs"
  >,
) {
  await using companion = await house.startCompanion();
  await new Promise((resolve) => setTimeout(resolve, restMs));
  const before = await memoryOf(companion.pid);
  await using load = await prepareWebhooks(house, companion, {
    connections: CONNECTIONS,
    seconds: busySeconds,
    perSecond: null,
  });
  const { answered } = await load.run();
  await settle(house.sql);
  await new Promise((resolve) => setTimeout(resolve, calmMs));
  const after = await memoryOf(companion.pid);
  return {
    messages: answered,
    beforeMb: before?.now ?? 0,
    afterMb: after?.now ?? 0,
    mostMb: after?.most ?? 0,
  };
}

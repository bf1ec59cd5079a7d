import { limited, type PartResult } from "../figure.ts";
import type { BenchHouse } from "../house.ts";
import type { Sizes } from "../options.ts";
import { medianOf } from "../percentiles.ts";
import { memoryOf } from "../process_usage.ts";

const LIMIT_MB = 120;
const START_LIMIT_MS = 1500;

/** How soon the companion answers after its start, and what it holds when it then has nothing to do. */
export async function measureMemory(
  house: BenchHouse,
  { starts, restMs }: Sizes,
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
  return {
    figures: atRestMb.length > 0 ? [start, rest] : [start],
    details: { firstAnswersMs, atRestMb, mostMb },
  };
}

import type { CompanionProcess } from "../companion_process.ts";
import { limited, type PartResult } from "../figure.ts";
import type { BenchHouse } from "../house.ts";
import type { Sizes } from "../options.ts";
import type { LoadResult } from "../run_load.ts";
import { prepareWebhooks } from "../send_webhooks.ts";
import { settle } from "../settle.ts";

const PER_SECOND = 200;
const CONNECTIONS = 8;
const MEDIAN_LIMIT = { name: "limit", atMost: 3 };
const P99_LIMIT = { name: "limit", atMost: 10 };

/** How long a webhook takes at a steady pace that doesn't wait for answers. */
export async function measureLatency(
  house: BenchHouse,
  { seconds, rounds, warmUpSeconds }: Sizes,
): Promise<PartResult> {
  await using companion = await house.startCompanion();
  await send(house, companion, warmUpSeconds);
  const result = await send(house, companion, seconds * rounds);
  await settle(house.sql);
  const { p50, p99 } = result.ms;
  return {
    figures: [
      limited("webhook at 200/s, median", [p50, "ms"], MEDIAN_LIMIT),
      limited("webhook at 200/s, 99 %", [p99, "ms"], P99_LIMIT),
    ],
    details: { ...result },
  };
}

async function send(
  house: BenchHouse,
  companion: CompanionProcess,
  seconds: number,
): Promise<LoadResult> {
  await using load = await prepareWebhooks(house, companion, {
    connections: CONNECTIONS,
    seconds,
    perSecond: PER_SECOND,
  });
  return await load.run();
}

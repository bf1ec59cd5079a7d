import { receiveMessages } from "../../../companion/inbox/receive_messages.ts";
import { hangBell } from "../../../companion/store/bell.ts";
import { toArrival } from "../arrivals.ts";
import { limited, type PartResult } from "../figure.ts";
import type { BenchHouse } from "../house.ts";
import { openConnection } from "../http_connection.ts";
import type { Sizes } from "../options.ts";
import { percentilesOf } from "../percentiles.ts";
import { settle } from "../settle.ts";
import {
  type Addressee,
  numberOf,
  paramsOf,
  sidOf,
  toRequest,
} from "../webhooks.ts";

const LIMIT = { name: "limit", atMost: 20 };

/**
 * How soon promised work begins in a house where nothing else happens. It is seen from outside, by
 * the call that arrives at the site, so the reads that prepare the call are in it too.
 */
export async function measureWaking(
  house: BenchHouse,
  sizes: Sizes,
): Promise<PartResult> {
  await using companion = await house.startCompanion();
  const addressee = house.addresseeOf(companion);
  const own = percentilesOf(await timesOfOwn(house, addressee, sizes));
  const other = percentilesOf(await timesOfOther(house, addressee, sizes));
  const ownName = "webhook answered to call at the site";
  const otherName = "another process's commit to call at the site";
  return {
    figures: [
      limited(`${ownName}, median`, [own.p50, "ms"], LIMIT),
      limited(`${ownName}, 99 %`, [own.p99, "ms"], LIMIT),
      limited(`${otherName}, median`, [other.p50, "ms"], LIMIT),
      limited(`${otherName}, 99 %`, [other.p99, "ms"], LIMIT),
    ],
    details: { own, other },
  };
}

/** The companion that commits does the work. */
async function timesOfOwn(
  house: BenchHouse,
  addressee: Addressee,
  { warmUps, times }: Sizes,
): Promise<number[]> {
  using connection = await openConnection(addressee.url);
  const run = house.nextRun();
  const found: number[] = [];
  for (let at = 0; at < warmUps + times; at++) {
    const customer = house.nextCustomer++;
    const params = paramsOf(addressee, {
      sid: sidOf(run, at),
      customer,
      body: "hola",
    });
    const told = house.site.toldOf(numberOf(customer));
    await connection.ask(toRequest(addressee, params));
    const answered = performance.now();
    // The call may well arrive before the answer does.
    found.push(Math.max(0, await told - answered));
    await settle(house.sql);
  }
  return found.slice(warmUps);
}

/** We commit, as another companion would; the one that is idle hears of it from Postgres. */
async function timesOfOther(
  house: BenchHouse,
  addressee: Addressee,
  { warmUps, times }: Sizes,
): Promise<number[]> {
  const { sql } = house;
  const bell = await hangBell(sql, crypto.randomUUID());
  const [line] = await sql<{ id: number }[]>`select id from lines`;
  const run = house.nextRun();
  const found: number[] = [];
  for (let at = 0; at < warmUps + times; at++) {
    const customer = house.nextCustomer++;
    const params = paramsOf(addressee, {
      sid: sidOf(run, at),
      customer,
      body: "hola",
    });
    const told = house.site.toldOf(numberOf(customer));
    await receiveMessages(sql, [toArrival(params, line!.id)], new Date());
    const committed = performance.now();
    bell.ring("changes", "publish_change");
    found.push(await told - committed);
    await settle(sql);
  }
  await bell.stop();
  return found.slice(warmUps);
}

import { receiveMessages } from "../../../companion/inbox/receive_messages.ts";
import { toArrival } from "../arrivals.ts";
import { type BuiltSite, startBuiltSite } from "../built_site.ts";
import { type Figure, limited, type PartResult, rounded } from "../figure.ts";
import type { BenchHouse } from "../house.ts";
import type { Sizes } from "../options.ts";
import { prepareLoad } from "../run_load.ts";
import { settle } from "../settle.ts";
import { paramsOf, sidOf } from "../webhooks.ts";

const PER_SECOND = 80;
const CUSTOMERS = 80;
const CONNECTIONS = 8;
const LOOK_EVERY_MS = 250;
const MINUTE_MS = 60_000;
const COMMITTED_AT_ONCE = 250;
const LONGEST_MS = 150_000;

/**
 * What storing in Wix takes of its quota, on the built site and a stand-in that refuses what is too much:
 * at the steadiest that one line can bring, and after a burst.
 */
export async function measureStoring(
  house: BenchHouse,
  sizes: Sizes,
): Promise<PartResult> {
  await using site = await startBuiltSite(house.siteSecret);
  const steady = await storeSteadily(house, site, sizes.steadySeconds);
  const first = house.nextCustomer;
  const customers = { first, count: sizes.burst };
  const newcomers = await storeBurst(house, site, customers);
  const known = await storeBurst(house, site, customers);
  return {
    figures: [
      ...figuresOfSteady(steady, site),
      figureOfBurst("of new customers", newcomers, site),
      figureOfBurst("of known customers", known, site),
    ],
    details: { quota: site.writesPerMinute, steady, newcomers, known },
  };
}

type Steady = Awaited<ReturnType<typeof storeSteadily>>;
type Burst = Awaited<ReturnType<typeof storeBurst>>;

/** 80 messages a second of 80 customers. */
async function storeSteadily(
  house: BenchHouse,
  site: BuiltSite,
  seconds: number,
) {
  const before = site.messages();
  await using companion = await house.startCompanion(quotasOf(site));
  await using load = await prepareLoad({
    addressee: house.addresseeOf(companion),
    traffic: {
      count: Math.ceil(seconds * PER_SECOND),
      run: house.nextRun(),
      knownCustomers: CUSTOMERS,
      newShare: 0,
    },
    connections: CONNECTIONS,
    seconds,
    perSecond: PER_SECOND,
  });
  house.nextCustomer = Math.max(house.nextCustomer, CUSTOMERS);
  using watch = site.watch();
  const waiting: number[] = [];
  let isOver = false;
  const looking = (async () => {
    while (!isOver) {
      waiting.push(await countWaiting(house));
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  })();
  const { answered } = await load.run();
  isOver = true;
  await looking;
  await settle(house.sql);
  return {
    seconds,
    answered,
    stored: site.messages() - before,
    refused: watch.refused(),
    calls: watch.calls(),
    mostWritesInAMinute: mostInAMinute(watch.writes()),
    mostWaiting: Math.max(0, ...waiting),
    waitingAtTheEnd: waiting.at(-1) ?? 0,
    waiting,
  };
}

/** A message of each of these customers, committed while no companion ran. */
async function storeBurst(
  house: BenchHouse,
  site: BuiltSite,
  { first, count }: { first: number; count: number },
) {
  const { sql } = house;
  const before = site.messages();
  const run = house.nextRun();
  const [line] = await sql<{ id: number }[]>`select id from lines`;
  const addressee = house.addresseeOf({ url: "" });
  for (let done = 0; done < count; done += COMMITTED_AT_ONCE) {
    const size = Math.min(COMMITTED_AT_ONCE, count - done);
    const arrivals = Array.from({ length: size }, (_, at) =>
      toArrival(
        paramsOf(addressee, {
          sid: sidOf(run, done + at),
          customer: first + done + at,
          body: "hola buenos días",
        }),
        line!.id,
      ));
    await receiveMessages(sql, arrivals, new Date());
  }
  house.nextCustomer = Math.max(house.nextCustomer, first + count);
  using watch = site.watch();
  await using _companion = await house.startCompanion(quotasOf(site));
  await settle(sql, LONGEST_MS);
  // From the first call on: how soon a companion starts is measured elsewhere.
  const seconds = (Date.now() - watch.writes()[0]!) / 1000;
  return {
    count,
    seconds,
    stored: site.messages() - before,
    refused: watch.refused(),
    calls: watch.calls(),
    mostWritesInAMinute: mostInAMinute(watch.writes()),
  };
}

function figuresOfSteady(steady: Steady, site: BuiltSite): Figure[] {
  const { mostWritesInAMinute, mostWaiting } = steady;
  return [
    limited(`writes to Wix at ${PER_SECOND} messages a second`, [
      mostWritesInAMinute,
      "/min",
    ], { name: "quota", atMost: site.writesPerMinute }),
    limited("messages that Wix didn't have yet, at most", [mostWaiting, ""], {
      name: "those of a second",
      atMost: PER_SECOND,
    }),
  ];
}

function figureOfBurst(
  whose: string,
  { count, seconds, calls }: Burst,
  site: BuiltSite,
): Figure {
  const ofQuota = calls.writes * MINUTE_MS / site.writesPerMinute / 1000;
  return limited(`${count} messages at once ${whose} stored`, [seconds, "s"], {
    name: "the quota's time for it",
    atMost: rounded(ofQuota),
  });
}

function quotasOf(site: BuiltSite): Record<string, string> {
  return {
    WIX_BASE_URL: site.baseUrl,
    WIX_WRITES_PER_MINUTE: String(site.writesPerMinute),
  };
}

async function countWaiting({ sql }: BenchHouse): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select coalesce(sum(c.message_count - lane.cursor), 0)::int as count
    from outbox_lanes lane join conversations c on c.id = lane.conversation_id
    where lane.kind = 'publish_change' and lane.done_seq < lane.last_seq
  `;
  return row!.count;
}

/** The most of these moments that any minute holds. */
function mostInAMinute(times: number[]): number {
  const inOrder = times.toSorted((a, b) => a - b);
  let first = 0;
  let most = 0;
  inOrder.forEach((time, at) => {
    while (time - inOrder[first]! >= MINUTE_MS) first++;
    most = Math.max(most, at - first + 1);
  });
  return most;
}

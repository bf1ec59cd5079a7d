import { type PartResult, rounded } from "../figure.ts";
import type { BenchHouse } from "../house.ts";
import type { CompanionProcess } from "../companion_process.ts";
import type { Sizes } from "../options.ts";
import { medianOf } from "../percentiles.ts";
import {
  cpuSecondsOf,
  cpuSecondsOfFamily,
  memoryOf,
} from "../process_usage.ts";
import {
  countReferenceMessages,
  openReference,
  type ReferenceClient,
} from "../reference.ts";
import type { Load, LoadResult } from "../run_load.ts";
import { NEW_SHARE, prepareWebhooks } from "../send_webhooks.ts";
import { countOpen, settle } from "../settle.ts";

const CONNECTIONS = 32;

/** Signed webhooks committed and answered, in turn with the least transaction that anybody could do for a message. */
export async function measureIngest(
  house: BenchHouse,
  { seconds, rounds, warmUpSeconds }: Sizes,
): Promise<PartResult> {
  const reference = await openReference(house.sql, {
    url: house.postgres.url,
    folder: house.dataDir,
  });
  await using companion = await house.startCompanion();
  await runLoad(house, companion, warmUpSeconds);
  const before = await countStored(house);
  const ours: Round[] = [];
  const theirs: Awaited<ReturnType<typeof runReference>>[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await runLoad(house, companion, seconds));
    theirs.push(await runReference(house, reference, seconds));
  }
  const stored = await countStored(house);
  const perSecond = medianOf(ours.map((round) => round.perSecond));
  const theirPerSecond = medianOf(theirs.map((round) => round.perSecond));
  return {
    figures: [{
      name: "signed webhooks committed and answered",
      value: rounded(perSecond),
      unit: "/s",
      reference: {
        name: reference.name,
        value: rounded(theirPerSecond),
        wanted: "at_least",
      },
    }],
    details: {
      publishing: "to a function on loopback that stores nothing",
      connections: CONNECTIONS,
      newShare: NEW_SHARE,
      answered: sumOf(ours, ({ answered }) => answered),
      stored: {
        messages: stored.messages - before.messages,
        webhooks: stored.webhooks - before.webhooks,
        conversations: stored.conversations - before.conversations,
        withoutAgent: stored.withoutAgent,
        toldToSite: stored.toldToSite - before.toldToSite,
      },
      newCustomers: sumOf(ours, ({ newCustomers }) => newCustomers),
      companionMemoryMb: await memoryOf(companion.pid),
      rounds: ours,
      reference: {
        rounds: theirs,
        transactions: sumOf(theirs, ({ transactions }) => transactions),
        stored: await countReferenceMessages(house.sql),
      },
    },
  };
}

type Round = LoadResult & {
  perSecond: number;
  /** Conversations that the site was not told of when the load ended, and how long that took then. */
  waitingForSite: number;
  drainMs: number;
  /** Processors kept busy by each. */
  cpu: Record<string, number>;
};

async function runLoad(
  house: BenchHouse,
  companion: CompanionProcess,
  seconds: number,
): Promise<Round> {
  await using load = await prepareWebhooks(house, companion, {
    connections: CONNECTIONS,
    seconds,
    perSecond: null,
  });
  const readCpu = () => readCpuSeconds(house, companion, load);
  const before = await readCpu();
  const result = await load.run();
  const after = await readCpu();
  const waitingForSite = await countOpen(house.sql);
  // The reference has the cores for itself.
  const drainMs = await settle(house.sql);
  return {
    ...result,
    perSecond: rounded(result.answered / result.seconds),
    waitingForSite,
    drainMs: rounded(drainMs),
    cpu: Object.fromEntries(
      Object.entries(after).map(([name, seconds]) => [
        name,
        rounded((seconds - before[name]!) / result.seconds),
      ]),
    ),
  };
}

async function runReference(
  { postgres }: BenchHouse,
  reference: ReferenceClient,
  seconds: number,
) {
  const before = await cpuSecondsOfFamily(postgres.pid);
  const round = await reference.run(CONNECTIONS, seconds);
  const after = await cpuSecondsOfFamily(postgres.pid);
  return {
    ...round,
    cpu: { postgres: rounded((after - before) / Math.max(1, seconds)) },
  };
}

async function readCpuSeconds(
  house: BenchHouse,
  companion: CompanionProcess,
  load: Load,
): Promise<Record<string, number>> {
  return {
    companion: await cpuSecondsOf(companion.pid),
    postgres: await cpuSecondsOfFamily(house.postgres.pid),
    load: await cpuSecondsOf(load.pid),
    site: await cpuSecondsOf(Deno.pid),
  };
}

async function countStored({ sql, site }: BenchHouse) {
  const [row] = await sql<
    {
      messages: number;
      webhooks: number;
      conversations: number;
      withoutAgent: number;
    }[]
  >`
    select (select count(*) from messages where direction = 'inbound') as messages,
      (select count(*) from webhooks where kind = 'message') as webhooks,
      (select count(*) from conversations) as conversations,
      (select count(*) from conversations where agent_id is null) as without_agent
  `;
  return { ...row!, toldToSite: site.messages() };
}

function sumOf<T>(items: readonly T[], numberIn: (item: T) => number): number {
  return items.reduce((sum, item) => sum + numberIn(item), 0);
}

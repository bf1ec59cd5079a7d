import type { Pace } from "../../companion/outbox/pace.ts";
import { type Balancer, startBalancer } from "./balancer.ts";
import {
  type CompanionProcess,
  startCompanionProcess,
} from "./companion_process.ts";
import { startSurroundings, type Surroundings } from "./surroundings.ts";

/** Companions in processes of their own behind one balancer, and all that is around them. */
export interface Fleet extends Surroundings {
  /** The balancer's address: Twilio's and the pages' way in. */
  url: string;
  companions: CompanionProcess[];
  /** One more. */
  start(): Promise<CompanionProcess>;
  /** `kill -9`. It is gone when this resolves; nobody comes in its place. */
  kill(companion: CompanionProcess): Promise<void>;
  /** Asks it to stop (SIGTERM), and answers how it ended. */
  stop(companion: CompanionProcess): Promise<number>;
  /** Stops it from doing anything, as a machine out of breath does. The balancer notices. */
  freeze(companion: CompanionProcess): void;
  thaw(companion: CompanionProcess): void;
}

/** What a fleet is to be like. */
export interface FleetOptions {
  agents: readonly string[];
  /** How many companions to begin with; one, unless said otherwise. */
  companions?: number;
  pace?: Pace | null;
  /** Another Postgres than the tests' own. */
  databaseUrl?: string;
}

/** A webhook waits as long as the balancer knocks: what a kill costs is a repeat, not a message. */
const PATIENT_TWILIO = 10;

/** Starts everything, and leads Twilio and the site there. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const stack = new AsyncDisposableStack();
  try {
    return await build(options, stack);
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

async function build(
  { agents, companions: count = 1, pace = null, databaseUrl }: FleetOptions,
  stack: AsyncDisposableStack,
): Promise<Fleet> {
  const house = stack.use(
    await startSurroundings(agents, {
      databaseUrl,
      twilioTimeScale: PATIENT_TWILIO,
    }),
  );
  const balancer: Balancer = stack.use(startBalancer());
  const { url } = balancer;
  const settings = { ...house.settings, publicUrl: url };
  house.twilio.setWebhook(`${url}/webhook/twilio`);
  house.site.setSecret("RELEVO_COMPANION_URL", url);
  const companions: CompanionProcess[] = [];
  const away = new Set<CompanionProcess>();

  function lead(): void {
    const there = companions.filter((companion) => !away.has(companion));
    balancer.lead(there.map((companion) => companion.url));
  }

  async function start(): Promise<CompanionProcess> {
    const companion = stack.use(await startCompanionProcess(settings, pace));
    companions.push(companion);
    lead();
    return companion;
  }

  await Promise.all(Array.from({ length: count }, start));
  return {
    ...house,
    url,
    settings,
    companions,
    start,
    async kill(companion) {
      companion.signal("SIGKILL");
      companions.splice(companions.indexOf(companion), 1);
      await companion.ended;
      lead();
    },
    async stop(companion) {
      companion.signal("SIGTERM");
      companions.splice(companions.indexOf(companion), 1);
      const [{ code }] = await companion.ended;
      lead();
      return code;
    },
    freeze(companion) {
      companion.signal("SIGSTOP");
      away.add(companion);
      lead();
    },
    thaw(companion) {
      companion.signal("SIGCONT");
      away.delete(companion);
      lead();
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

import { migrate } from "../../companion/store/migrate.ts";
import { connect, type Sql } from "../../companion/store/sql.ts";
import { type RunningPostgres, startPostgres } from "../../scripts/postgres.ts";
import {
  startTwilioSandbox,
  type TwilioSandbox,
} from "../../scripts/sandbox/twilio/server.ts";
import type { Agent } from "../../scripts/start/agents.ts";
import { enrollAgents } from "../../scripts/start/enroll_agents.ts";
import {
  type CompanionProcess,
  startCompanionProcess,
} from "./companion_process.ts";
import { type SiteFunction, startSiteFunction } from "./site_function.ts";
import type { Addressee } from "./webhooks.ts";

/** What the parts measure: a durable Postgres, the companion, and the companies it speaks to. */
export interface BenchHouse extends AsyncDisposable {
  postgres: RunningPostgres;
  sql: Sql;
  site: SiteFunction;
  twilio: TwilioSandbox;
  dataDir: string;
  siteSecret: string;
  /** Nobody has written yet from the number of this customer, nor from any after it. */
  nextCustomer: number;
  /** Sets one part's traffic apart from another's. */
  nextRun(): number;
  /** `more`: settings in the place of the house's. */
  startCompanion(
    more?: Readonly<Record<string, string>>,
  ): Promise<CompanionProcess>;
  /** Where webhooks for it go. */
  addresseeOf(companion: { url: string }): Addressee;
}

/** Who takes turns. */
export const BENCH_AGENTS: readonly Agent[] = [
  { email: "ana@example.com", name: "Ana", role: "agent" },
  { email: "luis@example.com", name: "Luis", role: "agent" },
];

const ACCOUNT = "AC00000000000000000000000000000001";
const AUTH_TOKEN = "an-auth-token-of-the-benchmark";
const LINE = "whatsapp:+573153369631";
const SECRET = "a-secret-of-the-benchmark-that-is-long-enough";

/** Builds it in a folder that is on a disk: where temporary files live may be memory, which is no durable place. */
export async function openHouse(folder: string): Promise<BenchHouse> {
  await using parts = new AsyncDisposableStack();
  await Deno.mkdir(folder, { recursive: true });
  const dataDir = await Deno.makeTempDir({ dir: folder, prefix: "bench-" });
  parts.defer(() => Deno.remove(dataDir, { recursive: true }));
  // Postgres's own account must be able to pass.
  await Deno.chmod(dataDir, 0o755);
  const postgres = parts.use(await startPostgres({ dataDir }));
  await migrate(postgres.url);
  await enrollAgents(postgres.url, BENCH_AGENTS);
  const sql = connect(postgres.url, { max: 4, name: "relevo bench" });
  parts.defer(() => sql.end());
  const site = parts.use(startSiteFunction());
  const twilio = parts.use(
    await startTwilioSandbox({
      port: 0,
      accountSid: ACCOUNT,
      authToken: AUTH_TOKEN,
      number: LINE,
    }),
  );
  const env = {
    PORT: "0",
    DATABASE_URL: postgres.url,
    DATA_DIR: dataDir,
    PUBLIC_URL: "",
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    TWILIO_WHATSAPP_NUMBER: LINE,
    TWILIO_API_URL: twilio.url,
    WIX_BASE_URL: site.baseUrl,
    // What the house can do by itself: only the part that is about quotas has some.
    WIX_WRITES_PER_MINUTE: "1000000",
    TWILIO_SENDS_PER_SECOND: "10000",
    SITE_SECRET: SECRET,
    SITE_ORIGINS: "http://127.0.0.1:1",
    ENCRYPTION_KEY: SECRET,
    LOG_LEVEL: "error",
  };
  const running = parts.move();
  let run = 0;
  return {
    postgres,
    sql,
    site,
    twilio,
    dataDir,
    siteSecret: SECRET,
    nextCustomer: 0,
    nextRun: () => ++run,
    startCompanion: (more) => startCompanionProcess({ ...env, ...more }),
    addresseeOf: ({ url }) => ({
      url: `${url}/webhook/twilio`,
      accountSid: ACCOUNT,
      authToken: AUTH_TOKEN,
      line: LINE,
    }),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

import { enrollAgent } from "../../companion/inbox/enroll_agent.ts";
import { registerLine } from "../../companion/inbox/register_line.ts";
import type { Settings } from "../../companion/settings.ts";
import { connect, type Sql } from "../../companion/store/sql.ts";
import { buildSite } from "../../scripts/build_site.ts";
import { provisionSite } from "../../scripts/provision.ts";
import {
  startTwilioSandbox,
  type TwilioSandbox,
} from "../../scripts/sandbox/twilio/server.ts";
import {
  startWixSandbox,
  type WixSandbox,
} from "../../scripts/sandbox/wix/app.ts";
import { createDatabase } from "../database.ts";
import { ACCOUNT, AUTH_TOKEN, emailOf, LINE, SITE_SECRET } from "../inbox.ts";
import { until } from "../until.ts";

const SITE_ID = "5f1d2b6a-0c4e-4c55-9a0e-8d0c5f7a1b22";
const API_KEY = "key-of-the-tests";

/** Who sees everything, and answers nobody. */
export const SUPERVISOR = "sofia";

/** Everything that a companion needs around it, and no companion: those are processes of their own. */
export interface Surroundings extends AsyncDisposable {
  sql: Sql;
  twilio: TwilioSandbox;
  site: WixSandbox;
  settings: Settings;
  /** Until nothing is promised any more. */
  quiet(timeoutMs?: number): Promise<void>;
}

/** What is to be other than usual. */
export interface SurroundingsOptions {
  /** A migrated database of the caller's; one of the tests' own Postgres, unless said otherwise. */
  databaseUrl?: string;
  /** See `TwilioOptions.timeScale`. */
  twilioTimeScale?: number;
}

export async function startSurroundings(
  agents: readonly string[],
  options: SurroundingsOptions = {},
): Promise<Surroundings> {
  const stack = new AsyncDisposableStack();
  const { sql, url: databaseUrl } = stack.use(
    options.databaseUrl
      ? openDatabase(options.databaseUrl)
      : await createDatabase(),
  );
  const dataDir = await Deno.makeTempDir({ prefix: "relevo-" });
  stack.defer(() => Deno.remove(dataDir, { recursive: true }));
  const account = { accountSid: ACCOUNT, number: LINE };
  const twilio = stack.use(
    await startTwilioSandbox({
      port: 0,
      authToken: AUTH_TOKEN,
      timeScale: options.twilioTimeScale,
      ...account,
    }),
  );
  const site = stack.use(
    await startWixSandbox({
      port: 0,
      dist: await buildSite(),
      dataFile: null,
      siteId: SITE_ID,
      apiKey: API_KEY,
      secrets: { RELEVO_SITE_SECRET: SITE_SECRET, RELEVO_COMPANION_URL: "" },
      members: [...agents, SUPERVISOR].map((name) => ({
        email: emailOf(name),
        password: "una clave larga",
        name,
      })),
    }),
  );
  await provisionSite({ siteId: SITE_ID, apiKey: API_KEY, apiUrl: site.url });
  await registerLine(sql, account);
  for (const name of agents) {
    const person = { email: emailOf(name), name, role: "agent" } as const;
    await enrollAgent(sql, person, new Date());
  }
  await enrollAgent(sql, {
    email: emailOf(SUPERVISOR),
    name: SUPERVISOR,
    role: "supervisor",
  }, new Date());
  return {
    sql,
    twilio,
    site,
    settings: {
      host: "127.0.0.1",
      port: 0,
      databaseUrl,
      publicUrl: null,
      twilio: {
        ...account,
        authTokens: [AUTH_TOKEN],
        apiUrl: twilio.url,
      },
      wixBaseUrl: `${site.url}/_functions`,
      siteSecrets: [SITE_SECRET],
      siteOrigins: [site.url],
      auditKeepDays: 400,
      metricsTokens: [],
      encryptionKeys: ["an-encryption-key-of-the-tests-long-enough"],
      trustedProxies: [],
      // The stand-ins have no quotas unless a test wants them.
      wixWritesPerMinute: 1_000_000,
      twilioSendsPerSecond: 10_000,
      // A page of the tests reads every thread, whatever comes.
      memberPerMinute: 1_000_000,
      dataDir,
      logLevel: "error",
      firstSupervisor: null,
    },
    quiet: (timeoutMs = 20_000) =>
      until("nothing is promised any more", async () => {
        const [row] = await sql`
          select (select count(*) from outbox_lanes where done_seq < last_seq or claimed_by is not null)
            + (select count(*) from commits where place is null) as open
        `;
        return row!.open === 0;
      }, timeoutMs),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

function openDatabase(url: string) {
  const sql = connect(url);
  return { sql, url, [Symbol.asyncDispose]: () => sql.end() };
}

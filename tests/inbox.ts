/**
 * The whole house for a test: a real Postgres database of its own, the companion with its real
 * doors, Twilio's stand-in and the built site on the stand-in of Wix.
 */
import { type Companion, startCompanion } from "../companion/companion.ts";
import type { Limits } from "../companion/http/limits.ts";
import { enrollAgent } from "../companion/inbox/enroll_agent.ts";
import { pauseAgent } from "../companion/inbox/pause_agent.ts";
import type { Quotas } from "../companion/outbox/quotas.ts";
import type { ReconcilingPace } from "../companion/reconcile/context.ts";
import type { Settings } from "../companion/settings.ts";
import type { Sql } from "../companion/store/sql.ts";
import { buildSite } from "../scripts/build_site.ts";
import { provisionSite } from "../scripts/provision.ts";
import {
  startTwilioSandbox,
  type TwilioSandbox,
} from "../scripts/sandbox/twilio/server.ts";
import {
  startWixSandbox,
  type WixSandbox,
} from "../scripts/sandbox/wix/app.ts";
import type {
  SentAnswer,
  ThreadMessage,
  ThreadPage,
} from "../shared/conversation.ts";
import { createDatabase } from "./database.ts";
import { until } from "./until.ts";

export const LINE = "whatsapp:+573153369631";
export const ACCOUNT = "AC00000000000000000000000000000001";
export const AUTH_TOKEN = "an-auth-token-of-the-tests";
export const SITE_SECRET = "a-site-secret-of-the-tests-long-enough";
export const ENCRYPTION_KEY = "an-encryption-key-of-the-tests-long-enough";
const SITE_ID = "5f1d2b6a-0c4e-4c55-9a0e-8d0c5f7a1b22";
const API_KEY = "key-of-the-tests";

/** What a test's house is to be like. */
export interface InboxOptions {
  /** First names, lower case: `ana` is `ana@example.com`. */
  agents?: readonly string[];
  supervisors?: readonly string[];
  /** The companion's clock. */
  now?: () => Date;
  limits?: Partial<Limits>;
  settings?: Partial<Settings>;
  /** Lines are compared with Twilio's list only where a test says so. */
  reconciling?: ReconcilingPace;
  /** The clock of the site's data and quotas. */
  siteNow?: () => Date;
  /** Collections that the site has beside ours. */
  siteCollections?: readonly string[];
  /** What other companies let through, where the settings don't say it. */
  quotas?: Partial<Quotas>;
}

/** A house at work. */
export interface Inbox extends AsyncDisposable {
  sql: Sql;
  databaseUrl: string;
  url: string;
  twilio: TwilioSandbox;
  site: WixSandbox;
  settings: Settings;
  dataDir: string;
  /** The token that the page of this person would have. */
  token(name: string): Promise<string>;
  /** A request of this person's page; `null` for nobody's. */
  as(
    name: string | null,
    path: string,
    init?: RequestInit & { json?: unknown },
  ): Promise<Answer>;
  /** Answers a customer as this agent. */
  reply(
    name: string,
    to: string,
    message: string,
    id?: string,
  ): Promise<Answer<SentAnswer>>;
  thread(name: string, key: string): Promise<ThreadMessage[]>;
  agentId(name: string): Promise<number>;
  pause(name: string, isPaused: boolean): Promise<void>;
  /** Until nothing is promised any more, and every page could have been told. */
  settle(): Promise<void>;
  /** Stops the companion alone, and starts it again at the same address. */
  restart(): Promise<void>;
}

/** An answer of the agents' interface. */
// deno-lint-ignore no-explicit-any -- tests say by their assertions what shape they expect
export interface Answer<T = any> {
  status: number;
  headers: Headers;
  json: T;
}

/** Starts a house. It is gone when the test ends. */
export async function startInbox(options: InboxOptions = {}): Promise<Inbox> {
  const stack = new AsyncDisposableStack();
  try {
    return await build(options, stack);
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

async function build(
  options: InboxOptions,
  stack: AsyncDisposableStack,
): Promise<Inbox> {
  const agents = options.agents ?? ["ana", "luis"];
  const supervisors = options.supervisors ?? ["sofia"];
  const people = [...agents, ...supervisors];
  const database = stack.use(await createDatabase());
  const dataDir = await Deno.makeTempDir({ prefix: "relevo-" });
  stack.defer(() => Deno.remove(dataDir, { recursive: true }));
  const twilio = stack.use(
    await startTwilioSandbox({
      port: 0,
      accountSid: ACCOUNT,
      authToken: AUTH_TOKEN,
      number: LINE,
    }),
  );
  const site = stack.use(
    await startWixSandbox({
      port: 0,
      dist: await buildSite(),
      dataFile: null,
      now: options.siteNow,
      siteId: SITE_ID,
      apiKey: API_KEY,
      collections: options.siteCollections?.map((id) => ({ id })),
      secrets: {
        RELEVO_SITE_SECRET: SITE_SECRET,
        RELEVO_COMPANION_URL: "http://127.0.0.1:1",
      },
      members: people.map((name) => ({
        email: emailOf(name),
        password: "una clave larga",
        name: titled(name),
      })),
    }),
  );
  await provisionSite({ siteId: SITE_ID, apiKey: API_KEY, apiUrl: site.url });
  const settings: Settings = {
    host: "127.0.0.1",
    port: 0,
    databaseUrl: database.url,
    publicUrl: null,
    twilio: {
      accountSid: ACCOUNT,
      authTokens: [AUTH_TOKEN],
      number: LINE,
      apiUrl: twilio.url,
    },
    wixBaseUrl: `${site.url}/_functions`,
    siteSecrets: [SITE_SECRET],
    siteOrigins: [site.url],
    auditKeepDays: 400,
    metricsTokens: [],
    encryptionKeys: [ENCRYPTION_KEY],
    trustedProxies: [],
    // The stand-ins have no quotas unless a test wants them.
    wixWritesPerMinute: 1_000_000,
    twilioSendsPerSecond: 10_000,
    dataDir,
    logLevel: "error",
    firstSupervisor: null,
    ...options.settings,
  };
  const now = options.now ?? (() => new Date());
  const world = {
    now,
    newId: () => crypto.randomUUID(),
    limits: options.limits,
    quotas: options.quotas,
    reconciling: options.reconciling ?? null,
  };
  let companion: Companion = await startCompanion(settings, world);
  stack.defer(() => companion.stop());
  settings.port = Number(new URL(companion.url).port);
  twilio.setWebhook(`${companion.url}/webhook/twilio`);
  site.setSecret("RELEVO_COMPANION_URL", companion.url);
  const { sql } = database;
  for (const name of agents) {
    await enrollAgent(sql, {
      email: emailOf(name),
      name: titled(name),
      role: "agent",
    }, now());
  }
  for (const name of supervisors) {
    await enrollAgent(sql, {
      email: emailOf(name),
      name: titled(name),
      role: "supervisor",
    }, now());
  }

  const token = (name: string) => tokenOf(site, emailOf(name));
  const inbox: Inbox = {
    sql,
    databaseUrl: database.url,
    url: companion.url,
    twilio,
    site,
    settings,
    dataDir,
    token,
    async as(name, path, init = {}) {
      const { json, ...rest } = init;
      const headers = new Headers(init.headers);
      if (name !== null) {
        headers.set("Authorization", `Bearer ${await token(name)}`);
      }
      if (json !== undefined) headers.set("Content-Type", "application/json");
      const body = json === undefined ? init.body : JSON.stringify(json);
      const method = init.method ?? (json === undefined ? "GET" : "POST");
      const response = await fetch(companion.url + path, {
        ...rest,
        method,
        headers,
        body,
      });
      const text = await response.text();
      const isJson = response.headers.get("content-type")?.includes("json");
      return {
        status: response.status,
        headers: response.headers,
        json: isJson ? JSON.parse(text) : text,
      };
    },
    reply: (name, to, message, id) =>
      inbox.as(name, "/api/enviar-mensaje", { json: { to, message, id } }),
    async thread(name, key) {
      const { json } = await inbox.as(
        name,
        `/api/conversacion/${key}?limit=500`,
      ) as Answer<ThreadPage>;
      return json.twilio_messages;
    },
    async agentId(name) {
      const [row] = await sql<
        { id: number }[]
      >`select id from agents where email = ${emailOf(name)}`;
      return row!.id;
    },
    async pause(name, isPaused) {
      await pauseAgent(
        sql,
        { agentId: await inbox.agentId(name), isPaused },
        now(),
      );
    },
    async settle() {
      await twilio.idle();
      await until("nothing is promised any more", () => isQuiet(sql), 90_000);
      await twilio.idle();
      await until("nothing is promised any more", () => isQuiet(sql), 90_000);
    },
    async restart() {
      await companion.stop();
      companion = await startCompanion(settings, world);
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
  return inbox;
}

/** The address of one of the house's people. */
export function emailOf(name: string): string {
  return `${name}@example.com`;
}

/** The token that the page of this member would get. */
export async function tokenOf(
  site: { url: string },
  email: string,
): Promise<string> {
  const response = await fetch(`${site.url}/sandbox/session`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ email }),
  });
  const { token } = await response.json();
  return token;
}

async function isQuiet(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ open: number }[]>`
    select (select count(*) from outbox_lanes where done_seq < last_seq and state = 'active')
      + (select count(*) from outbox_lanes where claimed_by is not null)
      + (select count(*) from commits where place is null) as open
  `;
  return row!.open === 0;
}

function titled(name: string): string {
  return name[0]!.toUpperCase() + name.slice(1);
}

import { buildSite } from "../../scripts/build_site.ts";
import { provisionSite } from "../../scripts/provision.ts";
import type { LogEntry } from "../../scripts/sandbox/controls.ts";
import { startWixSandbox } from "../../scripts/sandbox/wix/app.ts";
import { WIX_QUOTAS } from "../../scripts/sandbox/wix/variants.ts";

/** The built site on the stand-in of Wix, which admits as much in a minute as Wix does. */
export interface BuiltSite extends AsyncDisposable {
  /** What `WIX_BASE_URL` is to be. */
  baseUrl: string;
  writesPerMinute: number;
  /** How many messages it holds. */
  messages(): number;
  /** Notes what Wix Data is asked from now on. */
  watch(): Watch;
}

/** What Wix Data was asked meanwhile. */
export interface Watch extends Disposable {
  /** When each call that wrote came, in milliseconds since 1970. */
  writes(): number[];
  calls(): { reads: number; writes: number; functions: number };
  /** How many were one too many. */
  refused(): number;
}

const SITE_ID = "5f1d2b6a-0c4e-4c55-9a0e-8d0c5f7a1b22";
const API_KEY = "key-of-the-benchmark";
/** The stand-in remembers its last thousand calls. */
const LOOK_EVERY_MS = 250;

export async function startBuiltSite(siteSecret: string): Promise<BuiltSite> {
  const site = await startWixSandbox({
    port: 0,
    dist: await buildSite(),
    dataFile: null,
    siteId: SITE_ID,
    apiKey: API_KEY,
    secrets: { RELEVO_SITE_SECRET: siteSecret, RELEVO_COMPANION_URL: "" },
    members: [],
  });
  await provisionSite({ siteId: SITE_ID, apiKey: API_KEY, apiUrl: site.url });
  Object.assign(site.variants, WIX_QUOTAS);
  return {
    baseUrl: `${site.url}/_functions`,
    writesPerMinute: WIX_QUOTAS.writesPerMinute,
    messages: () => site.rows("CHATBOT_MENSAJES").length,
    watch: () => watch(() => site.log()),
    [Symbol.asyncDispose]: () => site.stop(),
  };
}

function watch(log: () => LogEntry[]): Watch {
  const before = new Set(log());
  const seen = new Set<LogEntry>();
  const look = () => {
    for (const entry of log()) if (!before.has(entry)) seen.add(entry);
    return [...seen];
  };
  const data = () =>
    look().filter(({ path }) => path.startsWith("/wix-data/v2/"));
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    writes: () => data().filter(isWrite).map(({ time }) => Date.parse(time)),
    calls: () => {
      const writes = data().filter(isWrite).length;
      return {
        reads: data().length - writes,
        writes,
        functions: look().length - data().length,
      };
    },
    refused: () => look().filter(({ status }) => status === 429).length,
    [Symbol.dispose]: () => clearInterval(timer),
  };
}

function isWrite({ method, path }: LogEntry): boolean {
  return method !== "GET" && !path.endsWith("/query");
}

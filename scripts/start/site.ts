import { join } from "node:path";
import { buildSite } from "../build_site.ts";
import { provisionSite } from "../provision.ts";
import { startWixSandbox } from "../sandbox/wix/app.ts";
import { type Agent, AGENTS } from "./agents.ts";
import type { StartContext } from "./context.ts";
import { hasRealSite } from "./settings.ts";
import type { StartFile } from "./start_file.ts";

/** The site's part of the whole: a real one, or the built one on the stand-in of Wix. */
export interface OpenSite extends AsyncDisposable {
  env: Record<string, string>;
  /** Who is to be let into the inbox from the start. */
  agents: readonly Agent[];
  told: Pick<
    StartFile,
    "site" | "siteSecret" | "wixSiteId" | "wixApiKey" | "agents"
  >;
}

/**
 * Builds the site and starts it on the stand-in, unless the environment names a real one. What other
 * parts leave for its code is among its secrets.
 */
export async function openSite(
  context: StartContext,
  siteSecrets: Record<string, string>,
): Promise<OpenSite> {
  return hasRealSite(context.settings)
    ? realSite(context)
    : await standIn(context, siteSecrets);
}

function realSite({ settings, secrets }: StartContext): OpenSite {
  const siteSecret = settings.siteSecret ?? secrets.siteSecret;
  return {
    env: { SITE_SECRET: siteSecret },
    agents: [],
    told: {
      site: null,
      siteSecret: settings.siteSecret ? null : siteSecret,
      wixSiteId: settings.wixSiteId,
      wixApiKey: null,
      agents: [],
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function standIn(
  context: StartContext,
  siteSecrets: Record<string, string>,
): Promise<OpenSite> {
  const { settings, secrets, ports, companionUrl } = context;
  const siteId = settings.wixSiteId ?? secrets.wixSiteId;
  const apiKey = settings.wixApiKey ?? secrets.wixApiKey;
  const siteSecret = settings.siteSecret ?? secrets.siteSecret;
  const agents = AGENTS.map((agent) => ({
    ...agent,
    password: secrets.passwords[agent.email]!,
  }));
  const sandbox = await startWixSandbox({
    dist: await buildSite(),
    port: ports.site,
    dataFile: join(settings.dataDir, "wix-sandbox.jsonl"),
    siteId,
    apiKey,
    members: agents.map(({ email, password, name }) => ({
      email,
      password,
      name,
    })),
    secrets: {
      RELEVO_SITE_SECRET: siteSecret,
      RELEVO_COMPANION_URL: companionUrl,
      ...siteSecrets,
    },
  });
  await provisionSite({ siteId, apiKey, apiUrl: sandbox.url });
  const origins = [sandbox.url, sandbox.url.replace("127.0.0.1", "localhost")];
  return {
    env: {
      SITE_SECRET: siteSecret,
      WIX_BASE_URL: `${sandbox.url}/_functions`,
      SITE_ORIGINS: settings.siteOrigins ?? origins.join(","),
    },
    agents: AGENTS,
    told: {
      site: sandbox.url,
      siteSecret: settings.siteSecret ? null : siteSecret,
      wixSiteId: siteId,
      wixApiKey: settings.wixApiKey ? null : apiKey,
      agents,
    },
    [Symbol.asyncDispose]: () => sandbox.stop(),
  };
}

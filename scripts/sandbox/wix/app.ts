import { serveOnLoopback, withControls } from "../controls.ts";
import { openDatabase } from "./data/open_database.ts";
import { newIdentities } from "./platform/identity.ts";
import { newMembers } from "./platform/members.ts";
import { newRealtime } from "./platform/realtime.ts";
import { newQuotas } from "./quotas.ts";
import { startRuntime, USUAL_LIMITS } from "./runtime/runtime.ts";
import type { WixSandbox, WixSandboxOptions } from "./sandbox.ts";
import { fill, rowsOf } from "./site/controls.ts";
import { realtimeRoutes } from "./site/realtime_routes.ts";
import { vendorRoutes } from "./vendor.ts";
import { codedRefusal } from "./vendor_refusal.ts";

export type { WixSandbox, WixSandboxOptions } from "./sandbox.ts";

/** Starts a stand-in of Wix that runs the built site. @throws {Error} when the port is taken, or nothing is built */
export async function startWixSandbox(
  options: WixSandboxOptions,
): Promise<WixSandbox> {
  const { port, dist, siteId, apiKey, containers = 1 } = options;
  const { database, closeJournal } = openDatabase(options);
  const members = newMembers(options.members, database.rules);
  const secrets = new Map(Object.entries(options.secrets));
  const realtime = newRealtime(database);
  const quotas = newQuotas(database);
  const identities = newIdentities({ database, members, siteId, apiKey });
  let url = "";
  const runtime = await startRuntime({
    dist,
    containers,
    url: () => url,
    identities,
    limits: { ...USUAL_LIMITS, ...options.limits },
    quotas,
    rules: database.rules,
    variants: database.variants,
  });
  const live = realtimeRoutes({ database, realtime, runtime, identities });

  const vendor = vendorRoutes({
    database,
    hooks: (caller) => runtime.dataHooks(caller),
    dist,
    runtime,
    quotas,
    identities,
    members,
    realtime,
    secrets,
  }).route("/", live.app);
  const { app, log } = withControls(vendor, {
    ownPages: ["/", "/sandbox"],
    refusal: codedRefusal,
  });
  let stopping: Promise<void> | null = null;
  const stop = () => stopping ??= stopNow();
  const served = await Promise.try(serveOnLoopback, app, port).catch(giveUp);
  url = served.url;

  async function stopNow(): Promise<void> {
    live.closeAll();
    await served.stop();
    await letGo();
  }
  async function letGo(): Promise<void> {
    await runtime.stop();
    closeJournal();
  }
  async function giveUp(error: unknown): Promise<never> {
    await letGo();
    throw error;
  }
  return {
    url,
    port: served.port,
    siteId,
    apiKey,
    setSecret: (name, value) => void secrets.set(name, value),
    addMember: members.add,
    member: members.byEmail,
    rows: (collectionId) => rowsOf(database, collectionId),
    fill: (collectionId, rows) => fill(database, collectionId, rows),
    variants: database.variants,
    begin: database.fate.begin,
    recycle: runtime.recycle,
    published: realtime.published,
    log,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

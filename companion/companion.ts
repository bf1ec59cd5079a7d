import { getLogger } from "@logtape/logtape";
import { deriveKeys } from "./domain/sealed_text.ts";
import { createApp } from "./http/app.ts";
import { startEventHub } from "./http/event_hub.ts";
import { openAuditDesk } from "./http/audit_desk.ts";
import { freshIv } from "./http/fresh_iv.ts";
import { type Limits, USUAL_LIMITS } from "./http/limits.ts";
import { openLineBook } from "./http/line_book.ts";
import { mediaAddresses } from "./http/media_address.ts";
import { startPresenceHub } from "./http/presence_hub.ts";
import { openTallies } from "./http/tallies.ts";
import { enrollAgent } from "./inbox/enroll_agent.ts";
import type { CredentialKeys } from "./inbox/line_credentials.ts";
import { openSidKeys } from "./inbox/open_sid_keys.ts";
import { registerLine } from "./inbox/register_line.ts";
import { resealCredentials } from "./inbox/reseal_credentials.ts";
import { eraseAtTwilio } from "./outbox/erase_at_twilio.ts";
import { eraseConversationHere } from "./outbox/erase_conversation.ts";
import { eraseBotThread, eraseInSite } from "./outbox/erase_site.ts";
import { freshKey } from "./outbox/fresh_key.ts";
import { startReadingTemplates } from "./outbox/read_templates.ts";
import { fetchMedia } from "./outbox/fetch_media.ts";
import { startFillingTexts } from "./outbox/fill_texts.ts";
import { startFillingRoom } from "./outbox/fill_room.ts";
import { startNotingPages } from "./outbox/note_open_pages.ts";
import { startForgettingRates } from "./outbox/forget_rates.ts";
import { type Quotas, WHATSAPP_QUOTAS, wixRate } from "./outbox/quotas.ts";
import { startKeepingHouse } from "./outbox/keep_house.ts";
import { USUAL_RETENTION } from "./outbox/retention.ts";
import { trimSite } from "./outbox/trim_site.ts";
import { startOrdering } from "./outbox/order_changes.ts";
import type { Pace } from "./outbox/pace.ts";
import { publishChange } from "./outbox/publish_change.ts";
import { sendMessage } from "./outbox/send_message.ts";
import { startTidying } from "./outbox/tidy_holdings.ts";
import { watchTraffic } from "./outbox/traffic.ts";
import { startWaking } from "./outbox/wake_snoozed.ts";
import { startWorker } from "./outbox/worker.ts";
import { folderStore } from "./providers/media/media_store.ts";
import {
  type ReconcilingPace,
  USUAL_RECONCILING,
} from "./reconcile/context.ts";
import { startReconciler } from "./reconcile/reconciler.ts";
import { startGivingBack } from "./give_back_memory.ts";
import type { Settings } from "./settings.ts";
import { readAgents } from "./store/agents.ts";
import { readErased } from "./store/erased_sids.ts";
import { hangBell } from "./store/bell.ts";
import { migrate } from "./store/migrate.ts";
import {
  BY_KEYS,
  connect,
  NOT_AWAITED,
  OUTWAITING_MS,
  readTransactionLimit,
} from "./store/sql.ts";
import { startMetrics } from "./telemetry/metrics.ts";

/** A companion at work. */
export interface Companion {
  /** Where it listens, without a slash at its end. */
  url: string;
  /** Answers what has come in, ends what has begun, and leaves the rest to whoever comes next. */
  stop(): Promise<void>;
}

/** Starts everything in its order; what is stopped is stopped in the reverse of it. */
export async function startCompanion(
  settings: Settings,
  {
    now,
    newId,
    pace,
    limits: other,
    quotas: given,
    reconciling = USUAL_RECONCILING,
  }: {
    now(): Date;
    newId(): string;
    pace?: Pace;
    limits?: Partial<Limits>;
    /** What other companies let through, where the settings don't say it. */
    quotas?: Partial<Quotas>;
    /** `null`: lines are not compared with their provider's lists. */
    reconciling?: ReconcilingPace | null;
  },
): Promise<Companion> {
  const log = getLogger(["relevo"]);
  if (settings.metricsTokens.length > 0) await startMetrics();
  await migrate(settings.databaseUrl);
  const credentialKeys = await deriveKeys(settings.encryptionKeys);
  const sidKeys = await sidKeysOf(settings.databaseUrl, credentialKeys);
  const limit = await readTransactionLimit(settings.databaseUrl);
  const sql = connect(settings.databaseUrl, {
    max: 12,
    sidKeys,
    settings: limit,
  });
  const arrivals = connect(settings.databaseUrl, {
    max: 1,
    name: "relevo arrivals",
    sidKeys,
    settings: { ...BY_KEYS, ...limit },
    patienceMs: OUTWAITING_MS,
  });
  const books = connect(settings.databaseUrl, {
    max: 4,
    name: "relevo books",
    settings: { ...NOT_AWAITED, ...limit },
  });
  await registerLine(sql, settings.twilio);
  const unopened = await resealCredentials(sql, credentialKeys, { freshIv });
  for (const line of unopened) {
    log.error("No key of ENCRYPTION_KEY opens the credentials of a line", {
      line,
    });
  }
  await admitFirstSupervisor();
  const bell = await hangBell(sql, newId());
  const presence = startPresenceHub(sql, bell);
  const hub = await startEventHub(sql, bell);
  const audit = openAuditDesk(sql, now, {
    keepDays: settings.auditKeepDays,
  });
  const traffic = watchTraffic();
  const givingBack = startGivingBack(traffic, {
    collect: (globalThis as { gc?(): void }).gc,
  });
  const ordering = startOrdering(sql, { bell, traffic, now });
  const tidying = startTidying(sql);
  const fillingTexts = startFillingTexts(sql, traffic);
  const filling = startFillingRoom(sql, { bell, now });
  const noting = startNotingPages(sql, {
    companion: newId(),
    agentIds: hub.agentIds,
  });
  const lines = openLineBook(sql, settings.twilio, {
    now,
    keys: credentialKeys,
  });
  bell.on("lines", lines.forget);
  const templates = startReadingTemplates(sql, { accountOf: lines.accountOf });
  const media = folderStore(`${settings.dataDir}/media`);
  const limits = {
    ...USUAL_LIMITS,
    memberPerMinute: settings.memberPerMinute ?? USUAL_LIMITS.memberPerMinute,
    ...other,
  };
  const tallies = openTallies(sql, limits, now);
  let publicUrl = settings.publicUrl ?? "";
  const addresses = mediaAddresses(() => publicUrl, settings.siteSecrets);

  const site = {
    baseUrl: settings.wixBaseUrl,
    secrets: settings.siteSecrets,
  };

  const app = createApp({
    sql,
    arrivals,
    noteArrived: traffic.note,
    bell,
    hub,
    presence,
    audit,
    lines,
    credentialKeys,
    media,
    mediaAddresses: addresses,
    site,
    templates,
    pageParts: new URL("../wix-site/dist/page/", import.meta.url),
    publicUrl: () => publicUrl,
    siteSecrets: settings.siteSecrets,
    siteOrigins: settings.siteOrigins,
    metricsTokens: settings.metricsTokens,
    trustedProxies: settings.trustedProxies,
    limits,
    tallies,
    hasTwilio: true,
    now,
  });
  const server = Deno.serve({
    hostname: settings.host,
    port: settings.port,
    onListen() {},
  }, app.fetch);
  const url = `http://127.0.0.1:${server.addr.port}`;
  publicUrl ||= url;

  const accountOf = lines.accountOf;
  const quotas: Quotas = {
    ...WHATSAPP_QUOTAS,
    wixWritesPerMinute: settings.wixWritesPerMinute,
    twilioSendsPerSecond: settings.twilioSendsPerSecond,
    minuteMs: 60_000,
    ...given,
  };
  const wix = wixRate(quotas);
  const worker = await startWorker(books, [
    sendMessage({
      sql,
      quotas,
      accountOf,
      statusCallback: (messageId) =>
        `${publicUrl}/webhook/twilio/status?m=${messageId}`,
      mediaAddress: (mediaId) => addresses.forProvider(mediaId, now()),
      lostAnswerMs: pace?.lostAnswerMs,
      now,
    }),
    publishChange({
      sql,
      site,
      rate: wix,
      bell,
      traffic,
      now,
    }),
    fetchMedia({ sql, media, accountOf, now }),
    eraseConversationHere({ sql, media, now }),
    eraseInSite({ sql, site, rate: wix, now }),
    eraseBotThread({ sql, site, now }),
    eraseAtTwilio({ sql, accountOf }),
    trimSite({ sql, site, rate: wix, now }),
  ], { bell, databaseUrl: settings.databaseUrl, pace });
  const reconciler = reconciling && startReconciler({
    sql,
    bell,
    accountOf,
    readErased: (sids) => readErased(sql, sids),
    now,
    newId,
  }, reconciling);
  const forgetting = startForgettingRates(sql);
  const waking = startWaking({ sql, bell, now });
  const keeping = startKeepingHouse({
    sql,
    bell,
    media,
    retention: settings.retention ?? USUAL_RETENTION,
    now,
  });
  log.info("Listening", { url });

  async function sidKeysOf(databaseUrl: string, keys: CredentialKeys) {
    const first = connect(databaseUrl, { max: 1 });
    const opened = await openSidKeys(first, keys, { freshKey, freshIv })
      .finally(() => first.end());
    if (opened.unopened > 0) {
      log.error(
        "No key of ENCRYPTION_KEY recognises what was erased by an older one",
        { keys: opened.unopened },
      );
    }
    return opened.sidKeys;
  }

  async function admitFirstSupervisor(): Promise<void> {
    const email = settings.firstSupervisor;
    const agents = email ? await readAgents(sql) : [];
    if (email && !agents.some(({ role }) => role === "supervisor")) {
      await enrollAgent(sql, {
        email,
        name: email.split("@")[0]!,
        role: "supervisor",
      }, now());
    }
  }

  return {
    url,
    async stop() {
      log.info("Stopping");
      await reconciler?.stop();
      await keeping.stop();
      await waking.stop();
      givingBack.stop();
      await hub.stop();
      await presence.stop();
      await noting.stop();
      await templates.stop();
      await filling.stop();
      await fillingTexts.stop();
      await server.shutdown();
      await audit.stop();
      await tallies.stop();
      await worker.stop();
      await forgetting.stop();
      await ordering.stop();
      await tidying.stop();
      await bell.stop();
      await Promise.all([
        arrivals.end({ timeout: 5 }),
        books.end({ timeout: 5 }),
        sql.end({ timeout: 5 }),
      ]);
    },
  };
}

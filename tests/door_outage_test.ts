import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { startCompanion } from "../companion/companion.ts";
import { createDatabase } from "./database.ts";
import { openRelay } from "./door_relay.ts";
import { callWebhook, newSid } from "./door_webhook.ts";
import { signToken } from "./access_tokens.ts";
import { ACCOUNT, AUTH_TOKEN, LINE, SITE_SECRET } from "./inbox.ts";
import { temporaryFolder } from "./temporary_folder.ts";
import { until } from "./until.ts";

const METRICS_TOKEN = "a-metrics-token-of-the-tests";
const NOWHERE = "http://127.0.0.1:1";

describe("with the database away", () => {
  it("every door says so, the signature is still checked first, and nothing is lost or doubled", async () => {
    await using database = await createDatabase();
    await using folder = await temporaryFolder();
    const databaseUrl = new URL(database.url);
    await using relay = openRelay(Number(databaseUrl.port));
    databaseUrl.port = String(relay.port);
    const companion = await startCompanion({
      host: "127.0.0.1",
      port: 0,
      databaseUrl: databaseUrl.href,
      publicUrl: null,
      twilio: {
        accountSid: ACCOUNT,
        authTokens: [AUTH_TOKEN],
        number: LINE,
        apiUrl: NOWHERE,
      },
      wixBaseUrl: `${NOWHERE}/_functions`,
      siteSecrets: [SITE_SECRET],
      siteOrigins: [NOWHERE],
      auditKeepDays: 400,
      metricsTokens: [METRICS_TOKEN],
      encryptionKeys: ["an-encryption-key-of-the-tests-long-enough"],
      trustedProxies: [],
      // The stand-ins have no quotas unless a test wants them.
      wixWritesPerMinute: 1_000_000,
      twilioSendsPerSecond: 10_000,
      dataDir: folder.path,
      logLevel: "error",
      firstSupervisor: null,
    }, { now: () => new Date(), newId: () => crypto.randomUUID() });
    const token = await signToken({ sub: "m", email: "nadie@example.com" });
    const session = () =>
      fetch(`${companion.url}/api/session`, {
        headers: { Authorization: `Bearer ${token}` },
      });
    const health = async () => {
      const response = await fetch(`${companion.url}/health`);
      return [response.status, (await response.json()).status];
    };
    const params = { MessageSid: newSid() };

    try {
      const before = await callWebhook(companion, {});
      await relay.cut();
      const away = await callWebhook(companion, { params });
      const report = await callWebhook(companion, {
        path: "/webhook/twilio/status",
        params: { From: LINE, MessageStatus: "sent" },
      });
      const forged = await callWebhook(companion, { token: "guessed" });
      const page = await session();
      const { success, code } = await page.json();
      const sick = await health();
      const scraped = await fetch(`${companion.url}/metrics`, {
        headers: { Authorization: `Bearer ${METRICS_TOKEN}` },
      });
      const measured = await scraped.text();
      relay.restore();
      await until("the database is found again", async () => {
        const { status } = await callWebhook(companion, { params });
        return status === 200;
      });
      await until("the rest is well again", async () => {
        return (await health())[0] === 200;
      });

      assertEquals(before.status, 200);
      for (const { status, headers, text } of [away, report]) {
        assertEquals([status, text], [503, "<Response/>"]);
        assert(Number(headers.get("retry-after")) > 0);
      }
      assertEquals(forged.status, 403);
      assertEquals([page.status, success, code], [503, false, "unavailable"]);
      assert(Number(page.headers.get("retry-after")) > 0);
      assertEquals(sick, [503, "unhealthy"]);
      assertEquals(scraped.status, 200);
      assert(measured.includes("relevo_database_up 0\n"));
      const kept = await database.sql<{ count: number }[]>`
        select count(*) as count from messages where provider_sid = ${params.MessageSid}
      `;
      assertEquals(kept[0]?.count, 1);
    } finally {
      await companion.stop();
    }
  });
});

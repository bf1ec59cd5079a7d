import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { readSettings, SettingsError } from "./settings.ts";

const RIGHT = {
  DATABASE_URL: "postgres://relevo:secret@127.0.0.1:5432/relevo",
  TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
  TWILIO_AUTH_TOKEN: "token",
  TWILIO_WHATSAPP_NUMBER: "whatsapp:+573153369631",
  WIX_BASE_URL: "https://www.example.com/_functions",
  SITE_SECRET: "s".repeat(32),
  SITE_ORIGINS: "https://www.example.com,https://example.com",
  ENCRYPTION_KEY: "e".repeat(32),
};

/** The names of the settings that these make wrong, as `NAME missing` or `NAME malformed`. */
function problemsOf(env: Record<string, string | undefined>): string[] {
  const error = assertThrows(() => readSettings(env), SettingsError);
  return error.message.split("\n").map((line) =>
    line.replace(/^(\S+) is (missing|malformed).*$/, "$1 $2")
  );
}

describe("the companion's settings", () => {
  it("are read, with what may be left out", () => {
    const settings = readSettings(RIGHT);

    assertEquals(settings, {
      host: "127.0.0.1",
      port: 5001,
      databaseUrl: RIGHT.DATABASE_URL,
      publicUrl: null,
      twilio: {
        accountSid: RIGHT.TWILIO_ACCOUNT_SID,
        authTokens: ["token"],
        number: "whatsapp:+573153369631",
        apiUrl: null,
      },
      wixBaseUrl: "https://www.example.com/_functions",
      siteSecrets: [RIGHT.SITE_SECRET],
      siteOrigins: ["https://www.example.com", "https://example.com"],
      auditKeepDays: 400,
      metricsTokens: [],
      encryptionKeys: [RIGHT.ENCRYPTION_KEY],
      trustedProxies: [],
      wixWritesPerMinute: 1500,
      twilioSendsPerSecond: 80,
      retention: {
        closeDays: null,
        eraseDays: null,
        siteDays: null,
        journalDays: 30,
      },
      dataDir: ".relevo",
      logLevel: "info",
      firstSupervisor: null,
    });
  });

  it("take lists of what is being rotated, and forgive spaces and last slashes", () => {
    const settings = readSettings({
      ...RIGHT,
      PUBLIC_URL: " https://relevo.example.com/ ",
      TWILIO_AUTH_TOKEN: "new, old",
      SITE_SECRET: `${"n".repeat(32)},${"o".repeat(40)}`,
      WIX_BASE_URL: "https://www.example.com/_functions/",
      TRUSTED_PROXIES: "10.0.0.1, ::1",
      WIX_WRITES_PER_MINUTE: "3000",
      TWILIO_SENDS_PER_SECOND: " 400 ",
      LOG_LEVEL: "warn",
      MEMBER_REQUESTS_PER_MINUTE: "600",
      PORT: "0",
      BOT: "off",
    });

    assertEquals(settings.publicUrl, "https://relevo.example.com");
    assertEquals(settings.twilio.authTokens, ["new", "old"]);
    assertEquals(settings.siteSecrets.length, 2);
    assertEquals(settings.wixBaseUrl, "https://www.example.com/_functions");
    assertEquals(settings.trustedProxies, ["10.0.0.1", "::1"]);
    assertEquals([settings.logLevel, settings.port], ["warning", 0]);
    assertEquals(settings.memberPerMinute, 600);
    assertEquals(
      [settings.wixWritesPerMinute, settings.twilioSendsPerSecond],
      [3000, 400],
    );
  });

  it("that are missing are named, all at once", () => {
    const needed = Object.keys(RIGHT).map((name) => `${name} missing`).sort();

    assertEquals(problemsOf({}).sort(), needed);
    const blank = Object.keys(RIGHT).map((name) => [name, " "]);
    assertEquals(problemsOf(Object.fromEntries(blank)).sort(), needed);
    for (const name of Object.keys(RIGHT)) {
      assertEquals(problemsOf({ ...RIGHT, [name]: undefined }), [
        `${name} missing`,
      ]);
    }
  });

  const malformed: [name: string, ...values: string[]][] = [
    ["PORT", "http", "65536", "-1", "50.5", "5001x"],
    ["DATABASE_URL", "relevo", "mysql://u:p@h/d", "postgres:// x"],
    ["PUBLIC_URL", "relevo.example.com", "ftp://a", "https://a?b", "https://"],
    ["TWILIO_ACCOUNT_SID", "AC123", `SK${"0".repeat(32)}`],
    ["TWILIO_WHATSAPP_NUMBER", "+573153369631", "whatsapp:573153369631"],
    ["TWILIO_API_URL", "api.twilio.com"],
    ["WIX_BASE_URL", "https://a", "https://a/_functions/x", "a/_functions"],
    ["SITE_SECRET", "short", `${"s".repeat(32)},short`],
    ["ENCRYPTION_KEY", "short"],
    ["METRICS_TOKEN", "short"],
    ["AUDIT_KEEP_DAYS", "0"],
    ["SITE_ORIGINS", "*", "example.com", "https://a/", "https://a/b", "a,b"],
    ["TRUSTED_PROXIES", "10.0.0.0/8", "proxy", "*"],
    ["MEMBER_REQUESTS_PER_MINUTE", "0", "-1", "1.5", "many", "9999999999"],
    ["WIX_WRITES_PER_MINUTE", "0", "-5", "1.5", "many", "12345678"],
    ["TWILIO_SENDS_PER_SECOND", "0", "1e3", "80/s"],
    ["LOG_LEVEL", "warning", "loud"],
    ["BOT", "yes", "ON"],
    ["FIRST_SUPERVISOR", "sofia"],
  ];

  it("that are malformed are named, one by one and all at once", () => {
    for (const [name, ...values] of malformed) {
      for (const value of values) {
        assertEquals(problemsOf({ ...RIGHT, [name]: value }), [
          `${name} malformed`,
        ], value);
      }
    }
    const all = malformed.map(([name, value]) => [name, value]);
    assertEquals(
      problemsOf({ ...RIGHT, ...Object.fromEntries(all) }).sort(),
      malformed.map(([name]) => `${name} malformed`).sort(),
    );
  });

  it("never show what a secret is", () => {
    const error = assertThrows(
      () => readSettings({ ...RIGHT, SITE_SECRET: "too-short-but-secret" }),
      SettingsError,
    );

    assertEquals(error.message.includes("too-short-but-secret"), false);
  });

  it("say how long things are kept, and that nothing is erased which isn't closed", () => {
    const { retention } = readSettings({
      ...RIGHT,
      RETENTION_CLOSE_DAYS: "90",
      RETENTION_ERASE_DAYS: " 365 ",
      WIX_KEEP_DAYS: "30",
      JOURNAL_KEEP_DAYS: "7",
    });

    assertEquals(retention, {
      closeDays: 90,
      eraseDays: 365,
      siteDays: 30,
      journalDays: 7,
    });
    assertEquals(problemsOf({ ...RIGHT, RETENTION_ERASE_DAYS: "1" }), [
      "RETENTION_CLOSE_DAYS missing",
    ]);
    assertEquals(
      problemsOf({
        ...RIGHT,
        RETENTION_CLOSE_DAYS: "0",
        WIX_KEEP_DAYS: "todo",
      }),
      ["RETENTION_CLOSE_DAYS malformed", "WIX_KEEP_DAYS malformed"],
    );
  });
});

import { type Retention, USUAL_RETENTION } from "./outbox/retention.ts";
import { isIP } from "node:net";

/** What the companion is told from outside. CONTRACT of the names: README, "Settings". */
export interface Settings {
  /** The address that it listens on: loopback, unless a container or another machine must reach it. */
  host: string;
  port: number;
  databaseUrl: string;
  /** `null`: where the server listens. */
  publicUrl: string | null;
  twilio: {
    accountSid: string;
    authTokens: string[];
    number: string;
    apiUrl: string | null;
  };
  wixBaseUrl: string;
  siteSecrets: string[];
  siteOrigins: string[];
  /** Open `/metrics`; none: there is no such door. */
  metricsTokens: string[];
  /** How long the audit trail keeps a row. */
  auditKeepDays: number;
  /** Seal stored credentials: the first seals, each opens. */
  encryptionKeys: string[];
  trustedProxies: string[];
  /** How often one member may ask within a minute; left out: the usual. */
  memberPerMinute?: number;
  /** What the site's plan admits, and what Twilio admits for one line. */
  wixWritesPerMinute: number;
  twilioSendsPerSecond: number;
  /** How long things are kept. */
  retention?: Retention;
  dataDir: string;
  logLevel: "debug" | "info" | "warning" | "error";
  /** The e-mail of who may admit the others, made a supervisor when there is none. */
  firstSupervisor: string | null;
}

/** Names every missing or malformed setting, a line each. */
export class SettingsError extends Error {
  override name = "SettingsError";
}

type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = {
  debug: "debug",
  info: "info",
  warn: "warning",
  error: "error",
} as const;
const LEAST_SECRET_LENGTH = 32;
const LEAST_TOKEN_LENGTH = 16;

/**
 * Reads the settings out of the environment, all or nothing.
 * @throws {SettingsError}
 */
export function readSettings(env: Environment): Settings {
  const problems: string[] = [];
  const text = (name: string, rule: RegExp, hint: string): string => {
    const value = env[name]?.trim() ?? "";
    if (value === "") problems.push(`${name} is missing: ${hint}`);
    else if (!rule.test(value)) problems.push(`${name} is malformed: ${hint}`);
    return value;
  };
  const url = (name: string, hint: string): string | null => {
    const value = (env[name]?.trim() ?? "").replace(/\/+$/, "");
    if (value === "") return null;
    if (!isAddress(value)) problems.push(`${name} is malformed: ${hint}`);
    return value;
  };
  const secrets = (name: string, leastLength: number): string[] => {
    const list = listOf(env[name]);
    if (list.length === 0) problems.push(`${name} is missing`);
    if (list.some((secret) => secret.length < leastLength)) {
      problems.push(
        `${name} is malformed: each secret needs at least ${leastLength} characters`,
      );
    }
    return list;
  };
  const optionalSecrets = (name: string): string[] => {
    const list = listOf(env[name]);
    if (list.some((secret) => secret.length < LEAST_TOKEN_LENGTH)) {
      problems.push(
        `${name} is malformed: each secret needs at least ${LEAST_TOKEN_LENGTH} characters`,
      );
    }
    return list;
  };
  const days = (name: string): number | null => {
    const value = env[name]?.trim() ?? "";
    if (value === "") return null;
    if (!/^[1-9]\d{0,4}$/.test(value)) {
      problems.push(`${name} is malformed: a number of days, from 1`);
    }
    return Number(value);
  };
  const count = (name: string, usual: number): number => {
    const value = env[name]?.trim() || String(usual);
    if (!/^[1-9]\d{0,6}$/.test(value)) {
      problems.push(`${name} is malformed: a whole number from 1`);
    }
    return Number(value);
  };
  const port = env.PORT?.trim() || "5001";
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) {
    problems.push("PORT is malformed: a number up to 65535");
  }
  const rate = env.MEMBER_REQUESTS_PER_MINUTE?.trim() ?? "";
  if (rate !== "" && !/^[1-9]\d{0,8}$/.test(rate)) {
    problems.push("MEMBER_REQUESTS_PER_MINUTE is malformed: a number from 1");
  }
  const auditKeepDays = env.AUDIT_KEEP_DAYS?.trim() || "400";
  if (!/^[1-9]\d{0,4}$/.test(auditKeepDays)) {
    problems.push("AUDIT_KEEP_DAYS is malformed: a number of days, at least 1");
  }
  const level = env.LOG_LEVEL?.trim() || "info";
  if (!Object.hasOwn(LOG_LEVELS, level)) {
    problems.push("LOG_LEVEL is malformed: debug, info, warn or error");
  }

  const settings: Settings = {
    host: env.HOST?.trim() || "127.0.0.1",
    port: Number(port),
    databaseUrl: text(
      "DATABASE_URL",
      /^postgres(ql)?:\/\/\S+$/,
      "postgres://user:password@host:5432/database",
    ),
    publicUrl: url(
      "PUBLIC_URL",
      "the address at which Twilio reaches the companion",
    ),
    twilio: {
      accountSid: text(
        "TWILIO_ACCOUNT_SID",
        /^AC[0-9a-fA-F]{32}$/,
        "AC and 32 hexadecimal digits",
      ),
      authTokens: secrets("TWILIO_AUTH_TOKEN", 1),
      number: text(
        "TWILIO_WHATSAPP_NUMBER",
        /^whatsapp:\+[1-9]\d{6,14}$/,
        "whatsapp:+573001112233",
      ),
      apiUrl: url("TWILIO_API_URL", "an address"),
    },
    wixBaseUrl: text(
      "WIX_BASE_URL",
      /^https?:\/\/[^\s?#]+\/_functions\/*$/,
      "https://<site>/_functions",
    ).replace(/\/+$/, ""),
    siteSecrets: secrets("SITE_SECRET", LEAST_SECRET_LENGTH),
    siteOrigins: listOf(env.SITE_ORIGINS),
    auditKeepDays: Number(auditKeepDays),
    metricsTokens: optionalSecrets("METRICS_TOKEN"),
    encryptionKeys: secrets("ENCRYPTION_KEY", LEAST_SECRET_LENGTH),
    trustedProxies: listOf(env.TRUSTED_PROXIES),
    ...(rate === "" ? {} : { memberPerMinute: Number(rate) }),
    wixWritesPerMinute: count("WIX_WRITES_PER_MINUTE", 1500),
    twilioSendsPerSecond: count("TWILIO_SENDS_PER_SECOND", 80),
    retention: {
      closeDays: days("RETENTION_CLOSE_DAYS"),
      eraseDays: days("RETENTION_ERASE_DAYS"),
      siteDays: days("WIX_KEEP_DAYS"),
      journalDays: days("JOURNAL_KEEP_DAYS") ?? USUAL_RETENTION.journalDays,
    },
    dataDir: env.DATA_DIR?.trim() || ".relevo",
    logLevel: LOG_LEVELS[level as keyof typeof LOG_LEVELS] ?? "info",
    firstSupervisor: env.FIRST_SUPERVISOR?.trim() || null,
  };
  const { closeDays, eraseDays } = settings.retention ?? USUAL_RETENTION;
  if (eraseDays !== null && closeDays === null) {
    problems.push(
      "RETENTION_CLOSE_DAYS is missing: what is not closed is never erased",
    );
  }
  if (settings.siteOrigins.length === 0) {
    problems.push(
      "SITE_ORIGINS is missing: https://www.example.com,https://example.com",
    );
  }
  if (!settings.siteOrigins.every(isOrigin)) {
    problems.push(
      "SITE_ORIGINS is malformed: origins without a path, comma-separated",
    );
  }
  if (!settings.trustedProxies.every((proxy) => isIP(proxy) !== 0)) {
    problems.push("TRUSTED_PROXIES is malformed: addresses, comma-separated");
  }
  if (!/^([^\s@]+@[^\s@]+)?$/.test(settings.firstSupervisor ?? "")) {
    problems.push("FIRST_SUPERVISOR is malformed: an e-mail address");
  }
  if (!["", "on", "off"].includes(env.BOT?.trim() ?? "")) {
    problems.push("BOT is malformed: on or off");
  }
  if (problems.length > 0) throw new SettingsError(problems.join("\n"));
  return settings;
}

function isAddress(value: string): boolean {
  return /^https?:\/\/[^\s?#]+$/.test(value) && URL.canParse(value);
}

function isOrigin(value: string): boolean {
  return isAddress(value) && new URL(value).origin === value;
}

function listOf(text: string | undefined): string[] {
  return (text ?? "").split(",").map((part) => part.trim()).filter((part) =>
    part !== ""
  );
}

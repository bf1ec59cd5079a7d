import { resolve } from "node:path";
import { CannotStart } from "../cannot_start.ts";

/** What the environment says. `null`: it says nothing, and `start` brings its own. */
export interface Settings {
  dataDir: string;
  ports: Ports;
  databaseUrl: string | null;
  publicUrl: string | null;
  twilioAccountSid: string | null;
  twilioAuthToken: string | null;
  twilioNumber: string | null;
  twilioApiUrl: string | null;
  wixBaseUrl: string | null;
  wixSiteId: string | null;
  wixApiKey: string | null;
  siteOrigins: string | null;
  siteSecret: string | null;
  encryptionKey: string | null;
  openaiApiKey: string | null;
  openaiBaseUrl: string | null;
}

/** 0 takes a free one. */
export interface Ports {
  companion: number;
  site: number;
  twilio: number;
  openai: number;
}

/** The variable of each port, to name it in an error. */
export const PORT_VARIABLES: Record<keyof Ports, string> = {
  companion: "PORT",
  site: "SITE_PORT",
  twilio: "TWILIO_SANDBOX_PORT",
  openai: "OPENAI_SANDBOX_PORT",
};

/**
 * Reads the environment. An empty variable is as good as none.
 * @throws {CannotStart} when a value is malformed.
 */
export function readSettings(env: Record<string, string>): Settings {
  const read = (name: string) => env[name]?.trim() || null;
  return {
    dataDir: resolve(read("DATA_DIR") ?? ".relevo"),
    ports: {
      companion: readPort(read, PORT_VARIABLES.companion, 5001),
      site: readPort(read, PORT_VARIABLES.site, 8080),
      twilio: readPort(read, PORT_VARIABLES.twilio, 5002),
      openai: readPort(read, PORT_VARIABLES.openai, 5003),
    },
    databaseUrl: readUrl(read, "DATABASE_URL", ["postgres:", "postgresql:"]),
    publicUrl: readUrl(read, "PUBLIC_URL", WEB)?.replace(/\/+$/, "") ?? null,
    twilioAccountSid: read("TWILIO_ACCOUNT_SID"),
    twilioAuthToken: read("TWILIO_AUTH_TOKEN"),
    twilioNumber: read("TWILIO_WHATSAPP_NUMBER"),
    twilioApiUrl: readUrl(read, "TWILIO_API_URL", WEB),
    wixBaseUrl: readUrl(read, "WIX_BASE_URL", WEB),
    wixSiteId: read("WIX_SITE_ID"),
    wixApiKey: read("WIX_API_KEY"),
    siteOrigins: read("SITE_ORIGINS"),
    siteSecret: readSecret(read, "SITE_SECRET", 32),
    encryptionKey: readSecret(read, "ENCRYPTION_KEY", 1),
    openaiApiKey: read("OPENAI_API_KEY"),
    openaiBaseUrl: readUrl(read, "OPENAI_BASE_URL", WEB),
  };
}

/** Whether Twilio itself, or another stand-in of it, was named. */
export function hasRealTwilio(settings: Settings): boolean {
  if (settings.twilioApiUrl) return true;
  return settings.twilioAccountSid !== null &&
    settings.twilioAuthToken !== null && settings.twilioNumber !== null;
}

/** Whether a Wix site was named. */
export function hasRealSite(settings: Settings): boolean {
  return settings.wixBaseUrl !== null;
}

/** Whether OpenAI itself, or another one that speaks like it, was named. */
export function hasRealOpenAi(settings: Settings): boolean {
  return settings.openaiApiKey !== null || settings.openaiBaseUrl !== null;
}

type Read = (name: string) => string | null;

const WEB = ["http:", "https:"];

function readPort(read: Read, name: string, otherwise: number): number {
  const text = read(name);
  if (text === null) return otherwise;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new CannotStart(`${name} no es un puerto: "${text}"`);
}

/** The value itself is not repeated: it may hold a password. */
function readUrl(
  read: Read,
  name: string,
  protocols: readonly string[],
): string | null {
  const text = read(name);
  if (text === null) return null;
  if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) {
    return text;
  }
  throw new CannotStart(
    `${name} no es una dirección que empiece por ${protocols[0]}//`,
  );
}

function readSecret(read: Read, name: string, length: number): string | null {
  const text = read(name);
  if (text === null) return null;
  if (text.split(",").every((secret) => secret.trim().length >= length)) {
    return text;
  }
  throw new CannotStart(`${name} necesita al menos ${length} caracteres`);
}

import { join } from "node:path";
import { CannotStart } from "../cannot_start.ts";
import { type Agent, AGENTS } from "./agents.ts";
import { readablePassword } from "./words.ts";

/** Made once per data folder, and the same at every start of it. */
export interface Secrets {
  siteSecret: string;
  encryptionKey: string;
  twilioAccountSid: string;
  twilioAuthToken: string;
  wixSiteId: string;
  wixApiKey: string;
  openaiApiKey: string;
  /** By e-mail. */
  passwords: Record<Agent["email"], string>;
}

/**
 * Reads the folder's secrets, and makes those that it lacks.
 * @throws {CannotStart} when the file cannot be read as such.
 */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  const path = join(dataDir, "secrets.json");
  const found = await read(path);
  const secrets = { ...make(), ...found };
  secrets.passwords = { ...make().passwords, ...found.passwords };
  if (JSON.stringify(secrets) !== JSON.stringify(found)) {
    const unfinished = `${path}.new`;
    await Deno.writeTextFile(unfinished, JSON.stringify(secrets, null, 2), {
      mode: 0o600,
    });
    await Deno.rename(unfinished, path);
  }
  return secrets;
}

async function read(path: string): Promise<Partial<Secrets>> {
  try {
    return JSON.parse(await Deno.readTextFile(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw new CannotStart(`No se puede leer "${path}"`);
  }
}

function make(): Secrets {
  return {
    siteSecret: hex(32),
    encryptionKey: hex(32),
    twilioAccountSid: `AC${hex(16)}`,
    twilioAuthToken: hex(16),
    wixSiteId: crypto.randomUUID(),
    wixApiKey: `IST.${hex(48)}`,
    openaiApiKey: `sk-sandbox-${hex(24)}`,
    passwords: Object.fromEntries(
      AGENTS.map(({ email }) => [email, readablePassword()]),
    ),
  };
}

function hex(bytes: number): string {
  return crypto.getRandomValues(new Uint8Array(bytes)).toHex();
}

import { secrets } from "@wix/secrets";
import { auth } from "@wix/essentials";

/** How long a value is believed without asking again: asking is a call over the network. */
const KEEP_MS = 60_000;

/** How soon a value may be asked for again when it didn't fit. */
const RECHECK_MS = 2_000;

const getSecretValue = auth.elevate(secrets.getSecretValue);

interface Read {
  value: Promise<string>;
  at: number;
}

const known = new Map<string, Read>();

/**
 * A secret of the site, by its name in the Secrets Manager.
 * @throws when there is none of that name
 */
export function readSecret(
  name: string,
  { maxAgeMs = KEEP_MS }: { maxAgeMs?: number } = {},
): Promise<string> {
  const before = known.get(name);
  if (before && Date.now() - before.at < maxAgeMs) return before.value;
  const read: Read = { value: fetchSecret(name), at: Date.now() };
  known.set(name, read);
  read.value.catch(() => known.get(name) === read && known.delete(name));
  return read.value;
}

/** The secrets shared with the companion: the first signs, all are accepted. */
export async function sharedSecrets(): Promise<string[]> {
  return split(await readSecret("RELEVO_SITE_SECRET"));
}

/** The same, for when none of them fitted: perhaps they were rotated a moment ago. */
export async function sharedSecretsAgain(): Promise<string[]> {
  return split(
    await readSecret("RELEVO_SITE_SECRET", { maxAgeMs: RECHECK_MS }),
  );
}

async function fetchSecret(name: string): Promise<string> {
  const answer: unknown = await getSecretValue(name);
  const value = typeof answer === "string"
    ? answer
    : (answer as { value?: unknown } | null)?.value;
  if (typeof value !== "string" || value === "") {
    throw new Error(`Cannot read secret: ${name} is not set`);
  }
  return value;
}

function split(list: string): string[] {
  return list.split(",").map((secret) => secret.trim()).filter(Boolean);
}

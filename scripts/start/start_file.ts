import { join } from "node:path";
import type { Agent } from "./agents.ts";

/** What `start.json` says of a running start. `null`: not ours, or a secret that the environment holds. */
export interface StartFile {
  companion: string;
  site: string | null;
  twilio: string | null;
  openai: string | null;
  publicUrl: string;
  databaseUrl: string | null;
  twilioAccountSid: string;
  twilioAuthToken: string | null;
  twilioNumber: string;
  siteSecret: string | null;
  wixSiteId: string | null;
  wixApiKey: string | null;
  openaiApiKey: string | null;
  agents: (Agent & { password: string })[];
  startedInMs: number;
}

/** Writes `start.json`, for its owner alone. Disposing of it removes it again. */
export async function writeStartFile(
  dataDir: string,
  content: StartFile,
): Promise<AsyncDisposable> {
  const path = startFilePath(dataDir);
  const unfinished = `${path}.new`;
  await Deno.writeTextFile(
    unfinished,
    `${JSON.stringify(content, null, 2)}\n`,
    { mode: 0o600 },
  );
  // At once or not at all: others wait for it to appear.
  await Deno.rename(unfinished, path);
  return { [Symbol.asyncDispose]: () => removeStartFile(dataDir) };
}

/** Removes what a start that was killed left behind. */
export async function removeStartFile(dataDir: string): Promise<void> {
  await Deno.remove(startFilePath(dataDir)).catch(() => {});
}

function startFilePath(dataDir: string): string {
  return join(dataDir, "start.json");
}

import { join } from "node:path";
import { startOpenAiSandbox } from "../sandbox/openai/server.ts";
import type { StartContext } from "./context.ts";
import { hasRealOpenAi } from "./settings.ts";
import type { StartFile } from "./start_file.ts";

/** OpenAI's part of the whole: itself, or its stand-in. */
export interface OpenOpenAi extends AsyncDisposable {
  /** What the site's own secrets are to hold. */
  siteSecrets: Record<string, string>;
  told: Pick<StartFile, "openai" | "openaiApiKey">;
}

/** Starts the stand-in, unless the environment names the real one. */
export async function openOpenAi(
  { settings, secrets, ports }: StartContext,
): Promise<OpenOpenAi> {
  if (hasRealOpenAi(settings)) {
    const { openaiApiKey, openaiBaseUrl } = settings;
    return {
      siteSecrets: {
        OPENAI_API_KEY: openaiApiKey ?? "",
        ...(openaiBaseUrl ? { OPENAI_BASE_URL: openaiBaseUrl } : {}),
      },
      told: { openai: null, openaiApiKey: null },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  }
  const apiKey = secrets.openaiApiKey;
  const sandbox = await startOpenAiSandbox({
    port: ports.openai,
    apiKey,
    dataFile: join(settings.dataDir, "openai-sandbox.json"),
    // Whoever tries it out by hand need not look for the key first.
    variants: { keys: "any" },
  });
  return {
    siteSecrets: {
      OPENAI_API_KEY: apiKey,
      OPENAI_BASE_URL: `${sandbox.url}/v1`,
    },
    told: { openai: sandbox.url, openaiApiKey: apiKey },
    [Symbol.asyncDispose]: () => sandbox.stop(),
  };
}

import { lockFolder } from "../folder_lock.ts";
import { startCompanion } from "./companion.ts";
import { openDatabase } from "./database.ts";
import { enrollAgents } from "./enroll_agents.ts";
import { openOpenAi } from "./openai.ts";
import { settlePorts } from "./ports.ts";
import { loadSecrets } from "./secrets.ts";
import {
  hasRealOpenAi,
  hasRealSite,
  hasRealTwilio,
  type Settings,
} from "./settings.ts";
import { openSite } from "./site.ts";
import {
  removeStartFile,
  type StartFile,
  writeStartFile,
} from "./start_file.ts";
import { openTwilio } from "./twilio.ts";

/** All of it, running. Disposing stops each part after those that need it. */
export interface Everything extends AsyncDisposable {
  started: StartFile;
  /** Settles when a part that all need is gone. */
  broken: Promise<void>;
}

/**
 * Starts every part that the environment does not replace, each once what it needs is there.
 * Whatever had started is stopped again when a later part cannot start, or `stopped` fires.
 * @throws {CannotStart} with one line that says what is wrong.
 */
export async function startEverything(
  settings: Settings,
  stopped: AbortSignal,
): Promise<Everything> {
  await using parts = new AsyncDisposableStack();
  parts.use(await lockFolder(settings.dataDir, "start.lock"));
  await removeStartFile(settings.dataDir);
  const ports = settlePorts({
    companion: settings.ports.companion,
    ...(hasRealSite(settings) ? {} : { site: settings.ports.site }),
    ...(hasRealTwilio(settings) ? {} : { twilio: settings.ports.twilio }),
    ...(hasRealOpenAi(settings) ? {} : { openai: settings.ports.openai }),
  });
  const secrets = await loadSecrets(settings.dataDir);
  const companionUrl = `http://127.0.0.1:${ports.companion}`;
  const publicUrl = settings.publicUrl ?? companionUrl;
  const context = { settings, secrets, ports, companionUrl, publicUrl };

  const database = parts.use(
    await openDatabase(settings.databaseUrl, settings.dataDir),
  );
  stopped.throwIfAborted();
  const twilio = parts.use(await openTwilio(context));
  const openai = parts.use(await openOpenAi(context));
  const site = parts.use(await openSite(context, openai.siteSecrets));
  stopped.throwIfAborted();
  await enrollAgents(database.url, site.agents);
  const companion = await startCompanion({
    ...Deno.env.toObject(),
    ...twilio.env,
    ...site.env,
    PORT: String(ports.companion),
    DATABASE_URL: database.url,
    DATA_DIR: settings.dataDir,
    ENCRYPTION_KEY: settings.encryptionKey ?? secrets.encryptionKey,
  }, stopped);
  parts.defer(companion.stop);
  stopped.throwIfAborted();

  const { site: siteUrl, agents, ...siteTold } = site.told;
  const { twilio: twilioUrl, ...twilioTold } = twilio.told;
  const started: StartFile = {
    companion: companion.url,
    site: siteUrl,
    twilio: twilioUrl,
    openai: openai.told.openai,
    publicUrl,
    databaseUrl: tellable(settings.databaseUrl) ? database.url : null,
    ...twilioTold,
    ...siteTold,
    openaiApiKey: openai.told.openaiApiKey,
    agents,
    startedInMs: Math.round(performance.now()),
  };
  parts.use(await writeStartFile(settings.dataDir, started));
  const running = parts.move();
  return {
    started,
    broken: database.ended,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** What the environment gave with a password in it is not written down. */
function tellable(given: string | null): boolean {
  return given === null || new URL(given).password === "";
}

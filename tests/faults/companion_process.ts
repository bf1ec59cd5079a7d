import { fileURLToPath } from "node:url";
import type { Pace } from "../../companion/outbox/pace.ts";
import type { Settings } from "../../companion/settings.ts";

const MAIN = fileURLToPath(
  new URL("../../companion/main.ts", import.meta.url),
);
const PACED = fileURLToPath(new URL("./paced_companion.ts", import.meta.url));

/** A companion in a process of its own, which may be killed or frozen. */
export interface CompanionProcess extends AsyncDisposable {
  url: string;
  signal(name: Deno.Signal): void;
  /** Resolves when it is gone. */
  ended: Promise<readonly [Deno.CommandStatus, ...unknown[]]>;
}

/** A file of so many blocks of 512 bytes is as large as it gets: the next write fails, as where the disk is full. */
const ON_A_FULL_DISK = 'trap "" XFSZ; ulimit -f "$0"; exec "$@"';

/** Starts `companion/main.ts`, and waits until it listens. It ends with us, however we end. `pace`: not its usual one; `more`: environment that is no setting of ours; `onLog` hears what it logs. */
export async function startCompanionProcess(
  settings: Settings,
  pace: Pace | null = null,
  more: Readonly<Record<string, string>> = {},
  onLog: ((text: string) => void) | null = null,
): Promise<CompanionProcess> {
  const main = pace || more.RELEVO_TEST_QUOTAS ? PACED : MAIN;
  const command = [Deno.execPath(), "run", "-A", "--no-check", main];
  const blocks = more.RELEVO_TEST_DISK_BLOCKS;
  const [program, ...args] = blocks
    ? ["/bin/sh", "-c", ON_A_FULL_DISK, blocks, ...command]
    : command;
  const child = new Deno.Command(program!, {
    args,
    env: {
      ...environmentOf(settings),
      ...more,
      ...(pace ? { RELEVO_TEST_PACE: JSON.stringify(pace) } : {}),
    },
    detached: true,
    stdin: "piped",
    stdout: "piped",
    stderr: onLog ? "piped" : "inherit",
  }).spawn();
  const logged = onLog ? hear(child.stderr, onLog) : null;
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let said = "";
  while (!said.includes("\n")) {
    const { value, done } = await reader.read();
    if (done) throw new Error("The companion does not start");
    said += value;
  }
  const ended = Promise.all([child.status, drain(reader), logged]);
  return {
    url: JSON.parse(said).listening,
    signal: (name) => child.kill(name),
    ended,
    async [Symbol.asyncDispose]() {
      try {
        child.kill("SIGCONT");
        child.kill("SIGKILL");
      } catch {
        // It is gone already.
      }
      await ended;
      await child.stdin.close().catch(() => {});
    },
  };
}

async function hear(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onLog: (text: string) => void,
): Promise<void> {
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    onLog(text);
  }
}

async function drain(
  reader: ReadableStreamDefaultReader<string>,
): Promise<void> {
  while (!(await reader.read()).done);
}

function environmentOf(settings: Settings): Record<string, string> {
  const { twilio } = settings;
  return {
    HOST: settings.host,
    PORT: String(settings.port),
    DATABASE_URL: settings.databaseUrl,
    PUBLIC_URL: settings.publicUrl ?? "",
    TWILIO_ACCOUNT_SID: twilio.accountSid,
    TWILIO_AUTH_TOKEN: twilio.authTokens.join(","),
    TWILIO_WHATSAPP_NUMBER: twilio.number,
    TWILIO_API_URL: twilio.apiUrl ?? "",
    WIX_BASE_URL: settings.wixBaseUrl,
    SITE_SECRET: settings.siteSecrets.join(","),
    WIX_WRITES_PER_MINUTE: String(settings.wixWritesPerMinute),
    TWILIO_SENDS_PER_SECOND: String(settings.twilioSendsPerSecond),
    MEMBER_REQUESTS_PER_MINUTE: String(settings.memberPerMinute ?? ""),
    SITE_ORIGINS: settings.siteOrigins.join(","),
    METRICS_TOKEN: settings.metricsTokens.join(","),
    ENCRYPTION_KEY: "an-encryption-key-of-the-tests-long-enough",
    DATA_DIR: settings.dataDir,
    LOG_LEVEL: "error",
    RELEVO_PARENT_PIPE: "1",
  };
}

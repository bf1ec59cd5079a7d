import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { StartFile } from "../scripts/start/start_file.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** `deno task start`, as a person runs it: a process of its own, on free ports and a folder of its own. */
export interface StartedProcess extends AsyncDisposable {
  pid: number;
  /** Settles once it has invited people in. @throws when it ends before. */
  ready(): Promise<StartFile>;
  signal(name: Deno.Signal): void;
  /** How it ended and all that it said. */
  end(): Promise<{ code: number; said: string }>;
}

/** Starts it. `env` goes before what it is given by default. */
export function runStart(
  dataDir: string,
  env: Record<string, string> = {},
  args: readonly string[] = ["run", "-A", "scripts/start.ts"],
): StartedProcess {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: ROOT,
    clearEnv: true,
    env: { ...inherited(), ...FREE_PORTS, DATA_DIR: dataDir, ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const output = { text: "" };
  const waiting = Promise.withResolvers<void>();
  const reading = Promise.all([
    read(child.stdout, output, waiting.resolve),
    read(child.stderr, output, waiting.resolve),
  ]);
  const ended = Promise.all([child.status, reading]).then(([{ code }]) => ({
    code,
    said: output.text,
  }));

  async function ready(): Promise<StartFile> {
    const first = await Promise.race([waiting.promise, ended]);
    if (first) throw new Error(`It ended with ${first.code}: ${first.said}`);
    return JSON.parse(await Deno.readTextFile(join(dataDir, "start.json")));
  }

  function signal(name: Deno.Signal): void {
    try {
      child.kill(name);
    } catch {
      // It has ended by itself.
    }
  }
  return {
    pid: child.pid,
    ready,
    signal,
    end: () => ended,
    async [Symbol.asyncDispose]() {
      signal("SIGTERM");
      await ended;
    },
  };
}

/** The processes that know of the folder: by their command or their environment. */
export async function processesOf(dataDir: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name) || Number(name) === Deno.pid) continue;
    const command = await Deno.readTextFile(`/proc/${name}/cmdline`)
      .catch(() => "");
    const env = await Deno.readTextFile(`/proc/${name}/environ`)
      .catch(() => "");
    if (command !== "" && `${command}${env}`.includes(dataDir)) {
      found.push(`${name} ${command.replaceAll("\0", " ")}`);
    }
  }
  return found;
}

const FREE_PORTS = {
  PORT: "0",
  SITE_PORT: "0",
  TWILIO_SANDBOX_PORT: "0",
  OPENAI_SANDBOX_PORT: "0",
};

/** Nothing of the environment that `start` would heed. */
function inherited(): Record<string, string> {
  const names = ["PATH", "HOME", "DENO_DIR", "TMPDIR", "LANG"];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = Deno.env.get(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

async function read(
  stream: Deno.ChildProcess["stdout"],
  output: { text: string },
  onReady: () => void,
): Promise<void> {
  for await (const part of stream.pipeThrough(new TextDecoderStream())) {
    output.text += part;
    if (output.text.includes("Relevo está listo")) onReady();
  }
}

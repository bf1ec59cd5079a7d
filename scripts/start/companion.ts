import { fileURLToPath } from "node:url";
import { CannotStart } from "../cannot_start.ts";

export interface RunningCompanion {
  url: string;
  /** Lets it answer and finish what it has begun. Asking twice hurries it. */
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(
  new URL("../../companion/main.ts", import.meta.url),
);
const DRAIN_MS = 20_000;
const LIVED_WELL_MS = 30_000;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Runs the companion beside us, and again whenever it dies. It ends with us, however we end.
 * @throws {CannotStart} when it does not come up the first time; it has said why by itself.
 */
export async function startCompanion(
  env: Record<string, string>,
  stopped: AbortSignal,
): Promise<RunningCompanion> {
  const state = { isStopping: false, pause: 0 };
  let current = spawn(env);
  const endFirst = () => signal(current.child, "SIGTERM");
  stopped.addEventListener("abort", endFirst);
  const url = await current.listening;
  stopped.removeEventListener("abort", endFirst);
  if (url === null) {
    await current.child.status;
    stopped.throwIfAborted();
    throw new CannotStart("El companion no arranca: lo dice su registro");
  }
  const ended = keepAlive();

  async function keepAlive() {
    while (true) {
      const since = performance.now();
      const { signal, code } = await current.child.status;
      if (state.isStopping) return;
      const hasLivedWell = performance.now() - since > LIVED_WELL_MS;
      state.pause = hasLivedWell ? 0 : state.pause;
      console.error(
        `El companion terminó (${signal ?? code}); se inicia de nuevo`,
      );
      await pause(state.pause);
      if (state.isStopping) return;
      state.pause = Math.min(state.pause * 2 || 250, LONGEST_PAUSE_MS);
      current = spawn(env);
    }
  }

  async function stop() {
    signal(current.child, state.isStopping ? "SIGKILL" : "SIGTERM");
    state.isStopping = true;
    const late = setTimeout(() => signal(current.child, "SIGKILL"), DRAIN_MS);
    await ended;
    clearTimeout(late);
  }
  return { url, stop };
}

interface Started {
  child: Deno.ChildProcess;
  /** `null` when it ended without ever answering. */
  listening: Promise<string | null>;
}

function spawn(env: Record<string, string>): Started {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", MAIN],
    env: { ...env, RELEVO_PARENT_PIPE: "1" },
    // Ctrl-C is for us: we tell it when to end. The pipe tells it that we are gone.
    detached: true,
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  return { child, listening: readListening(child.stdout) };
}

async function readListening(
  stdout: Deno.ChildProcess["stdout"],
): Promise<string | null> {
  let text = "";
  const reader = stdout.pipeThrough(new TextDecoderStream()).getReader();
  while (!text.includes("\n")) {
    const { value, done } = await reader.read();
    if (done) return null;
    text += value;
  }
  // It says nothing more there; reading on keeps a pipe from filling up.
  void drain(reader);
  return JSON.parse(text.slice(0, text.indexOf("\n"))).listening;
}

async function drain(reader: ReadableStreamDefaultReader<string>) {
  while (!(await reader.read()).done);
}

function signal(child: Deno.ChildProcess, name: Deno.Signal): void {
  try {
    child.kill(name);
  } catch {
    // It is gone already.
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resume) => setTimeout(resume, ms));
}

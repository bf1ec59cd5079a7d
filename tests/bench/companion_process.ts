import { readCompanionCommand } from "./companion_command.ts";
import { lineReader } from "./line_reader.ts";

/** The companion, as in production: a process of its own. */
export interface CompanionProcess extends AsyncDisposable {
  url: string;
  pid: number;
  /** From its start to its first answer. */
  firstAnswerMs: number;
}

/** Starts it, and waits for its first answer. It ends with us, however we end. */
export async function startCompanionProcess(
  env: Readonly<Record<string, string>>,
): Promise<CompanionProcess> {
  const command = await readCompanionCommand();
  const start = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: command.args,
    env: { ...command.env, ...env, RELEVO_PARENT_PIPE: "1" },
    detached: true,
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const output = lineReader(child.stdout);
  const { value } = await output.read();
  if (value === undefined) throw new Error("The companion does not start");
  const url: string = JSON.parse(value).listening;
  const response = await fetch(`${url}/health`);
  await response.body?.cancel();
  return {
    url,
    pid: child.pid,
    firstAnswerMs: performance.now() - start,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.status;
      await output.cancel();
      await child.stdin.close().catch(() => {});
    },
  };
}

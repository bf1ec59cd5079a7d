import { fileURLToPath } from "node:url";

/** How production starts the companion: as `deno.json` says. */
export interface CompanionCommand {
  env: Record<string, string>;
  /** Of Deno, the file last. */
  args: string[];
}

const ROOT = new URL("../../", import.meta.url);

/** Reads the task `companion`: what it sets, and what it runs. */
export async function readCompanionCommand(): Promise<CompanionCommand> {
  const { tasks } = JSON.parse(
    await Deno.readTextFile(new URL("deno.json", ROOT)),
  );
  const words: string[] = tasks.companion.split(" ");
  const start = words.indexOf("deno");
  const file = fileURLToPath(new URL(words.at(-1)!, ROOT));
  return {
    env: Object.fromEntries(
      words.slice(0, start).map((word) => word.split("=", 2)),
    ),
    args: [...words.slice(start + 1, -1), file],
  };
}

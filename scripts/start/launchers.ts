/** A process, told apart from a later one with the same number. */
interface Process {
  pid: number;
  startedAt: string;
}

/**
 * Whoever runs us for a person: `deno task`, and `npx` with its shell around it. They wait for us,
 * so their end is a wish that we end; a shell that sent us to the background may go, and we stay.
 * Known on Linux alone; empty elsewhere.
 */
export function launchersOf(pid: number): Process[] {
  const found: Process[] = [];
  for (let at = read(pid)?.parent; at; at = read(at)?.parent) {
    const process = read(at);
    if (!process || !isLauncher(process)) break;
    found.push({ pid: at, startedAt: process.startedAt });
  }
  return found;
}

/** Whether all of them still run. One that nobody has buried is as dead. */
export function areRunning(processes: readonly Process[]): boolean {
  return processes.every(({ pid, startedAt }) => {
    const now = read(pid);
    return now?.startedAt === startedAt && now.state !== "Z";
  });
}

interface Status {
  parent: number;
  state: string;
  startedAt: string;
  command: string;
}

function isLauncher({ command, parent }: Status): boolean {
  if (isNpx(command)) return true;
  if (/^\S*\bsh -c /.test(command)) return isNpx(read(parent)?.command ?? "");
  return /^\S*deno\S* task\b/.test(command) ||
    /^\S*node \S*\bdeno\S* task\b/.test(command);
}

function isNpx(command: string): boolean {
  return /^(?:npm exec|npx)\b/.test(command) ||
    /^\S*node \S*\b(?:npx|npm)\b/.test(command);
}

function read(pid: number): Status | null {
  try {
    const stat = Deno.readTextFileSync(`/proc/${pid}/stat`);
    // The second field is a name in parentheses, which may hold anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return {
      state: fields[0]!,
      parent: Number(fields[1]),
      startedAt: fields[19]!,
      command: Deno.readTextFileSync(`/proc/${pid}/cmdline`)
        .replaceAll("\0", " "),
    };
  } catch {
    return null;
  }
}

// How many ticks the kernel counts in a second of a processor's time, for everybody who asks.
const TICKS_PER_SECOND = 100;

/** What a process holds in memory, in MB: now, and at most so far. `null` where the system does not tell. */
export async function memoryOf(
  pid: number,
): Promise<{ now: number; most: number } | null> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`)
    .catch(() => null);
  if (status === null) return null;
  const megabytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) /
    1024;
  return { now: megabytes("VmRSS"), most: megabytes("VmHWM") };
}

/** The processor's seconds that a process has had. 0 where the system does not tell. */
export async function cpuSecondsOf(pid: number): Promise<number> {
  return ((await readStat(pid))?.ticks ?? 0) / TICKS_PER_SECOND;
}

/** The same of a process with its children. */
export async function cpuSecondsOfFamily(pid: number): Promise<number> {
  const own = await readStat(pid);
  const children = await childrenOf(pid);
  const theirs = await Promise.all(children.map(readStat));
  // What children that have ended had is counted with their parent.
  const ticks = (own?.ticks ?? 0) + (own?.ofEndedChildren ?? 0) +
    theirs.reduce((sum, child) => sum + (child?.ticks ?? 0), 0);
  return ticks / TICKS_PER_SECOND;
}

async function childrenOf(pid: number): Promise<number[]> {
  const text = await Deno.readTextFile(`/proc/${pid}/task/${pid}/children`)
    .catch(() => "");
  return text.split(" ").filter(Boolean).map(Number);
}

/** Source: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
async function readStat(pid: number) {
  const text = await Deno.readTextFile(`/proc/${pid}/stat`).catch(() => null);
  if (text === null) return null;
  // The second field is a name in brackets, and may hold anything.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ").map(Number);
  return {
    ticks: fields[11]! + fields[12]!,
    ofEndedChildren: fields[13]! + fields[14]!,
  };
}

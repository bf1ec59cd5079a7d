import { until } from "../until.ts";

/** Connections that are kept for the next use: of the database's pool, and to the stand-ins. */
const MOST_KEPT = 50;

/** How many files and sockets this process has open; `null` where the system doesn't tell. */
export async function openHandles(): Promise<number | null> {
  try {
    return (await Array.fromAsync(Deno.readDir("/proc/self/fd"))).length;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

/** Other files of tests run in this process at the same time, and close theirs when they end. */
const OTHERS_MS = 180_000;

/** Waits until there are hardly more of them than before, however much was done meanwhile. */
export async function handlesClosed(before: number | null): Promise<void> {
  if (before === null) return;
  const most = before + MOST_KEPT;
  await until(
    `no more than ${most} handles are open`,
    async () => (await openHandles())! <= most,
    OTHERS_MS,
  );
}

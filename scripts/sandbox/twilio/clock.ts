import type { Sandbox } from "./state.ts";

/** The stand-in's own time, which `POST /sandbox/clock` can move ahead of the machine's. */
export interface Clock {
  aheadMs: number;
  /** Who waits for a time or a change, and asks again when called. */
  waiting: Set<() => void>;
}

export function newClock(): Clock {
  return { aheadMs: 0, waiting: new Set() };
}

/** Milliseconds since 1970. */
export function now({ clock }: Sandbox): number {
  return Date.now() + clock.aheadMs;
}

/** Moves time on: what was due by then happens now. */
export function advance(sandbox: Sandbox, ms: number): void {
  sandbox.clock.aheadMs += ms;
  wake(sandbox);
}

/** Lets everybody who waits look again. */
export function wake({ clock }: Sandbox): void {
  for (const look of [...clock.waiting]) look();
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Waits until nothing is left of a wait that may change meanwhile; `false` when the stand-in stops first. */
export async function waitUntil(
  sandbox: Sandbox,
  leftMs: () => number,
): Promise<boolean> {
  const { signal } = sandbox.stopping;
  while (leftMs() > 0) {
    if (signal.aborted) return false;
    await sleep(sandbox, leftMs());
  }
  return !signal.aborted;
}

function sleep({ clock, stopping }: Sandbox, ms: number): Promise<void> {
  return new Promise((resume) => {
    const done = () => {
      clearTimeout(timer);
      clock.waiting.delete(done);
      stopping.signal.removeEventListener("abort", done);
      resume();
    };
    const timer = setTimeout(done, Math.min(ms, LONGEST_TIMER_MS));
    if (ms === Infinity) clearTimeout(timer);
    clock.waiting.add(done);
    stopping.signal.addEventListener("abort", done);
  });
}

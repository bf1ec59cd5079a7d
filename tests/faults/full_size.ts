import type { Pace } from "../../companion/outbox/pace.ts";

/** Whether the sizes are those of `deno task faults`; else each fault is met once, small. */
export const IS_FULL = Deno.env.get("RELEVO_FULL") === "1";

/** As main.ts, unless the sizes are small: only sooner. */
export const PACE: Pace | null = IS_FULL ? null : {
  lookEveryMs: 200,
  beatEveryMs: 200,
  silenceMs: 1500,
  lostAnswerMs: 1000,
};

/** A page of the tests reads every thread, whatever comes. */
export const GREEDY_PAGES = { memberPerMinute: 1_000_000 };

/** What a fault's random choices come from; `RELEVO_SEED` repeats a run that failed. */
export const SEED = Number(Deno.env.get("RELEVO_SEED") ?? 20261121);

/** Runs the fault, and says by which seed it failed. */
export async function withSeed(
  fault: (seed: number) => Promise<void>,
): Promise<void> {
  try {
    await fault(SEED);
  } catch (error) {
    console.error(`It failed with RELEVO_SEED=${SEED}`);
    throw error;
  }
}

import type { Fate, Misfortune } from "../scenario.ts";
import { RunThrottled, RunTooLong } from "./run_failure.ts";
import type { Runtime } from "./runtime.ts";

/** Anything that runs the site's code for somebody. */
export type Runner = Pick<Runtime, "run">;

const MISFORTUNES = [
  "functionThrottled",
  "functionLostBefore",
  "functionLostAfter",
  "recycled",
] as const satisfies Misfortune[];

/** A container that is recycled in the middle of a run goes after one of its first calls. */
const FIRST_CALLS = 4;

/** Runs the site's code as the scenario has it for this kind of call. */
export function fated(
  runtime: Runner,
  { fate, what }: { fate: Fate; what: string },
): Runner {
  return {
    async run(caller, work) {
      const befalls = fate.next(what, MISFORTUNES);
      if (befalls === "functionThrottled") {
        throw new RunThrottled("As the scenario has it");
      }
      if (befalls === "functionLostBefore") {
        throw new RunTooLong("Before anything was done");
      }
      const options = befalls === "recycled"
        ? { recycleAfterCalls: fate.pick(what, FIRST_CALLS) }
        : {};
      const done = await runtime.run(caller, work, options);
      if (befalls === "functionLostAfter") {
        throw new RunTooLong("After all of it was done");
      }
      return done;
    },
  };
}

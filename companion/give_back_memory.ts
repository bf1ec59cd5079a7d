import type { Traffic } from "./outbox/traffic.ts";

const LOOK_EVERY_MS = 5000;
const QUIET_MS = 5000;
/** What this many messages leave behind is worth the pause that collecting it takes. */
const WORTH_IT = 2000;

/**
 * Gives back what a rush has left in memory, once it is over: the engine by itself would keep it for the
 * next. Works where the engine lets itself be asked (`--expose-gc`, as the task `companion` starts it).
 */
export function startGivingBack(
  traffic: Pick<Traffic, "quietMs" | "committed">,
  { collect, everyMs = LOOK_EVERY_MS }: {
    collect: (() => void) | undefined;
    everyMs?: number;
  },
): { stop(): void } {
  if (!collect) return { stop() {} };
  let collected = 0;
  const timer = setInterval(() => {
    const committed = traffic.committed();
    if (traffic.quietMs() < QUIET_MS || committed - collected < WORTH_IT) {
      return;
    }
    collected = committed;
    collect();
  }, everyMs);
  return { stop: () => clearInterval(timer) };
}

import { observe } from "../telemetry/metrics.ts";
import { spanned } from "../telemetry/spans.ts";

type Commit<T> = (items: readonly T[]) => Promise<void>;

/** The same commit, measured, and with a span of its own. */
export function observedBatch<T>(commit: Commit<T>): Commit<T> {
  return async (items) => {
    const begun = performance.now();
    const note = (outcome: string) => {
      const seconds = (performance.now() - begun) / 1000;
      observe("relevo_commit_batch_seconds", seconds, { outcome });
      observe("relevo_commit_batch_messages", items.length);
    };
    try {
      await spanned("commit batch", () => commit(items), {
        count: () => items.length,
      });
      note("committed");
    } catch (error) {
      note("failed");
      throw error;
    }
  };
}

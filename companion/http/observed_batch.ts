import { observe } from "../telemetry/metrics.ts";
import { spanned } from "../telemetry/spans.ts";

type Commit<T> = (take: () => readonly T[]) => Promise<void>;

/** The same commit, measured, and with a span of its own. */
export function observedBatch<T>(commit: Commit<T>): Commit<T> {
  return async (take) => {
    let taken = 0;
    let begun = performance.now();
    const note = (outcome: string) => {
      const seconds = (performance.now() - begun) / 1000;
      observe("relevo_commit_batch_seconds", seconds, { outcome });
      observe("relevo_commit_batch_messages", taken);
    };
    const counted = () => {
      const items = take();
      taken = items.length;
      begun = performance.now();
      return items;
    };
    try {
      await spanned("commit batch", () => commit(counted), {
        count: () => taken,
      });
      note("committed");
    } catch (error) {
      note("failed");
      throw error;
    }
  };
}

/**
 * What nobody has seen Wix do, so that code must bear each of it. `POST /sandbox/variants` switches.
 */
export interface Variants {
  /** What a patch, update or remove answers whose condition does not hold. */
  falseCondition: "error" | "unchanged" | "empty";
  /** The error of `falseCondition: "error"`. */
  conditionError: { status: number; code: string };
  /** How the entry of a bulk call says that its condition did not hold. */
  falseBulkCondition: "error" | "skipped";
  /** Whether `$eq` and `$ne` look into an array field, or compare the whole of it. */
  arrayEquality: "whole" | "contains";
  /** Reads without `consistentRead` may be this much behind. */
  replicaLagMs: number;
  /** Which lags are drawn. */
  lagSeed: number;
  /** Whether the text of an error in a web method reaches the page. */
  webMethodErrors: "message" | "generic";
  /** What happens to what is published on Realtime: dropped or doubled, each n-th of it. 0: never. */
  dropEveryNotice: number;
  doubleEveryNotice: number;
}

/** The choices of a stand-in that nobody has told otherwise. */
export function usualVariants(): Variants {
  return {
    falseCondition: "error",
    conditionError: { status: 404, code: "WDE0073" },
    falseBulkCondition: "error",
    arrayEquality: "whole",
    replicaLagMs: 0,
    lagSeed: 1,
    webMethodErrors: "message",
    dropEveryNotice: 0,
    doubleEveryNotice: 0,
  };
}

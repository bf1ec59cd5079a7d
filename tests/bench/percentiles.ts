import { rounded } from "./figure.ts";

export interface Percentiles {
  count: number;
  p50: number;
  p99: number;
  max: number;
}

/** Of times in milliseconds. Of none, all are 0. */
export function percentilesOf(times: Iterable<number>): Percentiles {
  const sorted = Float64Array.from(times).sort();
  return {
    count: sorted.length,
    p50: rounded(at(sorted, 0.5)),
    p99: rounded(at(sorted, 0.99)),
    max: rounded(sorted.at(-1) ?? 0),
  };
}

export function medianOf(values: Iterable<number>): number {
  return at(Float64Array.from(values).sort(), 0.5);
}

/** The smallest value that so many are not above. */
function at(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

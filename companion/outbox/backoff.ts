const FIRST_MS = 500;
const LONGEST_MS = 60_000;

/** How long to wait after so many tries: doubling up to a minute, and never all at the same moment. */
export function backoffMs(
  attempts: number,
  random: number = Math.random(),
): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts, 16));
  return Math.round(longest * (0.5 + random / 2));
}

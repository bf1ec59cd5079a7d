const EACH_MS = 1000;

/**
 * Counts what would fill the log: answers how many there were since the last line when a second
 * has passed since then, else `null`, which is to say nothing.
 */
export function floodLog(
  clock: () => number = () => performance.now(),
): () => number | null {
  let toldAt = -Infinity;
  let untold = 0;
  return () => {
    untold += 1;
    const time = clock();
    if (time - toldAt < EACH_MS) return null;
    const times = untold;
    toldAt = time;
    untold = 0;
    return times;
  };
}

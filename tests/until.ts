/**
 * Waits for the thing itself: asks again and again until it is so.
 * @throws {Error} naming what never came to be
 */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  timeoutMs = 20_000,
): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!await isSo()) {
    if (performance.now() > end) {
      throw new Error(`Waited ${timeoutMs} ms in vain: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

import { byteLength } from "./recent_messages.ts";

/** The most that one call to Wix Data carries. What it takes at most is not documented, so who calls also halves. */
const MAX_CALL_BYTES = 1024 * 1024;

/** How many calls one request has under way at once. */
const AT_ONCE = 6;

/** Cuts a list into parts that one call may carry, in order. */
export function inPortions<T>(
  list: readonly T[],
  { count, sized }: { count: number; sized: (item: T) => unknown },
): T[][] {
  const parts: T[][] = [];
  let part: T[] = [];
  let bytes = 0;
  for (const item of list) {
    const size = byteLength(sized(item));
    if (
      part.length === count || (part.length && bytes + size > MAX_CALL_BYTES)
    ) {
      parts.push(part);
      part = [];
      bytes = 0;
    }
    part.push(item);
    bytes += size;
  }
  return part.length ? [...parts, part] : parts;
}

/** Does the work for each, a few at a time; the answers come in the list's order. */
export async function eachOf<T, R>(
  list: readonly T[],
  work: (item: T, at: number) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = new Array(list.length);
  let next = 0;
  const take = async () => {
    while (next < list.length) {
      const at = next++;
      answers[at] = await work(list[at]!, at);
    }
  };
  await Promise.all(
    Array.from({ length: Math.min(AT_ONCE, list.length) }, take),
  );
  return answers;
}

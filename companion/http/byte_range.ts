/** A part of a file, both ends included. */
export interface ByteRange {
  from: number;
  to: number;
}

/**
 * The one part of a file that a `Range` header asks for. `null`: the whole file, also for what
 * asks for several parts or can't be read; `"none"`: there is no such part.
 * Source: https://www.rfc-editor.org/rfc/rfc9110#section-14.2
 */
export function readRange(
  header: string | undefined,
  size: number,
): ByteRange | "none" | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "");
  const [, first = "", last = ""] = match ?? [];
  if (first === "" && last === "") return null;
  const range = first === ""
    ? { from: Math.max(0, size - Number(last)), to: size - 1 }
    : { from: Number(first), to: Math.min(Number(last || size), size - 1) };
  if (first !== "" && last !== "" && Number(last) < Number(first)) return null;
  return range.from > range.to ? "none" : range;
}

/** The part of a file's bytes; the rest is not read further than it must be. */
export function partOf(
  body: ReadableStream<Uint8Array>,
  { from, to }: ByteRange,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        const start = at;
        at += value.length;
        if (at > from) {
          const end = Math.min(value.length, to + 1 - start);
          controller.enqueue(value.subarray(Math.max(0, from - start), end));
        }
        if (at > to) {
          controller.close();
          return await reader.cancel();
        }
        if (at > from) return;
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

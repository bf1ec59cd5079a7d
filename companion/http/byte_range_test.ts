import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { partOf, readRange } from "./byte_range.ts";

describe("a part of a file", () => {
  it("is read from the header, and is the whole file where that can't be", () => {
    const cases: [string | undefined, ReturnType<typeof readRange>][] = [
      ["bytes=0-", { from: 0, to: 9 }],
      ["bytes=2-4", { from: 2, to: 4 }],
      ["bytes=7-99", { from: 7, to: 9 }],
      ["bytes=-3", { from: 7, to: 9 }],
      ["bytes=-99", { from: 0, to: 9 }],
      ["bytes=10-", "none"],
      ["bytes=-0", "none"],
      ["bytes=4-2", null],
      ["bytes=-", null],
      ["bytes=0-1,4-5", null],
      ["pages=1-2", null],
      [undefined, null],
    ];

    for (const [header, range] of cases) {
      assertEquals(readRange(header, 10), range, header);
    }
  });

  it("is cut out of however the bytes come", async () => {
    for (const size of [1, 3, 10]) {
      for (const [from, to] of [[0, 9], [2, 4], [3, 3], [9, 9]] as const) {
        const part = partOf(inPieces(size), { from, to });

        const bytes = await new Response(part).bytes();

        const wanted = Array.from(
          { length: to - from + 1 },
          (_, at) => from + at,
        );
        assertEquals([...bytes], wanted);
      }
    }
  });
});

/** The numbers 0 to 9, so many at a time. */
function inPieces(size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= 10) return controller.close();
      const length = Math.min(size, 10 - at);
      controller.enqueue(Uint8Array.from({ length }, (_, n) => at + n));
      at += length;
    },
  });
}

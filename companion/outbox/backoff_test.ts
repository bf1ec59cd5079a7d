import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { backoffMs } from "./backoff.ts";

const attempts = fc.nat({ max: 100_000 });
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("the wait before another try", () => {
  it("doubles from half a second up to a minute", () => {
    const longest = [0, 1, 2, 3, 4, 5, 6, 7, 8, 100].map((count) =>
      backoffMs(count, 1)
    );

    assertEquals(longest, [
      500,
      1000,
      2000,
      4000,
      8000,
      16_000,
      32_000,
      60_000,
      60_000,
      60_000,
    ]);
  });

  it("is never more than a minute, and never less than half of what it could be", () => {
    fc.assert(fc.property(attempts, chance, (count, random) => {
      const wait = backoffMs(count, random);

      assert(wait <= 60_000);
      assert(wait >= Math.min(60_000, 500 * 2 ** Math.min(count, 16)) / 2);
    }));
  });

  it("is longer after more tries, by the same chance", () => {
    fc.assert(fc.property(attempts, chance, (count, random) => {
      assert(backoffMs(count + 1, random) >= backoffMs(count, random));
    }));
  });

  it("differs from lane to lane, so that they don't all come back at the same moment", () => {
    const waits = Array.from({ length: 50 }, () => backoffMs(6));

    assert(new Set(waits).size > 25);
  });
});

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { naturalBatch } from "./batch.ts";

describe("a natural batch", () => {
  it("commits together what came while the last one was committed", async () => {
    const commits: number[][] = [];
    const first = Promise.withResolvers<void>();
    const batch = naturalBatch<number>(async (items) => {
      commits.push([...items]);
      if (commits.length === 1) await first.promise;
    }, { atOnce: 3, mostWaiting: 100 });

    const done = Promise.all([1, 2, 3, 4, 5].map((item) => batch.add(item)));
    first.resolve();
    await done;

    assertEquals(commits, [[1], [2, 3, 4], [5]]);
  });

  it("is taken apart when it fails, so that one item harms no other", async () => {
    const commits: number[][] = [];
    const batch = naturalBatch<number>((items) => {
      commits.push([...items]);
      return items.includes(3)
        ? Promise.reject(new Error("three"))
        : Promise.resolve();
    }, { atOnce: 10, mostWaiting: 100 });

    const results = await Promise.allSettled(
      [1, 2, 3, 4].map((item) => batch.add(item)),
    );
    const later = await Promise.allSettled([batch.add(5)]);

    assertEquals(
      [...results, ...later].map(({ status }) => status),
      ["fulfilled", "fulfilled", "rejected", "fulfilled", "fulfilled"],
    );
    assertEquals(commits, [[1], [2, 3, 4], [2], [3], [4], [5]]);
  });

  it("takes no more than may wait", async () => {
    const gate = Promise.withResolvers<void>();
    const batch = naturalBatch<number>(() => gate.promise, {
      atOnce: 1,
      mostWaiting: 2,
    });

    const taken = [1, 2, 3, 4].map((item) => batch.add(item));
    gate.resolve();
    await Promise.all(taken);

    assertEquals(taken.map((promise) => promise === null), [
      false,
      false,
      false,
      true,
    ]);
    assertEquals(await batch.add(5), undefined);
  });
});

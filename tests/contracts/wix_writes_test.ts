import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  it,
} from "@std/testing/bdd";
import type { WixSandbox } from "../../scripts/sandbox/wix/app.ts";
import { C, clientOf, codeOf, renew } from "./wix_client.ts";
import { startVeloSite } from "./wix_velo_site.ts";

describe("Wix's own client", () => {
  let site: WixSandbox;
  let wix: ReturnType<typeof clientOf>;
  let clock = Date.UTC(2026, 0, 1);
  beforeAll(async () => {
    site = await startVeloSite({ now: () => new Date(clock) });
    wix = clientOf(site);
  });
  afterAll(() => site.stop());
  beforeEach(() => renew(site, wix));

  describe("writes", () => {
    it("an item and reads it back, with its dates at any depth", async () => {
      const at = new Date("2026-02-03T04:05:06.007Z");
      const inserted = await wix.items.insert(C, {
        _id: "a",
        at,
        deep: [{ at }],
      });

      const read = await wix.items.get(C, "a");

      assertEquals(read, inserted);
      assertEquals(read?.deep, [{ at }]);
      assert(read?._createdDate instanceof Date && read._owner);
    });
    it("an item without an id, which gets one", async () => {
      const { _id } = await wix.items.insert(C, { v: 1 });

      assertEquals((await wix.items.get(C, _id!))?.v, 1);
    });
    it("the same id once", async () => {
      await wix.items.insert(C, { _id: "a", v: 1 });

      assertEquals(
        await codeOf(wix.items.insert(C, { _id: "a", v: 2 })),
        "WDE0074",
      );
      assertEquals((await wix.items.get(C, "a"))?.v, 1);
    });
    it("a whole item anew, and keeps when it was made", async () => {
      const { _createdDate } = await wix.items.insert(C, {
        _id: "a",
        v: 1,
        w: 1,
      });

      const updated = await wix.items.update(C, { _id: "a", v: 2 });

      assertEquals([updated.v, updated.w, updated._createdDate], [
        2,
        undefined,
        _createdDate,
      ]);
      assertEquals(
        await codeOf(wix.items.update(C, { _id: "none" })),
        "WDE0073",
      );
    });
    it("and moves its date with every change", async () => {
      const dates = [];
      dates.push(await wix.items.insert(C, { _id: "a" }));
      clock += 1_000;
      dates.push(await wix.items.update(C, { _id: "a" }));
      clock += 1_000;
      dates.push(await wix.items.patch(C, "a").setField("v", 1).run());

      assertEquals(
        dates.map(({ _updatedDate }) => Number(_updatedDate) - clock),
        [-2_000, -1_000, 0],
      );
    });
    it("by saving, whether the item is there or not", async () => {
      await wix.items.save(C, { _id: "a", v: 1 });
      await wix.items.save(C, { _id: "a", v: 2 });

      assertEquals(site.rows(C).map(({ v }) => v), [2]);
    });
    it("each kind of modification of a patch, in order, at dotted paths too", async () => {
      await wix.items.insert(C, {
        _id: "a",
        n: 1,
        list: ["x", "y", "x"],
        old: 1,
        deep: { v: 1 },
      });

      const patched = await wix.items.patch(C, "a").setField("deep.w", 2)
        .removeField("old")
        .incrementField("n", 4).incrementField("fresh", 1).appendToArray(
          "list",
          { z: new Date(5) },
        )
        .removeFromArray("list", "x").removeField("none.at.all").run();

      const { n, fresh, list, deep, old, none } = patched as Record<
        string,
        unknown
      >;
      assertEquals([n, fresh, list, deep, old, none], [
        5,
        1,
        ["y", "x", { z: new Date(5) }],
        { v: 1, w: 2 },
        undefined,
        undefined,
      ]);
      assertEquals(
        await codeOf(wix.items.patch(C, "none").setField("a", 1).run()),
        "WDE0073",
      );
    });
    it("nothing when it removes what is not there", async () => {
      await wix.items.insert(C, { _id: "a", v: 1 });

      assertEquals((await wix.items.remove(C, "a"))?.v, 1);
      assertEquals(await wix.items.remove(C, "a"), null);
      assertEquals(await wix.items.get(C, "a"), null);
    });
    it("and empties a collection", async () => {
      await wix.items.insert(C, { _id: "a" });
      await wix.items.truncate(C);

      assertEquals(site.rows(C), []);
    });
  });

  describe("writes many at once", () => {
    it("and skips those that are there, each by itself", async () => {
      await wix.items.insert(C, { _id: "b" });

      const result = await wix.items.bulkInsert(C, [
        { _id: "a" },
        { _id: "b" },
        { _id: "a" },
        {
          _id: "c",
        },
      ]);

      assertEquals([result.inserted, result.skipped, result.errors.length], [
        2,
        2,
        0,
      ]);
      assertEquals(site.rows(C).length, 3);
    });
    it("saving, updating, patching and removing", async () => {
      const saved = await wix.items.bulkSave(C, [{ _id: "a", v: 1 }, {
        _id: "b",
        v: 1,
      }]);
      const again = await wix.items.bulkSave(C, [{ _id: "b", v: 2 }, {
        _id: "c",
        v: 2,
      }]);
      const updated = await wix.items.bulkUpdate(C, [{ _id: "a", v: 3 }, {
        _id: "none",
      }]);
      const patched = await wix.items.bulkPatch(C, ["a", "none"])
        .incrementField("v", 1).run();
      const removed = await wix.items.bulkRemove(C, ["b", "none"]);

      assertEquals([saved.inserted, again.inserted, again.updated], [2, 1, 1]);
      assertEquals([updated.updated, updated.skipped], [1, 1]);
      assertEquals([patched.updated, patched.skipped], [1, 1]);
      assertEquals([removed.removed, removed.skipped], [1, 1]);
      assertEquals(site.rows(C).map(({ _id, v }) => [_id, v]), [["a", 4], [
        "c",
        2,
      ]]);
    });
    it("up to a thousand, and a hundred patches", async () => {
      const many = Array.from({ length: 1000 }, (_, at) => ({ _id: `i${at}` }));
      assertEquals((await wix.items.bulkInsert(C, many)).inserted, 1000);

      const ids = many.slice(0, 101).map(({ _id }) => _id);
      assertEquals(
        await codeOf(wix.items.bulkPatch(C, ids).setField("v", 1).run()),
        "WDE0006",
      );
    });
    it("and tells the errors with their place", async () => {
      const big = "x".repeat(501 * 1024);

      const { errors, inserted } = await wix.items.bulkInsert(C, [
        { _id: "a" },
        { _id: "b", big },
      ]);

      assertEquals(inserted, 1);
      assertEquals((errors[0] as unknown as { code: string }).code, "WDE0009");
      assertEquals(errors[0]!.originalIndex, 1);
    });
  });

  describe("puts a condition", () => {
    it("that lets one of two through", async () => {
      await wix.items.insert(C, { _id: "a" });
      const claim = (who: string) =>
        wix.items.patch(C, "a").setField("who", who).run({
          condition: wix.items.filter().isEmpty("who"),
        });

      const claims = await Promise.allSettled([claim("ana"), claim("luis")]);

      assertEquals(claims.map(({ status }) => status).sort(), [
        "fulfilled",
        "rejected",
      ]);
    });
    it("whose refusal has each of the shapes that Wix may use", async () => {
      await wix.items.insert(C, { _id: "a", v: 1 });
      const change = () =>
        wix.items.update(C, { _id: "a", v: 2 }, {
          condition: wix.items.filter().eq("v", 9),
        });

      assertEquals(await codeOf(change()), "WDE0073");
      site.variants.conditionError = { status: 428, code: "WDE0119" };
      assertEquals(await codeOf(change()), "WDE0119");
      site.variants.falseCondition = "unchanged";
      assertEquals((await change()).v, 1);
      site.variants.falseCondition = "empty";
      await assertRejects(change, TypeError);
      assertEquals(site.rows(C)[0]!.v, 1);
    });
    it("to many, whose refusals are errors or skipped", async () => {
      await wix.items.bulkInsert(C, [{ _id: "a", v: 1 }, { _id: "b", v: 2 }]);
      const change = () =>
        wix.items.bulkPatch(C, ["a", "b"]).setField("w", 1).run({
          condition: wix.items.filter().lt("v", 2),
        });

      site.variants.conditionError = { status: 409, code: "WDE0178" };
      const first = await change();
      site.variants.falseBulkCondition = "skipped";
      const second = await change();

      assertEquals([first.updated, first.errors.length], [1, 1]);
      assertEquals([second.updated, second.skipped, second.errors.length], [
        1,
        1,
        0,
      ]);
    });
  });

  it("changes and removes by a filter in jobs", async () => {
    await wix.items.bulkInsert(C, [{ v: 1 }, { v: 1 }, { v: 2 }]);

    const changes = [{ action: "SET_FIELD", fieldPath: "v", value: 3 }];
    const { jobId } = await wix.items.asyncPatchByFilter(
      C,
      { v: 1 } as never,
      changes as never,
    ) as { jobId: string };
    await wix.items.asyncRemoveByFilter(C, { v: 2 } as never);

    assertEquals(site.rows(C).map(({ v }) => v), [3, 3]);
    assertEquals(
      (await wix.items.getAsyncJobStatus(jobId) as { status: string }).status,
      "SUCCEEDED",
    );
  });
});

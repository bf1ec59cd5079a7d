import { assertEquals } from "@std/assert";
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

type Group = Record<string, unknown>;

describe("Wix's own client", () => {
  let site: WixSandbox;
  let wix: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    site = await startVeloSite();
    wix = clientOf(site);
  });
  afterAll(() => site.stop());
  beforeEach(() => renew(site, wix));

  describe("groups rows", () => {
    beforeEach(() =>
      void site.fill(C, [
        { kind: "a", year: 1, n: 1 },
        { kind: "a", year: 2, n: 5 },
        { kind: "b", year: 1, n: 9 },
        { kind: "c", year: 1 },
        { kind: "d", year: 1, n: 100 },
      ])
    );
    const grouped = () =>
      wix.items.aggregate(C).filter(wix.items.filter().ne("kind", "d"))
        .group("kind").sum("n", "total").avg("n", "mean").min("n", "least")
        .max("n", "most").count();

    it("with each of the sums, in an order, page by page", async () => {
      const first = await grouped().descending("kind").limit(2).run({
        returnTotalCount: true,
      });
      const second = await first.next();

      assertEquals(first.totalCount, 3);
      assertEquals([first.hasNext(), second.hasNext()], [true, false]);
      const groups = [...first.items, ...second.items] as Group[];
      assertEquals(
        groups.map(({ kind, total, mean, least, most, count }) => [
          kind,
          total,
          mean,
          least,
          most,
          count,
        ]),
        [
          ["c", 0, null, null, null, 1],
          ["b", 9, 9, 9, 9, 1],
          ["a", 6, 3, 1, 5, 2],
        ],
      );
    });
    it("and keeps those groups that have something", async () => {
      const { items } = await grouped()
        .having(wix.items.filter().gt("total", 5)).ascending("total").run();

      assertEquals(items.map((group: Group) => group.total), [6, 9]);
    });
    it("by two fields, or all together", async () => {
      const pairs = await wix.items.aggregate(C).group("kind", "year").run();
      const { items: [all] } = await wix.items.aggregate(C).max("n").run();

      const { items: kinds } = await wix.items.aggregate(C).group("kind").run();

      assertEquals(pairs.items[0]?._id, { kind: "a", year: 1 } as never);
      assertEquals(kinds[0]?._id, "a");
      assertEquals([pairs.length, all?._id], [5, undefined]);
      assertEquals(Object.values(all!), [100]);
    });
  });

  it("lists distinct values, a list by its parts, page by page", async () => {
    site.fill(C, [{ tag: ["b", "a"] }, { tag: "c" }, { tag: "a" }, {}]);

    const first = await wix.items.query(C).limit(2).distinct("tag");
    const second = await first.next();
    const down = await wix.items.query(C).descending("tag").distinct("tag");

    assertEquals([first.items, second.items], [["a", "b"], ["c"]]);
    assertEquals(down.items, ["c", "b", "a"]);
  });

  it("goes back and forth between pages", async () => {
    site.fill(C, Array.from({ length: 60 }, (_, n) => ({ n })));

    const usual = await wix.items.query(C).find();
    const second = await wix.items.query(C).skip(20).limit(20).find();
    const third = await second.next();
    const first = await second.prev();

    assertEquals([usual.length, usual.hasNext()], [50, true]);
    assertEquals([third.items[0]!.n, third.hasNext()], [40, false]);
    assertEquals([first.items[0]!.n, first.length], [0, 20]);
  });

  it("reads the fields that it names, and tells what is there from what is empty", async () => {
    site.fill(C, [{ _id: "a", n: 1, deep: { v: 2 } }, { _id: "b", n: null }]);

    const options = { fields: ["n"] };
    const read = await wix.items.get(C, "a", options);
    type Query = ReturnType<typeof wix.items.query>;
    const query = wix.items.query(C) as Query & {
      exists(field: string, isThere: boolean): Query;
    };
    const { items } = await query.exists("deep", true).find();

    assertEquals(read, { _id: "a", n: 1 });
    assertEquals(items.map(({ _id }) => _id), ["a"]);
  });

  it("inserts many over those that are there, when it says so", async () => {
    site.fill(C, [{ _id: "a", v: 1 }]);

    const { inserted, updated } = await wix.items.bulkInsert(C, [
      { _id: "a", v: 2 },
      { _id: "b", v: 2 },
    ], { overrideExisting: true });

    assertEquals([inserted, updated], [1, 1]);
    assertEquals(site.rows(C).map(({ v }) => v), [2, 2]);
  });

  it("puts a condition to every kind of change", async () => {
    site.fill(C, [{ _id: "a", v: 1 }, { _id: "b", v: 2 }]);
    const condition = wix.items.filter().eq("v", 2);
    site.variants.conditionError = { status: 409, code: "WDE0178" };

    const refused = wix.items.remove(C, "a", { condition });
    assertEquals(await codeOf(refused), "WDE0178");
    const updated = await wix.items.bulkUpdate(C, [
      { _id: "a", v: 2, w: 1 },
      { _id: "b", v: 2, w: 1 },
    ], { condition });
    const removed = await wix.items.bulkRemove(C, ["a", "b"], { condition });

    assertEquals([updated.updated, updated.errors.length], [1, 1]);
    assertEquals([removed.removed, removed.errors.length], [1, 1]);
    assertEquals(site.rows(C).map(({ _id, v }) => [_id, v]), [["a", 1]]);
  });

  it("counts from the primary or a replica", async () => {
    site.variants.replicaLagMs = 60_000;
    await wix.items.insert(C, { n: 1 });

    assertEquals(await wix.items.query(C).count(), 0);
    assertEquals(await wix.items.query(C).count({ consistentRead: true }), 1);
  });

  describe("waits for a job", () => {
    const change = [{ action: "SET_FIELD", fieldPath: "v", value: 3 }];
    type Status = { status: string; successCount: number };
    const start = async (steps: object[]) => {
      const { asyncPatchByFilter } = wix.items;
      const job = await asyncPatchByFilter(C, {} as never, steps as never);
      return (job as { jobId: string }).jobId;
    };
    const look = async (jobId: string) => {
      const job = await wix.items.getAsyncJobStatus(jobId) as Status;
      return [job.status, job.successCount];
    };

    it("that says for a while that it is at work", async () => {
      site.fill(C, [{ v: 1 }, { v: 2 }]);
      site.variants.jobLooks = 2;

      const jobId = await start(change);

      assertEquals(await look(jobId), ["INITIALIZED", 0]);
      assertEquals(await look(jobId), ["PROCESSING", 0]);
      assertEquals(await look(jobId), ["SUCCEEDED", 2]);
    });
    it("that fails at the first row that it cannot change", async () => {
      site.fill(C, [{ v: 1 }, { v: "text" }]);

      const jobId = await start([
        { action: "INCREMENT_FIELD", fieldPath: "v", value: 1 },
      ]);

      assertEquals(await look(jobId), ["FAILED", 1]);
    });
  });
});

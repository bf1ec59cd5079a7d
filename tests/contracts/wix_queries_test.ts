import { assert, assertEquals } from "@std/assert";
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
  beforeAll(async () => {
    site = await startVeloSite();
    wix = clientOf(site);
  });
  afterAll(() => site.stop());
  beforeEach(() => renew(site, wix));

  describe("asks", () => {
    beforeEach(async () => {
      await wix.items.bulkInsert(
        C,
        Array.from({ length: 12 }, (_, n) => ({
          _id: `i${n}`,
          n,
          kind: n % 2 ? "Odd" : "even",
          tags: n % 3 ? ["a"] : ["a", "b"],
          at: new Date(n * 1000),
          ...(n === 5 ? { note: "Cinco" } : {}),
        })),
      );
    });
    type Query = ReturnType<typeof wix.items.query>;
    const asked: [string, (query: Query) => Query, number[]][] = [
      ["eq", (q) => q.eq("n", 3), [3]],
      ["ne", (q) => q.ne("kind", "Odd"), [0, 2, 4, 6, 8, 10]],
      ["gt and le", (q) => q.gt("n", 8).le("n", 10), [9, 10]],
      ["between", (q) => q.between("n", 2, 4), [2, 3]],
      ["dates", (q) => q.ge("at", new Date(10_000)), [10, 11]],
      ["contains", (q) => q.contains("note", "INC"), [5]],
      ["startsWith", (q) => q.startsWith("note", "ci").endsWith("note", "CO"), [
        5,
      ]],
      ["hasSome", (q) => q.hasSome("tags", ["b", "z"]), [0, 3, 6, 9]],
      ["hasAll", (q) => q.hasAll("tags", ["a", "b"]).lt("n", 4), [0, 3]],
      ["isEmpty", (q) => q.isEmpty("note").lt("n", 2), [0, 1]],
      ["isNotEmpty", (q) => q.isNotEmpty("note"), [5]],
      ["or", (q) => q.eq("n", 1).or(wix.items.filter().eq("n", 2)), [1, 2]],
      ["not", (q) => q.not(wix.items.filter().gt("n", 1)), [0, 1]],
      ["descending", (q) => q.eq("kind", "Odd").descending("n").limit(2), [
        11,
        9,
      ]],
      ["skip", (q) => q.ascending("kind", "n").skip(6).limit(2), [2, 4]],
    ];
    for (const [name, build, wanted] of asked) {
      it(`by ${name}`, async () => {
        const { items } = await build(wix.items.query(C)).find();

        const found = items.map(({ n }) => n);
        assertEquals(
          name === "descending" || name === "skip"
            ? found
            : found.sort((a, b) => a - b),
          name === "skip" ? [0, 2] : wanted,
        );
      });
    }
    it("page after page, with nothing twice although rows come in between", async () => {
      const seen: number[] = [];
      let page = await wix.items.query(C).descending("n").limit(5).find();
      for (;;) {
        seen.push(...page.items.map(({ n }) => n));
        if (!page.hasNext()) break;
        await wix.items.insert(C, { n: 100 + seen.length });
        page = await page.next();
      }

      assertEquals(seen, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    });
    it("for fields, totals, counts, distinct values and groups", async () => {
      const some = await wix.items.query(C).fields("n").limit(1).find({
        returnTotalCount: true,
      });
      const count = await wix.items.query(C).eq("kind", "Odd").count();
      const { items: kinds } = await wix.items.query(C).distinct("kind");
      const { items: groups } = await wix.items.aggregate(C).group("kind").sum(
        "n",
        "total",
      ).count()
        .run();

      assertEquals(Object.keys(some.items[0]!).sort(), ["_id", "n"]);
      assertEquals([some.totalCount, count, kinds], [12, 6, ["Odd", "even"]]);
      assertEquals(
        groups.map((
          group: Record<string, unknown>,
        ) => [group?.total, group?.count]),
        [[
          30,
          6,
        ], [
          36,
          6,
        ]],
      );
    });
    it("no more than a thousand at once, and nothing unknown", async () => {
      assertEquals(
        await codeOf(wix.items.query(C).limit(1001).find()),
        "WDE0020",
      );
      assertEquals(await codeOf(wix.items.query("Nothing").find()), "WDE0025");
      const regex = { filter: { n: { $regex: "x" } } };
      assertEquals(
        await codeOf(wix.items.query(C, regex as never) as never),
        "WDE0070",
      );
    });
    it("the primary when it must be fresh, else a replica that is behind", async () => {
      site.variants.replicaLagMs = 60_000;
      await wix.items.insert(C, { _id: "new", n: 99 });

      const stale = await wix.items.query(C).eq("n", 99).find();
      const fresh = await wix.items.query(C).eq("n", 99).find({
        consistentRead: true,
      });

      assertEquals([stale.length, fresh.length], [0, 1]);
      assertEquals(await wix.items.get(C, "new"), null);
      assertEquals(
        (await wix.items.get(C, "new", { consistentRead: true }))?.n,
        99,
      );
    });
  });

  it("finds by an index among many without looking at all of them", async () => {
    await wix.indexes.createIndex(C, {
      name: "user",
      fields: [{ path: "user" }, { path: "n" }],
    });
    site.fill(
      C,
      Array.from(
        { length: 20_000 },
        (_, n) => ({ _id: `m${n}`, user: `u${n % 400}`, n }),
      ),
    );

    const started = performance.now();
    for (let n = 0; n < 100; n++) {
      const { length } = await wix.items.query(C).eq("user", `u${n}`)
        .descending("n").find();
      assertEquals(length, 50);
    }

    const each = (performance.now() - started) / 100;
    assert(each < 20, `a query took ${each} ms`);
  });
});

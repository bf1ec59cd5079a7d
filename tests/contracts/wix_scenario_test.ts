import { assert, assertEquals, assertNotEquals } from "@std/assert";
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  it,
} from "@std/testing/bdd";
import type { WixSandbox } from "../../scripts/sandbox/wix/app.ts";
import type { Scenario } from "../../scripts/sandbox/wix/scenario.ts";
import { C, clientOf, codeOf, renew } from "./wix_client.ts";
import { startVeloSite } from "./wix_velo_site.ts";
import { ask } from "./wix_visits.ts";

describe("a scenario of misfortunes", () => {
  let site: WixSandbox;
  let wix: ReturnType<typeof clientOf>;
  let now = new Date();
  beforeAll(async () => {
    site = await startVeloSite({ now: () => now });
    wix = clientOf(site);
  });
  afterAll(() => site.stop());
  beforeEach(async () => {
    site.begin({});
    await renew(site, wix);
    await wix.collections.createDataCollection({ _id: "Late" });
  });
  const ids = (collectionId = C) =>
    site.rows(collectionId).map(({ _id }) => _id);
  /** Orders it as a test of another process would. */
  const begin = (scenario: Partial<Scenario>) =>
    ask(site, "POST", "/sandbox/seed", JSON.stringify(scenario));

  it("is the same for the same seed, and another for another", async () => {
    const odds = { throttled: 20, lostBefore: 10, timedOutBefore: 10 };
    const fates = async (seed: number) => {
      await begin({ seed, ...odds });
      const met = [];
      for (let n = 0; n < 40; n++) {
        met.push(await codeOf(wix.items.get(C, `x${n}`)));
      }
      return met;
    };

    const first = await fates(7);

    assertEquals(await fates(7), first);
    assertNotEquals(await fates(8), first);
    assertEquals(new Set(first), new Set(["none", "WDE0014", 504, "WDE0028"]));
    const spared = first.filter((code) => code === "none").length;
    assert(spared > 12 && spared < 36, `${spared} of 40 were spared`);
  });

  describe("meets a call of Wix Data", () => {
    const meeting: [Partial<Scenario>, unknown, string[]][] = [
      [{ throttled: 100 }, "WDE0014", []],
      [{ lostBefore: 100 }, 504, []],
      [{ timedOutBefore: 100 }, "WDE0028", []],
      [{ lostAfter: 100 }, 504, ["a"]],
      [{ timedOutAfter: 100 }, "WDE0028", ["a"]],
    ];
    for (const [scenario, code, rows] of meeting) {
      it(JSON.stringify(scenario), async () => {
        await begin(scenario);

        assertEquals(await codeOf(wix.items.insert(C, { _id: "a" })), code);
        assertEquals(ids(), rows);
      });
    }
    it("whose connection breaks off when all is done", async () => {
      await begin({ brokenOff: 100 });

      const error = await codeOf(wix.items.insert(C, { _id: "a" }));

      assert(error instanceof TypeError);
      assertEquals(ids(), ["a"]);
    });
    it("with a bare 429, as one switches", async () => {
      site.variants.quotaAnswer = "bare";
      await begin({ throttled: 100 });

      assertEquals(await codeOf(wix.items.get(C, "a")), 429);
    });
  });

  it("lets changes of a row meet another revision, single or in bulk", async () => {
    site.fill(C, [{ _id: "a", v: 1 }, { _id: "b", v: 1 }]);
    await begin({ revisionClash: 100 });

    const patch = wix.items.patch(C, "a").setField("v", 2).run();
    assertEquals(await codeOf(patch), "WDE0178");
    const update = wix.items.update(C, { _id: "a", v: 2 });
    assertEquals(await codeOf(update), "WDE0178");
    const { errors } = await wix.items.bulkPatch(C, ["a", "b"])
      .setField("v", 2).run();
    assertEquals(
      errors.map((error) => (error as { code?: string }).code),
      ["WDE0178", "WDE0178"],
    );
    assertEquals(await codeOf(wix.items.insert(C, { _id: "c" })), "none");
    assertEquals(site.rows(C).map(({ v }) => v), [1, 1, undefined]);
  });

  it("lets replicas be behind by the same lags for the same seed", async () => {
    const arrived = async (seed: number) => {
      await renew(site, wix);
      await begin({ seed, lagMs: 5_000 });
      const seen = [];
      for (let n = 0; n < 20; n++) {
        await wix.items.insert(C, { n });
        now = new Date(now.getTime() + 400);
        seen.push(await wix.items.query(C).count());
      }
      now = new Date(now.getTime() + 5_000);
      assertEquals(await wix.items.query(C).count(), 20);
      return seen;
    };

    const first = await arrived(3);

    assertEquals(await arrived(3), first);
    assertNotEquals(await arrived(4), first);
    assert(first.some((count, n) => count < n + 1));
  });

  describe("meets the site's own functions", () => {
    const counted = async () =>
      ((await ask(site, "GET", "/_functions/count"))[1] as { count: number })
        .count;
    beforeEach(() => site.recycle());

    it("which are turned away, or given up before or after their work", async () => {
      const path = "/_functions/count";

      await begin({ functionThrottled: 100 });
      assertEquals((await ask(site, "GET", path))[0], 429);
      await begin({ functionLostBefore: 100 });
      assertEquals((await ask(site, "GET", path))[0], 504);
      await begin({});
      assertEquals(await counted(), 1);
      await begin({ functionLostAfter: 100 });
      assertEquals((await ask(site, "GET", path))[0], 504);
      await begin({});
      assertEquals(await counted(), 3);
    });
    it("whose container is recycled in the middle: part of the work is done, and its memory gone", async () => {
      assertEquals(await counted(), 1);
      await begin({ recycled: 100 });

      const body = JSON.stringify(["1", "2", "3", "4", "5", "6"]);
      const [status] = await ask(site, "POST", "/_functions/steps", body);

      assertEquals(status, 504);
      const done = ids("Late").length;
      assert(done >= 1 && done <= 4, `${done} of 6 steps were done`);
      await begin({});
      assertEquals(await counted(), 1);
      assertEquals(ids("Late").length, done);
    });
  });

  it("is ordered as with the other stand-ins, by a rate", async () => {
    await ask(
      site,
      "POST",
      "/sandbox/seed",
      JSON.stringify({ seed: 2, rate: 1 }),
    );

    const met = new Set<unknown>();
    for (let n = 0; n < 20; n++) {
      met.add(await codeOf(wix.items.get(C, `x${n}`)));
    }

    assertEquals(met, new Set(["WDE0014", 504, "WDE0028"]));
  });

  it("knows no other misfortunes, and no more than all of a hundred", async () => {
    const wrong = [{ rain: 1 }, { throttled: 101 }, { throttled: "often" }];
    const asked = wrong.map((each) => begin(each as Partial<Scenario>));

    const statuses = (await Promise.all(asked)).map(([status]) => status);

    assertEquals(statuses, [400, 400, 400]);
    assertEquals(
      (await ask(site, "GET", "/sandbox/seed"))[1],
      { ...site.begin({}) },
    );
  });
});

import { assertEquals } from "@std/assert";
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  it,
} from "@std/testing/bdd";
import type { WixSandbox } from "../../scripts/sandbox/wix/app.ts";
import { C, clientOf, codeOf, renew, visitorOf } from "./wix_client.ts";
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

  describe("meets the limits", () => {
    it("of size, names and depth", async () => {
      let deep: object = {};
      for (let at = 0; at < 60; at++) deep = { deep };

      const codes = await Promise.all([
        codeOf(
          wix.items.insert(C, { _id: "big", text: "ñ".repeat(257 * 1024) }),
        ),
        codeOf(wix.items.insert(C, { _id: "a.b" })),
        codeOf(wix.items.insert(C, { "x.y": 1 })),
        codeOf(wix.items.insert(C, { deep })),
      ]);

      assertEquals(codes, ["WDE0009", "WDE0007", "WDE0134", "WDE0168"]);
    });
    it("of a filter's depth, and of fields that are the system's", async () => {
      await wix.items.insert(C, { _id: "a" });
      let filter = wix.items.filter().eq("v", 1);
      for (let at = 0; at < 60; at++) filter = wix.items.filter().not(filter);

      const codes = await Promise.all([
        codeOf(wix.items.query(C).not(filter).find()),
        codeOf(wix.items.patch(C, "a").setField("_owner", "me").run()),
      ]);

      assertEquals(codes, ["WDE0169", "WDE0007"]);
    });
    it("of a unique index, also for rows that were there before", async () => {
      await wix.items.bulkInsert(C, [{ _id: "a", u: 1 }, { _id: "b", u: 1 }, {
        _id: "c",
      }, { _id: "d" }]);
      const index = { name: "u", fields: [{ path: "u" }], unique: true };

      assertEquals(await codeOf(wix.indexes.createIndex(C, index)), "WDE0123");
      await wix.items.remove(C, "b");
      await wix.indexes.createIndex(C, index);

      assertEquals(
        await codeOf(wix.items.insert(C, { _id: "e", u: 1 })),
        "WDE0123",
      );
      assertEquals(
        await codeOf(wix.items.patch(C, "c").setField("u", 1).run()),
        "WDE0123",
      );
      assertEquals((await wix.items.update(C, { _id: "a", u: 1, v: 2 })).v, 2);
      assertEquals(
        (await wix.items.query(C).eq("u", 1).find()).items.map(({ _id }) =>
          _id
        ),
        ["a"],
      );
      const { indexes = [] } = await wix.indexes.listIndexes(C);
      assertEquals(indexes.map(({ name, unique }) => [name, unique]), [[
        "u",
        true,
      ]]);
      const second = { name: "v", fields: [{ path: "v" }], unique: true };
      assertEquals(await codeOf(wix.indexes.createIndex(C, second)), "WDE0007");
    });
    it("of a revision when it changes a collection", async () => {
      const { revision } = await wix.collections.getDataCollection(C);
      const change = { _id: C, revision, fields: [], displayName: "Nuevo" };

      assertEquals(
        (await wix.collections.updateDataCollection(change)).displayName,
        "Nuevo",
      );
      assertEquals(
        await codeOf(wix.collections.updateDataCollection(change)),
        "WDE0178",
      );
      assertEquals(
        await codeOf(wix.collections.createDataCollection({ _id: C })),
        "WDE0104",
      );
    });
    it("of what a visitor may do", async () => {
      const visitor = visitorOf(site);
      await wix.items.insert(C, { _id: "a" });

      assertEquals(await codeOf(visitor.items.query(C).find()), "WDE0027");
      assertEquals(await codeOf(visitor.items.insert(C, {})), "WDE0027");
      assertEquals(await codeOf(visitor.items.remove(C, "a")), "WDE0027");
      await wix.collections.createDataCollection({
        _id: "Open",
        permissions: {
          insert: "ANYONE",
          read: "ANYONE",
          update: "ADMIN",
          remove: "ADMIN",
        } as never,
      });
      await visitor.items.insert("Open", { _id: "mine" });
      assertEquals((await visitor.items.get("Open", "mine"))?._id, "mine");
      assertEquals(
        await codeOf(visitor.items.update("Open", { _id: "mine" })),
        "WDE0027",
      );
    });
    it("of a key that is not the site's", async () => {
      const stranger = clientOf(site, "WRONG");
      assertEquals(await codeOf(stranger.items.get(C, "a")), "UNAUTHENTICATED");
    });
  });

  describe("meets the site's own hooks", () => {
    beforeEach(() =>
      wix.collections.createDataCollection({ _id: "Hooked" }).then(() => {})
    );

    it("which change what is written and read", async () => {
      const { by, isDate } = await wix.items.insert("Hooked", {
        _id: "a",
        at: new Date(),
        v: 1,
      });
      const { before } = await wix.items.update("Hooked", { _id: "a", v: 2 });
      const { items } = await wix.items.query("Hooked").find();

      assertEquals([by, isDate, before, items[0]!.seen], [
        "Hooked",
        true,
        1,
        true,
      ]);
    });
    it("whose errors arrive as they were thrown", async () => {
      const error = await wix.items.insert("Hooked", { bad: true }).catch((
        error,
      ) => error);

      assertEquals([error.name, error.message, error.code], [
        "RangeError",
        "bad item",
        "BAD",
      ]);
      assertEquals(site.rows("Hooked"), []);
    });
  });
});

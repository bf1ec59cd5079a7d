import { assertEquals } from "@std/assert";
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  it,
} from "@std/testing/bdd";
import type { WixSandbox } from "../../scripts/sandbox/wix/app.ts";
import { clientOf, codeOf, renew } from "./wix_client.ts";
import { startVeloSite } from "./wix_velo_site.ts";
import { ask } from "./wix_visits.ts";

const W = "Watched";

describe("the site's data hooks", () => {
  let site: WixSandbox;
  let wix: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    site = await startVeloSite();
    wix = clientOf(site);
  });
  afterAll(() => site.stop());
  beforeEach(async () => {
    await renew(site, wix);
    await wix.collections.createDataCollection({ _id: W });
    await wix.collections.createDataCollection({ _id: "Late" });
    await trace();
  });
  const trace = async () =>
    (await ask(site, "GET", "/_functions/trace"))[1] as string[];

  it("run before and after every change, in their order", async () => {
    await wix.items.insert(W, { _id: "a", v: 1 });
    await wix.items.update(W, { _id: "a", v: 2 });
    await wix.items.save(W, { _id: "a", v: 3 });
    await wix.items.patch(W, "a").setField("v", 4).run();
    await wix.items.remove(W, "a");

    assertEquals(await trace(), [
      "beforeInsert a siteOwner",
      "afterInsert a",
      "beforeUpdate 1 2",
      "afterUpdate 2",
      "beforeUpdate 2 3",
      "afterUpdate 3",
      "beforeUpdate 3 3",
      "afterUpdate 4",
      "beforeRemove a 4",
      "afterRemove a",
    ]);
  });

  it("run around every read, and those of get not for a query", async () => {
    await wix.items.insert(W, { _id: "a", v: 1 });
    await trace();

    const read = await wix.items.get(W, "alias");
    const { items } = await wix.items.query(W).eq("v", 1).find();
    const count = await wix.items.query(W).count();
    await wix.items.query(W).distinct("v");
    await wix.items.aggregate(W).group("v").count().run();

    assertEquals([read?._id, items.length, count], ["a", 1, 101]);
    assertEquals(await trace(), [
      "beforeGet alias",
      "afterGet a",
      'beforeQuery {"v":1}',
      "afterQuery a",
      "beforeCount",
      "afterCount 1",
      "beforeDistinct",
      "afterDistinct 1",
      "beforeAggregate",
      "afterAggregate 1",
    ]);
  });

  it("may stop a change, and are told of the failure", async () => {
    await wix.items.insert(W, { _id: "a", v: 1, kept: true });
    await trace();

    const error = await wix.items.remove(W, "a").catch((error) => error);

    assertEquals(error.message, "kept");
    assertEquals(site.rows(W).length, 1);
    assertEquals(await trace(), ["beforeRemove a 1", "onFailure kept"]);
  });

  it("work with the data themselves", async () => {
    await wix.items.insert(W, { _id: "a" });

    assertEquals(site.rows("Late").map(({ _id }) => _id), ["a-told"]);
  });

  it("run for each row of a bulk call, which fails for itself", async () => {
    await wix.items.bulkInsert(W, [{ _id: "a", kept: true }, { _id: "b" }]);
    await trace();

    const { removed, errors } = await wix.items.bulkRemove(W, ["a", "b"]);

    assertEquals([removed, errors.length], [1, 1]);
    assertEquals((errors[0] as { code?: string }).code, "WDE0078");
  });

  it("are left out by the site's own backend, and by nobody else", async () => {
    const body = JSON.stringify({ _id: "a" });
    await ask(site, "POST", "/_functions/quietly", body);
    assertEquals(await trace(), []);

    const options = { suppressHooks: true };
    assertEquals(await codeOf(wix.items.insert(W, {}, options)), "none");
    assertEquals((await trace()).length, 2);
  });
});

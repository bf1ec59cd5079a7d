import { assertEquals } from "@std/assert";
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  it,
} from "@std/testing/bdd";
import type { WixSandbox } from "../../scripts/sandbox/wix/app.ts";
import { WIX_QUOTAS } from "../../scripts/sandbox/wix/variants.ts";
import { C, clientOf, codeOf, renew } from "./wix_client.ts";
import { startVeloSite } from "./wix_velo_site.ts";
import { ask, call } from "./wix_visits.ts";

describe("asking Wix too often in a minute", () => {
  let site: WixSandbox;
  let wix: ReturnType<typeof clientOf>;
  let now = new Date();
  beforeAll(async () => {
    site = await startVeloSite({ now: () => now });
    wix = clientOf(site);
  });
  afterAll(() => site.stop());
  beforeEach(async () => {
    await renew(site, wix);
    now = new Date(now.getTime() + 60_000);
  });
  const read = () => codeOf(wix.items.query(C).find());
  const write = () => codeOf(wix.items.bulkInsert(C, [{}, {}, {}]));

  it("is refused for reads and writes, each for itself, until the next minute", async () => {
    Object.assign(site.variants, { readsPerMinute: 2, writesPerMinute: 1 });

    assertEquals([await read(), await read(), await read()], [
      "none",
      "none",
      "WDE0014",
    ]);
    assertEquals([await write(), await write()], ["none", "WDE0014"]);
    assertEquals(site.rows(C).length, 3);

    now = new Date(now.getTime() + 60_000);
    assertEquals([await read(), await write()], ["none", "none"]);
  });

  it("is refused with the bare status, as one switches", async () => {
    Object.assign(site.variants, { readsPerMinute: 1, quotaAnswer: "bare" });

    assertEquals([await read(), await read()], ["none", 429]);
  });

  it("is refused for a key, whatever it asks for", async () => {
    site.variants.keyCallsPerMinute = 2;

    assertEquals(await read(), "none");
    assertEquals(await codeOf(wix.collections.listDataCollections()), "none");
    assertEquals(await read(), "WDE0014");
    site.variants.keyCallsPerMinute = 0;
  });

  it("is refused for the site's own functions and web methods together", async () => {
    site.variants.backendCallsPerMinute = 2;

    assertEquals((await ask(site, "GET", "/_functions/health"))[0], 200);
    assertEquals((await call(site, "hello", ["Ana"]))[0], 200);
    assertEquals((await ask(site, "GET", "/_functions/health"))[0], 429);
  });

  it("is refused for a hook, in words of its own", async () => {
    await wix.collections.createDataCollection({ _id: "Hooked" });
    site.variants.backendCallsPerMinute = 1;

    assertEquals(await codeOf(wix.items.insert("Hooked", {})), "none");
    assertEquals(await codeOf(wix.items.insert("Hooked", {})), "WDE0172");
  });

  it("has the limits that Wix writes down, for who wants them", async () => {
    Object.assign(site.variants, WIX_QUOTAS);

    const codes = [];
    for (let n = 0; n < 201; n++) codes.push(await read());

    assertEquals(codes.filter((code) => code === "none").length, 200);
    assertEquals(codes.at(-1), "WDE0014");
    site.variants.keyCallsPerMinute = 0;
  });

  it("has nothing to do with a plan that is full", async () => {
    await wix.items.insert(C, { _id: "a", text: "x".repeat(1_000) });
    site.variants.storageBytes = 1_500;

    const more = wix.items.insert(C, { _id: "b", text: "x".repeat(1_000) });
    assertEquals(await codeOf(more), "WDE0091");
    const { errors } = await wix.items.bulkInsert(C, [{
      text: "x".repeat(1_000),
    }]);
    assertEquals((errors[0] as { code?: string }).code, "WDE0091");
    assertEquals(await codeOf(wix.items.update(C, { _id: "a" })), "none");
    assertEquals(await codeOf(wix.items.remove(C, "a")), "none");
  });
});

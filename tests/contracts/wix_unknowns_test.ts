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
import { ask } from "./wix_visits.ts";

/** The others are where their rules are: conditions, quotas, secrets, the older interface, Realtime. */
describe("what nobody knows of Wix, one switches:", () => {
  let site: WixSandbox;
  let wix: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    site = await startVeloSite();
    wix = clientOf(site);
  });
  afterAll(() => site.stop());
  beforeEach(() => renew(site, wix));

  describe("appends to one array at the same moment", () => {
    const appended = async () => {
      site.fill(C, [{ _id: "a", list: [0] }]);
      const all = [1, 2, 3, 4].map((n) =>
        codeOf(wix.items.patch(C, "a").appendToArray("list", n).run())
      );
      const codes = await Promise.all(all);
      const [{ list } = { list: [] }] = site.rows(C);
      return { codes: codes.sort(), length: (list as number[]).length };
    };

    it("are all kept", async () => {
      assertEquals(await appended(), {
        codes: ["none", "none", "none", "none"],
        length: 5,
      });
    });
    it("are lost but for the last", async () => {
      site.variants.concurrentAppend = "lost";

      assertEquals(await appended(), {
        codes: ["none", "none", "none", "none"],
        length: 2,
      });
    });
    it("are refused but for the first", async () => {
      site.variants.concurrentAppend = "clash";

      assertEquals(await appended(), {
        codes: ["WDE0178", "WDE0178", "WDE0178", "none"],
        length: 2,
      });
    });
    it("lose nothing, one after the other", async () => {
      site.variants.concurrentAppend = "lost";
      site.fill(C, [{ _id: "a", list: [] }]);

      await wix.items.patch(C, "a").appendToArray("list", 1).run();
      await wix.items.patch(C, "a").appendToArray("list", 2).run();

      assertEquals(site.rows(C)[0]!.list, [1, 2]);
    });
  });

  it("whether = and ≠ look into a list", async () => {
    site.fill(C, [{ _id: "a", tags: ["x", "y"] }, { _id: "b", tags: ["y"] }]);
    const idsBy = async (query: ReturnType<typeof wix.items.query>) =>
      (await query.find()).items.map(({ _id }) => _id).join("");
    const both = async () => [
      await idsBy(wix.items.query(C).eq("tags", "x")),
      await idsBy(wix.items.query(C).ne("tags", "x")),
    ];

    assertEquals(await both(), ["", "ab"]);
    site.variants.arrayEquality = "contains";
    assertEquals(await both(), ["a", "b"]);
    const hasSome = wix.items.query(C).hasSome("tags", ["x"]);
    assertEquals(await idsBy(hasSome), "a", "which hasSome always does");
  });

  it("the status of a refusal, whose code stays", async () => {
    const statusOf = async () => {
      const response = await fetch(
        `${site.url}/wix-data/v2/items/none?dataCollectionId=${C}`,
        { headers: { authorization: "API-KEY", "wix-site-id": "SITE-ID" } },
      );
      const { details } = await response.json();
      return [response.status, details.applicationError.code];
    };

    assertEquals(await statusOf(), [404, "WDE0073"]);
    site.variants.errorStatus = 400;
    assertEquals(await statusOf(), [400, "WDE0073"]);
    assertEquals(await codeOf(wix.items.update(C, { _id: "no" })), "WDE0073");
  });

  it("whether who wrote reads consistently from then on", async () => {
    site.variants.replicaLagMs = 60_000;

    await wix.items.insert(C, { _id: "a" });
    assertEquals(await wix.items.get(C, "a"), null);
    site.variants.consistentHeader = true;
    await wix.items.insert(C, { _id: "b" });
    assertEquals((await wix.items.get(C, "b"))?._id, "b");
  });

  describe("of a function", () => {
    const bodyAfter = async (path: string) =>
      (await ask(site, "GET", `/_functions/${path}`))[1];

    it("what comes with a status that is not its own", async () => {
      assertEquals(await bodyAfter("nothing"), "Not Found");
      site.variants.functionErrors = "json";
      assertEquals(await bodyAfter("nothing"), {
        message: "Not Found",
        details: {},
      });
      site.variants.functionErrors = "page";
      assertEquals(
        String(await bodyAfter("throws")).startsWith("<!doctype html>"),
        true,
      );
      site.variants.functionErrors = "empty";
      assertEquals(await bodyAfter("nothing"), "");
    });
    it("the address that it is called at, by whom, and what it learns of that", async () => {
      const seen = async () => {
        const response = await fetch(`${site.url}/_functions/echo?x=1`, {
          method: "POST",
          headers: { authorization: "Bearer x" },
        });
        const { url, baseUrl, ip, headers } = await response.json();
        return { url, baseUrl, ip, authorization: headers.authorization };
      };

      assertEquals((await seen()).authorization, "Bearer x");
      Object.assign(site.variants, {
        requestHost: "www.example.com",
        requestIp: "203.0.113.7",
        passAuthorization: false,
      });
      assertEquals(await seen(), {
        url: "https://www.example.com/_functions/echo?x=1",
        baseUrl: "https://www.example.com/_functions",
        ip: "203.0.113.7",
        authorization: undefined,
      });
    });
  });

  it("but nothing to what there is not", async () => {
    const before = { ...site.variants };
    const wrong: Record<string, unknown>[] = [
      { nothing: 1 },
      { falseCondition: "perhaps" },
      { replicaLagMs: "long" },
      { replicaLagMs: -1 },
      { requestHost: "a", viewMode: null },
      { toString: 1 },
    ];
    for (const given of wrong) {
      const body = JSON.stringify(given);
      const [status] = await ask(site, "POST", "/sandbox/variants", body);
      assertEquals(status, 400, body);
    }
    assertEquals(site.variants, before);
  });
});

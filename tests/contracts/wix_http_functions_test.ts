import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { items } from "@wix/data";
import { functions } from "@wix/http-functions";
import { ApiKeyStrategy, createClient } from "@wix/sdk";
import type { WixSandbox } from "../../scripts/sandbox/wix/app.ts";
import { startVeloSite } from "./wix_velo_site.ts";
import { ask, order } from "./wix_visits.ts";

describe("the site's code", () => {
  let site: WixSandbox;
  beforeAll(async () => {
    site = await startVeloSite({
      collections: [{ id: "Closed" }, { id: "Late" }],
      limits: { runMs: 200, dataMs: 150 },
    });
  });
  afterAll(() => site.stop());

  describe("as an http-function", () => {
    it("is given the request as Velo gives it", async () => {
      const response = await fetch(
        `${site.url}/_functions/echo/uno/d%C3%B3s/?a=1&b=%20`,
        {
          method: "POST",
          headers: { "X-Odd-Case": "Yes" },
          body: "ñandú",
        },
      );

      assertEquals([response.status, response.headers.get("x-kind")], [
        201,
        "echo",
      ]);
      const { headers, ...request } = await response.json();
      assertEquals(headers["x-odd-case"], "Yes");
      assertEquals(request, {
        baseUrl: `${site.url}/_functions`,
        url: `${site.url}/_functions/echo/uno/d%C3%B3s/?a=1&b=%20`,
        functionName: "echo",
        method: "POST",
        ip: "127.0.0.1",
        path: ["uno", "dós"],
        query: { a: "1", b: " " },
        body: "ñandú",
      });
    });
    it("reads a body once, as bytes too", async () => {
      assertEquals(await ask(site, "POST", "/_functions/twice", "{}"), [
        200,
        "The body was read already",
      ]);
      assertEquals(
        await ask(
          site,
          "POST",
          "/_functions/whatsapp",
          new Uint8Array([255, 0]),
        ),
        [202, "ff00"],
      );
    });
    it("falls back to the one for any method", async () => {
      assertEquals(await ask(site, "PATCH", "/_functions/any"), [200, "PATCH"]);
    });
    it("is not found, fails, or says so itself", async () => {
      assertEquals((await ask(site, "GET", "/_functions/nothing"))[0], 404);
      assertEquals((await ask(site, "POST", "/_functions/health"))[0], 404);
      assertEquals(await ask(site, "GET", "/_functions/throws"), [
        500,
        "Internal Server Error",
      ]);
      assertEquals(await ask(site, "GET", "/_functions/refuses"), [500, "no"]);
    });
    it("takes no body above 512 KB", async () => {
      const least = "x".repeat(512 * 1024);
      assertEquals(
        (await ask(site, "POST", "/_functions/whatsapp", least))[0],
        202,
      );
      assertEquals(
        (await ask(site, "POST", "/_functions/whatsapp", `${least}x`))[0],
        413,
      );
    });
    it("is given up after its limit, and runs on", async () => {
      assertEquals((await ask(site, "GET", "/_functions/slow"))[0], 504);

      while (site.rows("Late").length === 0) {
        await new Promise((resume) => setTimeout(resume, 5));
      }
    });
    it("is a visitor, unless elevated", async () => {
      const [, row] = await ask(
        site,
        "POST",
        "/_functions/insert",
        '{"_id":"x"}',
      );

      assertEquals(row, { isDate: true, _id: "x" });
      assertEquals(await ask(site, "GET", "/_functions/asVisitor"), [
        200,
        "WDE0027",
      ]);
      const [, rows] = await ask(site, "GET", "/_functions/elevated");
      assertEquals((rows as { _id: string }[]).map(({ _id }) => _id), ["x"]);
    });
    it("meets the data service's limit as a refusal", async () => {
      await order(site, { path: "/wix-data/", delayMs: 170 });
      assertEquals(await ask(site, "GET", "/_functions/asVisitor"), [
        200,
        "WDE0028",
      ]);
    });
    it("runs for who has a key, through Wix's own client", async () => {
      const client = createClient({
        modules: { functions },
        auth: ApiKeyStrategy({ apiKey: site.apiKey, siteId: site.siteId }),
        fetch: (input, init) => {
          const url = new URL(input instanceof Request ? input.url : input);
          return fetch(new URL(`${url.pathname}${url.search}`, site.url), init);
        },
      });

      const response = await client.functions.get("asVisitor");

      assertEquals(await response.text(), "seen");
      const stranger = await fetch(`${site.url}/velo/v1/http/invoke/asVisitor`);
      assertEquals(stranger.status, 401);
      await stranger.body?.cancel();
    });
  });

  it("outside a request is told so, instead of doing nothing", () => {
    let message = "";
    try {
      items.query("Closed");
      void items.get("Closed", "x");
    } catch (error) {
      message = (error as Error).message;
    }
    assertEquals(message, "A function of Wix was called outside a request");
  });

  it("shares nothing between containers but the data", async () => {
    await using two = await startVeloSite({ containers: 2 });
    const counts = [];
    for (let n = 0; n < 4; n++) {
      counts.push(
        (await (await fetch(`${two.url}/_functions/count`)).json()).count,
      );
    }
    assertEquals(counts, [1, 1, 2, 2]);
  });
});

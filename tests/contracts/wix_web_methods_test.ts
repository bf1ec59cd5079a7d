import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { WixSandbox } from "../../scripts/sandbox/wix/app.ts";
import { startVeloSite } from "./wix_velo_site.ts";
import {
  ANA,
  ask,
  call,
  DISPATCHER,
  listen,
  OWNER,
  signIn,
} from "./wix_visits.ts";

describe("the site's code", () => {
  let site: WixSandbox;
  beforeAll(async () => {
    site = await startVeloSite({ members: [ANA, OWNER] });
  });
  afterAll(() => site.stop());

  describe("as a web method", () => {
    it("answers JSON to anybody, where it lets them", async () => {
      assertEquals(await call(site, "hello", ["Ana"]), [200, {
        result: { hello: "Ana", at: "1970-01-01T00:00:00.000Z" },
      }]);
    });
    it("lets members and owners alone, where it says so", async () => {
      const [ana, owner] = [await signIn(site, ANA), await signIn(site, OWNER)];

      assertEquals((await call(site, "me", []))[0], 403);
      const [, { result }] = await call(site, "me", [], ana) as [
        number,
        { result: Record<string, unknown> },
      ];
      assertEquals([result._id, result.loginEmail, result.loginEmailVerified], [
        "ana",
        ANA.email,
        true,
      ]);
      assertEquals((await call(site, "owners", [], ana))[0], 403);
      assertEquals(await call(site, "owners", [], owner), [200, {
        result: "owner",
      }]);
    });
    it("tells its error's message, or not, as one switches", async () => {
      assertEquals(await call(site, "fails", []), [500, {
        name: "TypeError",
        message: "DENIED: not yours",
      }]);
      site.variants.webMethodErrors = "generic";
      assertEquals(
        ((await call(site, "fails", []))[1] as { message: string }).message,
        "Internal error",
      );
      site.variants.webMethodErrors = "message";
    });
    it("is nothing else that the file exports, and takes a list alone", async () => {
      assertEquals((await call(site, "hidden", []))[0], 404);
      assertEquals((await call(site, "toString", []))[0], 404);
      assertEquals(
        (await ask(
          site,
          "POST",
          `${DISPATCHER}/greeting.web.js/hello.ajax`,
          "{}",
        ))[
          0
        ],
        400,
      );
      assertEquals(
        (await ask(site, "POST", `${DISPATCHER}/counter.js/count.ajax`, "[]"))[
          0
        ],
        404,
      );
    });
    it("refuses another site's page", async () => {
      const response = await fetch(
        `${site.url}${DISPATCHER}/greeting.web.js/hello.ajax`,
        {
          method: "POST",
          headers: { origin: "http://evil.example" },
          body: "[]",
        },
      );
      await response.body?.cancel();
      assertEquals(response.status, 403);
    });
    it("reads secrets, and only those there are", async () => {
      assertEquals(await call(site, "secret", ["MY_SECRET"]), [200, {
        result: "s3cr3t",
      }]);
      assertEquals((await call(site, "secret", ["NONE"]))[0], 500);
    });
  });

  describe("as Realtime's guard", () => {
    it("lets a member hear their own channel, and nobody another's", async () => {
      const ana = await signIn(site, ANA);
      await using stream = await listen(site, ana);
      const own = { name: "inbox", resourceId: "ana" };

      assertEquals(
        await stream.subscribe({ name: "inbox", resourceId: "luis" }),
        403,
      );
      assertEquals(await stream.subscribe({ name: "inbox" }), 403);
      assertEquals(await stream.subscribe({ name: "no spaces" }), 400);
      assertEquals(await stream.subscribe(own), 200);
      await call(site, "tell", [{ name: "inbox" }, { n: 1 }]);
      await call(site, "tell", [{ name: "inbox", resourceId: "luis" }, {
        n: 2,
      }]);
      await call(site, "tell", [own, { n: 3 }]);

      assertEquals(await stream.next(), { n: 3 });
    });
    it("sees a visitor without an id", async () => {
      await using stream = await listen(site, "");
      assertEquals(
        await stream.subscribe({ name: "inbox", resourceId: "ana" }),
        403,
      );
      assertEquals(await stream.subscribe({ name: "open" }), 200);
    });
    it("carries no more than 10 KB, and loses or doubles what one asks it to", async () => {
      await using stream = await listen(site, "");
      await stream.subscribe({ name: "open" });
      assertEquals(
        (await call(site, "tell", [{ name: "open" }, {
          text: "x".repeat(10_241),
        }]))[
          0
        ],
        500,
      );

      site.variants.dropEveryNotice = 1;
      await call(site, "tell", [{ name: "open" }, { n: 1 }]);
      Object.assign(site.variants, {
        dropEveryNotice: 0,
        doubleEveryNotice: 1,
      });
      await call(site, "tell", [{ name: "open" }, { n: 2 }]);
      site.variants.doubleEveryNotice = 0;

      assertEquals([await stream.next(), await stream.next()], [{ n: 2 }, {
        n: 2,
      }]);
    });
  });
});

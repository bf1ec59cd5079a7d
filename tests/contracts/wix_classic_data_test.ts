import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { WixSandbox } from "../../scripts/sandbox/wix/app.ts";
import { startVeloSite } from "./wix_velo_site.ts";
import { ask, DISPATCHER } from "./wix_visits.ts";

describe("wix-data, the older interface", () => {
  let site: WixSandbox;
  beforeAll(async () => {
    site = await startVeloSite({ collections: [{ id: "Closed" }] });
  });
  afterAll(() => site.stop());

  it("alters the object that it is given, and answers it", async () => {
    assertEquals(await call("alters", [{ n: 5 }]), {
      isSame: true,
      altered: ["_createdDate", "_id", "_owner", "_updatedDate", "n"],
    });
  });

  it("answers null or rejects for a row that is not there, as one switches", async () => {
    assertEquals(await call("missing", []), { row: null });
    site.variants.classicGet = "rejection";
    assertEquals(await call("missing", []), { code: "WDE0073" });
  });

  it("counts all that a query means, and goes past permissions when it says so", async () => {
    site.fill("Closed", [{ n: 1 }, { n: 2 }, { n: 2 }, { n: 3 }]);

    assertEquals(await call("asks", [{ suppressAuth: true }]), {
      found: 1,
      totalCount: 3,
      counted: 2,
    });
    const uncounted = { suppressAuth: true, omitTotalCount: true };
    const { totalCount } = await call("asks", [uncounted]) as {
      totalCount?: number;
    };
    assertEquals(totalCount, undefined);
    assertEquals(await call("asks", [{}]), undefined);
  });

  async function call(name: string, args: unknown[]): Promise<unknown> {
    const path = `${DISPATCHER}/classic.web.js/${name}.ajax`;
    const [, answer] = await ask(site, "POST", path, JSON.stringify(args));
    return (answer as { result?: unknown }).result;
  }
});

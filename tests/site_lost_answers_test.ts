import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { assertEquals } from "@std/assert";
import { message, type Site, startSite } from "./site_caller.ts";

describe("an answer of Wix Data that is lost after the work was done", () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site[Symbol.asyncDispose]());

  const calls = [
    "/wix-data/v2/bulk/items/insert",
    "/wix-data/v2/items/patch",
    "/wix-data/v2/items/query",
    "/wix-data/v2/items",
  ];
  for (const [at, path] of calls.entries()) {
    for (const [n, how] of [{ status: 504 }, { drop: true }].entries()) {
      it(`of ${path}, ${JSON.stringify(how)}, is made good by asking again`, async () => {
        const userId = `62${at}${n}`;
        await site.save(record(userId, 1));
        await site.fault({ path, ...how, after: "commit", times: 1 });

        await untilStored(site, record(userId, 2));
        await site.clearFaults();

        const row = site.sandbox.rows("CHATBOT").filter((each) =>
          each.userId === userId
        );
        assertEquals(row.map(({ version }) => version), [2]);
        assertEquals((row[0]?.mensajes as unknown[]).length, 2);
        assertEquals((await site.read(userId)).json.mensajes.length, 2);
      });
    }
  }

  it("of the first store of a customer leaves one row", async () => {
    await site.fault({
      path: "/wix-data/v2/items",
      method: "POST",
      drop: true,
      after: "commit",
      times: 3,
    });

    await untilStored(site, record("6299", 1));
    await site.clearFaults();

    const rows = site.sandbox.rows("CHATBOT").filter(({ userId }) =>
      userId === "6299"
    );
    assertEquals(rows.length, 1);
  });
});

async function untilStored(site: Site, record: object): Promise<void> {
  while (true) {
    const { status, json } = await site.save(record);
    if (status === 200) return;
    assertEquals([status, json.retryable], [503, true]);
  }
}

function record(userId: string, version: number) {
  return {
    userId,
    nombre: `v${version}`,
    mensajes: [message(`${userId}-${version}`, version)],
    version,
  };
}

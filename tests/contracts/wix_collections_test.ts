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

/** Not among the types of the package, though among its functions. */
interface Available {
  listAvailableIndexes(collectionId: string): Promise<Record<string, number>>;
}

describe("an administrator's client", () => {
  let site: WixSandbox;
  let wix: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    site = await startVeloSite({ now: () => now });
    wix = clientOf(site);
  });
  afterAll(() => site.stop());
  beforeEach(() => renew(site, wix));
  let now = new Date();

  it("describes the fields of a collection", async () => {
    const { collections } = wix;
    const keys = async () => {
      const { fields = [] } = await collections.getDataCollection(C);
      return fields.map(({ key, type }) => `${key} ${type}`);
    };

    await collections.createDataCollectionField(C, {
      field: { key: "a", type: "TEXT" },
    });
    await collections.createDataCollectionField(C, {
      field: { key: "b", type: "TEXT" },
    });
    await collections.updateDataCollectionField(C, {
      field: { key: "b", type: "NUMBER" },
    });
    await collections.patchDataCollectionField(C, {
      key: "b",
      displayName: "Bé",
    } as never);
    const twice = collections.createDataCollectionField(C, {
      field: { key: "a", type: "TEXT" },
    });

    assertEquals(await codeOf(twice), "WDE0104");
    assertEquals(await keys(), ["a TEXT", "b NUMBER"]);
    await collections.deleteDataCollectionField(C, { fieldKey: "a" });
    assertEquals(await keys(), ["b NUMBER"]);
    const none = collections.deleteDataCollectionField(C, { fieldKey: "z" });
    assertEquals(await codeOf(none), "WDE0024");
  });

  it("takes rows with other fields than those, and of other types", async () => {
    await wix.collections.createDataCollectionField(C, {
      field: { key: "n", type: "NUMBER" },
    });

    await wix.items.insert(C, { _id: "a", n: "text", other: true });

    assertEquals((await wix.items.get(C, "a"))?.n, "text");
  });

  it("patches a collection, but for its permissions", async () => {
    const patch = (change: object) =>
      wix.collections.patchDataCollection(C, change as never);

    await patch({ displayName: "Otro" });
    const permissions = { read: "ANYONE" };

    assertEquals(await codeOf(patch({ permissions })), "WDE0075");
    const { displayName, permissions: kept } = await wix.collections
      .getDataCollection(C);
    assertEquals([displayName, kept?.read], ["Otro", "ADMIN"]);
  });

  it("opens a collection with the whole of it, and visitors read", async () => {
    const visitor = visitorOf(site);
    await wix.items.insert(C, { _id: "a" });
    const before = await wix.collections.getDataCollection(C);

    assertEquals(await codeOf(visitor.items.get(C, "a")), "WDE0027");
    await wix.collections.updateDataCollection({
      ...before,
      permissions: { ...before.permissions, read: "ANYONE" },
    } as never);

    assertEquals((await visitor.items.get(C, "a"))?._id, "a");
  });

  it("has as many indexes as the plan gives, and one fewer after dropping it", async () => {
    const create = (name: string, unique = false) =>
      wix.indexes.createIndex(C, { name, fields: [{ path: name }], unique });
    const free = async () => {
      const { indexes } = wix as unknown as { indexes: Available };
      const left = await indexes.listAvailableIndexes(C);
      return [left.regular3Field, left.unique1Field];
    };

    await create("a");
    await create("b");
    await create("c");
    await create("u", true);

    assertEquals(await free(), [0, 0]);
    assertEquals(await codeOf(create("d")), "WDE0007");
    await wix.indexes.dropIndex(C, "b");
    assertEquals(await free(), [1, 0]);
    const { indexes = [] } = await wix.indexes.listIndexes(C);
    assertEquals(indexes.map(({ name }) => name), ["a", "c", "u"]);
    assertEquals(await codeOf(wix.indexes.dropIndex(C, "b")), "WDE0073");
    const wide = ["1", "2", "3", "4"].map((path) => ({ path }));
    const tooWide = wix.indexes.createIndex(C, { name: "w", fields: wide });
    assertEquals(await codeOf(tooWide), "WDE0007");
  });

  it("sees an index being built for as long as one says", async () => {
    site.variants.indexBuildMs = 60_000;
    const statusOf = async () =>
      (await wix.indexes.listIndexes(C)).indexes?.[0]?.status;

    await wix.indexes.createIndex(C, { name: "a", fields: [{ path: "a" }] });

    assertEquals(await statusOf(), "BUILDING");
    now = new Date(now.getTime() + 60_000);
    assertEquals(await statusOf(), "ACTIVE");
  });

  it("cannot index a value that is too long", async () => {
    await wix.indexes.createIndex(C, { name: "a", fields: [{ path: "a" }] });

    const insert = wix.items.insert(C, { a: "x".repeat(1_024) });

    assertEquals(await codeOf(insert), "WDE0133");
  });

  it("is the only one who may", async () => {
    const { token } = await visitorToken();
    const asked = ["/collections", `/collections/${C}`, `/indexes`].map(
      async (path) => {
        const response = await fetch(`${site.url}/wix-data/v2${path}`, {
          headers: { authorization: token },
        });
        await response.body?.cancel();
        return response.status;
      },
    );

    assertEquals(await Promise.all(asked), [403, 403, 403]);
  });

  async function visitorToken(): Promise<{ token: string }> {
    const response = await fetch(`${site.url}/oauth2/token`, {
      method: "POST",
      body: JSON.stringify({ clientId: "C", grantType: "anonymous" }),
    });
    return { token: (await response.json()).access_token };
  }
});

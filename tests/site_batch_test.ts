import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { assert, assertEquals } from "@std/assert";
import { message, type Site, startSite } from "./site_caller.ts";

describe("a batch for the site", () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site[Symbol.asyncDispose]());

  it("is one call for all messages, one for new rows and one for changed ones", async () => {
    const batch = (version: number) =>
      Array.from({ length: 40 }, (_, n) => ({
        userId: `6001${n}`,
        nombre: `Cliente ${n}`,
        mensajes: [message(`l${n}-${version}`, version)],
        version,
      }));

    await site.saveMany(batch(1));
    const first = writes(site);
    await site.saveMany(batch(2));
    const second = writes(site).slice(first.length);

    assertEquals(first.toSorted(), ["insert", "insert"]);
    assertEquals(second.toSorted(), ["insert", "update"]);
    const { json } = await site.read("600139");
    assertEquals(json.mensajes.length, 2);
  });

  it("has an answer for each record, in its order, and one that cannot be read harms no other", async () => {
    const record = (n: number) => ({
      userId: `6002${n}`,
      mensajes: [message(`v${n}`, n)],
      version: 1,
    });
    const unreadable = { userId: "60021", mensajes: [{ from: "nadie" }] };

    const { status, json } = await site.saveMany([
      record(0),
      unreadable,
      record(2),
    ]);

    assertEquals(status, 200);
    assertEquals(
      json.resultados.map((each: { userId: string; success: boolean }) => [
        each.userId,
        each.success,
      ]),
      [["60020", true], ["60021", false], ["60022", true]],
    );
    assertEquals(json.resultados[1].retryable, false);
    assertEquals((await site.read("60022")).json.mensajes.length, 1);
  });

  it("tells a record that no row can hold from the others", async () => {
    const observaciones = "x".repeat(300 * 1024);
    site.sandbox.fill("CHATBOT", [{
      userId: "60031",
      mensajes: [],
      notas: "y".repeat(300 * 1024),
    }]);
    const batch = ["60030", "60031", "60032"].map((userId, n) => ({
      userId,
      mensajes: [message(`w${n}`, n)],
      version: 1,
      ...(n === 1 ? { observaciones } : {}),
    }));

    const { json } = await site.saveMany(batch);

    assertEquals(
      json.resultados.map((each: { success: boolean }) => each.success),
      [true, false, true],
    );
    assertEquals(json.resultados[1].retryable, false);
  });

  it("stores several records of one customer in their order", async () => {
    const batch = [1, 2, 3].map((version) => ({
      userId: "60041",
      nombre: `v${version}`,
      mensajes: [message(`z${version}`, version)],
      version,
    }));

    const { json } = await site.saveMany(batch);

    assert(
      json.resultados.every(({ success }: { success: boolean }) => success),
    );
    const row = site.sandbox.rows("CHATBOT").find((each) =>
      each.userId === "60041"
    );
    assertEquals([row?.nombre, row?.version], ["v3", 3]);
    assertEquals((row?.mensajes as unknown[]).length, 3);
  });

  it("changes nothing when it comes again, also at the same moment", async () => {
    const batch = Array.from({ length: 20 }, (_, n) => ({
      userId: `6005${n}`,
      mensajes: [message(`r${n}`, n)],
      version: 3,
    }));

    await Promise.all([1, 2, 3].map(() => site.saveMany(batch)));
    const before = site.sandbox.rows("CHATBOT");
    await site.saveMany(batch);

    assertEquals(site.sandbox.rows("CHATBOT"), before);
    const copies = site.sandbox.rows("CHATBOT_MENSAJES").filter(({ userId }) =>
      String(userId).startsWith("6005")
    );
    assertEquals(copies.length, 20);
  });

  it("is asked again as a whole when Wix Data is away, and is then stored once", async () => {
    const batch = Array.from({ length: 5 }, (_, n) => ({
      userId: `6006${n}`,
      mensajes: [message(`o${n}`, n)],
      version: 1,
    }));
    await site.fault({
      path: "/wix-data/v2/bulk/items/insert",
      after: "commit",
      status: 504,
      times: 1,
    });

    const lost = await site.saveMany(batch);
    const again = await site.saveMany(batch);

    assertEquals([lost.status, lost.json.retryable], [503, true]);
    assertEquals(again.json.resultados.length, 5);
    for (const { userId } of batch) {
      assertEquals((await site.read(userId)).json.mensajes.length, 1);
    }
  });
});

describe("what a store takes of Wix's quotas", () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site[Symbol.asyncDispose]());

  const named = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, n) => `${prefix}${n}`);
  const said = (text = "Hola") => (userId: string, n: number) => ({
    userId,
    mensajes: [{
      ...message(`q${userId}-${crypto.randomUUID()}`, n),
      mensaje: text,
    }],
    version: n + 1,
  });
  const cases: [
    what: string,
    users: string[],
    record: ReturnType<typeof said>,
  ][] = [
    ["one that is new", named("7001", 1), said()],
    ["one that is known", named("7001", 1), said("Otra vez")],
    ["many that are new", named("7002", 120), said()],
    ["many that are known", named("7002", 120), said("Otra vez")],
    ["rows that weigh a lot", named("7003", 9), said("x".repeat(40_000))],
    ["no message, only fields", named("7002", 60), (userId) => ({
      userId,
      nombre: "Otro nombre",
      mensajes: [],
      version: 999,
    })],
    ["a repeat, which finds all of it there", named("7004", 30), (userId) => ({
      userId,
      mensajes: [message(`again-${userId}`, 1)],
      version: 1,
    })],
  ];
  for (const [what, users, record] of cases) {
    it(`is what it says: ${what}`, async () => {
      const records = users.map(record);
      const store = () =>
        records.length === 1 ? site.save(records[0]!) : site.saveMany(records);
      const before = site.sandbox.log().length;

      const answers = [await store(), await store()];

      const calls = site.sandbox.log().slice(before)
        .filter(({ path }) => path.startsWith("/wix-data/v2/"));
      const reads = calls.filter(({ method, path }) =>
        method === "GET" || path.endsWith("/query")
      );
      const told = answers.map(({ json }) => json.wix);
      assertEquals(
        told.reduce((sum, { lecturas }) => sum + lecturas, 0),
        reads.length,
      );
      assertEquals(
        told.reduce((sum, { escrituras }) => sum + escrituras, 0),
        calls.length - reads.length,
      );
      assert(told[0].escrituras > 0);
    });
  }
});

/** The bulk calls that changed something, by what they do. */
function writes(site: Site): string[] {
  return site.sandbox.log().map(({ path }) => path)
    .filter((path) => path.startsWith("/wix-data/v2/bulk/items/"))
    .map((path) => path.split("/").at(-1)!);
}

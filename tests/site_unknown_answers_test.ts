import { describe, it } from "@std/testing/bdd";
import { assertEquals } from "@std/assert";
import { message, type Site, startSite } from "./site_caller.ts";

/** What nobody has seen Wix do when a condition does not hold. */
const ANSWERS = [
  { falseCondition: "error" },
  {
    falseCondition: "error",
    conditionError: { status: 409, code: "WDE0178" },
  },
  {
    falseCondition: "error",
    conditionError: { status: 428, code: "WDE0119" },
  },
  { falseCondition: "unchanged", falseBulkCondition: "skipped" },
  { falseCondition: "empty", falseBulkCondition: "error" },
  { arrayEquality: "contains", replicaLagMs: 5_000 },
];

describe("writers at the same moment", () => {
  it("lose nothing, whatever Wix Data answers to who comes second", async (t) => {
    await using site = await startSite();
    for (const [at, variant] of ANSWERS.entries()) {
      await t.step(JSON.stringify(variant), async () => {
        await site.vary(variant);
        await race(site, `6100${at}`);
      });
    }
  });
});

/** Ten versions come in any order, alone and in batches, while a bot and a person write to the row itself. */
async function race(site: Site, userId: string): Promise<void> {
  await site.save(record(userId, 1));
  const { _id } = rowOf(site, userId);
  const versions = [5, 2, 9, 3, 10, 4, 7, 8, 6];

  const answers = await Promise.all([
    ...versions.map((version) =>
      version % 2 ? site.save(record(userId, version)) : site.saveMany([
        record(userId, version),
        record(`${userId}9`, version),
      ])
    ),
    ...[1, 2, 3].map((n) =>
      site.data.patch("CHATBOT", _id).appendToArray("mensajes", {
        from: "bot",
        mensaje: `bot ${n}`,
        timestamp: message(null, 50 + n).timestamp,
      }).run()
    ),
    site.data.patch("CHATBOT", _id).setField("observaciones", "a mano").run(),
  ]);
  await site.save(record(userId, 5));

  const stored = answers.flatMap((each) =>
    "status" in each ? [each.status] : []
  );
  assertEquals(new Set(stored), new Set([200]));
  const row = rowOf(site, userId);
  assertEquals([row.version, row.nombre, row.observaciones], [
    10,
    "v10",
    "a mano",
  ]);
  const { json } = await site.read(userId);
  const said = json.mensajes.map((each: { mensaje: string }) => each.mensaje);
  assertEquals(said, [
    ...Array.from({ length: 10 }, (_, n) => `mensaje ${n + 1}`),
    "bot 1",
    "bot 2",
    "bot 3",
  ]);
  const inRow = (row.mensajes as { mensaje: string }[]).map((each) =>
    each.mensaje
  );
  assertEquals(inRow, said);
}

function record(userId: string, version: number) {
  return {
    userId,
    nombre: `v${version}`,
    mensajes: [message(`${userId}-${version}`, version)],
    version,
  };
}

function rowOf(site: Site, userId: string) {
  return site.sandbox.rows("CHATBOT").find((row) => row.userId === userId)!;
}

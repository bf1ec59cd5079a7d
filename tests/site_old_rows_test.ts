import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { assert, assertEquals } from "@std/assert";
import { message, type Site, startSite } from "./site_caller.ts";

/** As the systems before Relevo left them: an array in a row, no ids. */
function oldRow(userId: string, count: number) {
  return {
    _id: crypto.randomUUID(),
    userId,
    nombre: "Cliente de antes",
    mensajes: Array.from({ length: count }, (_, n) => ({
      from: n % 2 ? "bot" : "usuario",
      mensaje: `antiguo ${n} ${"ñ".repeat(25)}`,
      timestamp: message(null, n).timestamp,
    })),
    stopBot: true,
    observaciones: "Alérgica a la penicilina",
    columnaPropia: "del negocio",
  };
}

describe("a collection full of rows from before Relevo", () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
    site.sandbox.fill("CHATBOT", [
      oldRow("58001", 3000),
      oldRow("58002", 40),
      ...Array.from({ length: 300 }, (_, n) => oldRow(`581${n}`, 20)),
    ]);
  });
  afterAll(() => site[Symbol.asyncDispose]());

  it("shows its histories as they were, before anything is stored", async () => {
    const newest = await site.read("58001");
    const oldest = await site.read(
      "58001",
      `&antes=${newest.json.mensajes[0].id}`,
    );

    assertEquals(newest.json.mensajes.length, 1000);
    assertEquals([newest.json.hay_mas, newest.json.stopBot], [true, true]);
    assert(newest.json.mensajes.at(-1).mensaje.startsWith("antiguo 2999 "));
    assert(oldest.json.mensajes.at(-1).mensaje.startsWith("antiguo 1999 "));
  });

  it("copies a long history before it shortens the row, and keeps its columns", async () => {
    const before = await wholeHistory(site, "58001");

    const answer = await site.save({
      userId: "58001",
      mensajes: [message("nuevo", 5000)],
      version: 1,
    });

    assertEquals(answer.json.stopBot, true);
    assertEquals(answer.json.observaciones, "Alérgica a la penicilina");
    const row = site.sandbox.rows("CHATBOT").find((each) =>
      each.userId === "58001"
    )!;
    assertEquals((row.mensajes as unknown[]).length, 100);
    assertEquals(row.columnaPropia, "del negocio");
    assertEquals(countOf(site, "58001"), 3001);
    const after = await wholeHistory(site, "58001");
    assertEquals(after.slice(0, -1), before);
    assertEquals(after.at(-1)?.id, "nuevo");
  });

  it("copies nothing twice", async () => {
    const record = (n: number) => ({
      userId: "58002",
      mensajes: [message(`n${n}`, 5000 + n)],
      version: n,
    });

    await Promise.all([1, 2, 3].map((n) => site.save(record(n))));
    await site.save(record(4));

    assertEquals(countOf(site, "58002"), 44);
    assertEquals((await wholeHistory(site, "58002")).length, 44);
  });

  it("keeps the row whole when the copies cannot be stored", async () => {
    site.sandbox.fill("CHATBOT", [oldRow("58003", 500)]);
    await site.fault({
      path: "/wix-data/v2/bulk/items/insert",
      status: 503,
      times: 2,
    });

    const refused = await site.save({
      userId: "58003",
      mensajes: [message("x1", 5000)],
      version: 1,
    });

    assertEquals([refused.status, refused.json.retryable], [503, true]);
    const row = site.sandbox.rows("CHATBOT").find((each) =>
      each.userId === "58003"
    )!;
    assertEquals((row.mensajes as unknown[]).length, 500);
    await site.clearFaults();
  });

  it("takes a batch for 300 of them, and their histories are whole", async () => {
    const records = Array.from({ length: 300 }, (_, n) => ({
      userId: `581${n}`,
      mensajes: [message(`lote-${n}`, 9000)],
      version: 1,
    }));

    const { status, json } = await site.saveMany(records);

    assertEquals(status, 200);
    assertEquals(
      json.resultados.filter(({ success }: { success: boolean }) => success)
        .length,
      300,
    );
    for (const userId of ["5810", "58177", "581299"]) {
      assertEquals((await wholeHistory(site, userId)).length, 21);
      assertEquals(countOf(site, userId), 21);
    }
  });
});

interface Shown {
  id: string;
  mensaje: string;
}

async function wholeHistory(site: Site, userId: string): Promise<Shown[]> {
  const pages: Shown[][] = [];
  let query = "&limit=700";
  while (true) {
    const { json } = await site.read(userId, query);
    pages.push(json.mensajes);
    if (!json.hay_mas) return pages.toReversed().flat();
    query = `&limit=700&antes=${json.mensajes[0].id}`;
  }
}

function countOf(site: Site, userId: string): number {
  return site.sandbox.rows("CHATBOT_MENSAJES").filter((item) =>
    item.userId === userId
  ).length;
}

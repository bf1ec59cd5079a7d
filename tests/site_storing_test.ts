import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { assert, assertEquals } from "@std/assert";
import { message, type Site, startSite } from "./site_caller.ts";

describe("storing a conversation on the site", () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site[Symbol.asyncDispose]());

  it("answers with the row's own, and the history holds it", async () => {
    const answer = await site.save({
      userId: "57301",
      nombre: "Ana",
      mensajes: [message("a1", 1, "Hola"), message("a2", 2, "¿Hay cupo?")],
      threadId: "thread_1",
      version: 2,
    });

    assertEquals(answer, {
      status: 200,
      json: {
        success: true,
        userId: "57301",
        stopBot: false,
        observaciones: "",
        threadId: "thread_1",
        avisados: true,
        wix: { lecturas: 1, escrituras: 2 },
      },
    });
    const { json } = await site.read("57301");
    assertEquals(json.mensajes, [message("a1", 1, "Hola"), {
      ...message("a2", 2, "¿Hay cupo?"),
    }]);
    assertEquals([json.threadId, json.hay_mas], ["thread_1", false]);
    assertEquals((await rows(site, "57301")).length, 1);
  });

  it("keeps a message once, however often it comes", async () => {
    const record = {
      userId: "57302",
      mensajes: [message("b1", 1)],
      version: 1,
    };
    const unnamed = { userId: "57302", mensajes: [message(null, 2)] };

    await site.save(record);
    await Promise.all([1, 2, 3, 4, 5].map(() => site.save(record)));
    await site.save(unnamed);
    await site.save(unnamed);

    assertEquals(await texts(site, "57302"), ["mensaje 1", "mensaje 2"]);
    const [row] = await rows(site, "57302");
    assertEquals((row?.mensajes as unknown[]).length, 2);
  });

  it("writes nothing at all for a repeat", async () => {
    const record = {
      userId: "57303",
      mensajes: [message("c1", 1)],
      version: 1,
    };

    await site.save(record);
    const [before] = await rows(site, "57303");
    await site.save(record);

    assertEquals((await rows(site, "57303"))[0], before);
  });

  it("makes one row of five first stores at the same moment", async () => {
    const answers = await Promise.all([1, 2, 3, 4, 5].map((n) =>
      site.save({
        userId: "57304",
        nombre: "Eva",
        mensajes: [message(`d${n}`, n)],
        version: n,
      })
    ));

    assertEquals(answers.map(({ status }) => status), [
      200,
      200,
      200,
      200,
      200,
    ]);
    const all = await rows(site, "57304");
    assertEquals(all.length, 1);
    assertEquals(all[0]?.version, 5);
    assertEquals((all[0]?.mensajes as unknown[]).length, 5);
    assertEquals((await texts(site, "57304")).length, 5);
  });

  it("takes no field from an older version, but its messages", async () => {
    await site.save({
      userId: "57305",
      nombre: "Nueva",
      stopBot: true,
      mensajes: [message("e2", 2)],
      version: 9,
    });
    const late = await site.save({
      userId: "57305",
      nombre: "Vieja",
      stopBot: false,
      mensajes: [message("e1", 1)],
      version: 8,
    });

    assertEquals(late.json.stopBot, true);
    const [row] = await rows(site, "57305");
    assertEquals([row?.nombre, row?.version], ["Nueva", 9]);
    assertEquals(await texts(site, "57305"), ["mensaje 1", "mensaje 2"]);
  });

  it("leaves what somebody set by hand, and says so", async () => {
    const record = {
      userId: "57306",
      mensajes: [message("f1", 1)],
      stopBot: false,
      version: 1,
    };
    await site.save(record);
    const [row] = await rows(site, "57306");
    await site.data.update("CHATBOT", {
      ...row!,
      stopBot: true,
      observaciones: "VIP",
    });

    const repeated = await site.save(record);
    const next = await site.save({
      userId: "57306",
      mensajes: [message("f2", 2)],
      version: 2,
    });

    for (const { json } of [repeated, next]) {
      assertEquals([json.stopBot, json.observaciones], [true, "VIP"]);
    }
  });

  it("keeps the newest hundred in the row, and everything in the history", async () => {
    const mensajes = Array.from(
      { length: 130 },
      (_, n) => message(`g${n}`, n),
    );

    await site.save({ userId: "57307", mensajes, version: 1 });

    const [row] = await rows(site, "57307");
    const inRow = row?.mensajes as { id: string }[];
    assertEquals([inRow.length, inRow[0]?.id, inRow.at(-1)?.id], [
      100,
      "g30",
      "g129",
    ]);
    assertEquals((await texts(site, "57307")).length, 130);
  });

  it("keeps messages of two customers apart that have the same id", async () => {
    await site.save({ userId: "57308", mensajes: [message("same", 1, "uno")] });
    const other = {
      userId: "57309",
      mensajes: [message("same", 1, "dos"), message("own", 2, "tres")],
    };
    await site.save(other);
    await site.save(other);

    assertEquals(await texts(site, "57308"), ["uno"]);
    assertEquals(await texts(site, "57309"), ["dos", "tres"]);
  });

  it("loses nothing that a bot puts into the row meanwhile", async () => {
    await site.save({
      userId: "57310",
      mensajes: [message("h0", 0)],
      version: 1,
    });

    const bot = async (n: number) => {
      const [row] = await rows(site, "57310");
      await site.data.patch("CHATBOT", row!._id).appendToArray("mensajes", {
        from: "bot",
        mensaje: `bot ${n}`,
        timestamp: message(null, 100 + n).timestamp,
      }).run();
    };
    await Promise.all([1, 2, 3, 4].flatMap((n) => [
      bot(n),
      site.save({
        userId: "57310",
        mensajes: [message(`h${n}`, n)],
        version: n + 1,
      }),
    ]));

    const said = await texts(site, "57310");
    for (const n of [1, 2, 3, 4]) {
      assert(said.includes(`bot ${n}`), said.join());
      assert(said.includes(`mensaje ${n}`), said.join());
    }
    assertEquals(said.length, 9);
  });

  it("pages back through the history", async () => {
    const mensajes = Array.from({ length: 25 }, (_, n) => message(`p${n}`, n));
    await site.save({ userId: "57311", mensajes, version: 1 });

    const pages: string[][] = [];
    let query = "&limit=10";
    for (let more = true; more;) {
      const { json } = await site.read("57311", query);
      pages.push(json.mensajes.map(({ id }: { id: string }) => id));
      more = json.hay_mas;
      query = `&limit=10&antes=${json.mensajes[0].id}`;
    }

    assertEquals(pages.map((page) => page.length), [10, 10, 5]);
    assertEquals(
      pages.toReversed().flat(),
      mensajes.map(({ id }) => id),
    );
  });

  it("keeps messages of the same moment in their order, and pages through them", async () => {
    const mensajes = Array.from({ length: 30 }, (_, n) => message(`q${n}`, 7));
    await site.save({ userId: "57312", mensajes, version: 1 });

    const all = await site.read("57312");
    const newest = await site.read("57312", "&limit=4");
    const before = await site.read("57312", "&limit=4&antes=q26");

    const ids = (json: { mensajes: { id: string }[] }) =>
      json.mensajes.map(({ id }) => id);
    assertEquals(ids(all.json), mensajes.map(({ id }) => id));
    assertEquals(ids(newest.json), ["q26", "q27", "q28", "q29"]);
    assertEquals(ids(before.json), ["q22", "q23", "q24", "q25"]);
  });

  it("has an empty history for a stranger", async () => {
    assertEquals(await site.read("57399"), {
      status: 200,
      json: {
        mensajes: [],
        stopBot: false,
        observaciones: "",
        threadId: null,
        hay_mas: false,
      },
    });
  });
});

async function rows(site: Site, userId: string) {
  const { items } = await site.data.query("CHATBOT").eq("userId", userId)
    .find({ consistentRead: true });
  return items as (Record<string, unknown> & { _id: string })[];
}

async function texts(site: Site, userId: string): Promise<string[]> {
  const { json } = await site.read(userId);
  return json.mensajes.map(({ mensaje }: { mensaje: string }) => mensaje);
}

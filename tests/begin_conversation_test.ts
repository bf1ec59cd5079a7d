import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type Inbox, startInbox } from "./inbox.ts";

describe("a conversation that an agent begins", () => {
  let inbox: Inbox;
  beforeAll(async () => {
    inbox = await startInbox();
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  const begin = (name: string, json: Record<string, unknown>) =>
    inbox.as(name, "/api/conversaciones", { json });

  const countOf = async (number: string) =>
    (await inbox.sql`select from conversations where number = ${number}`)
      .length;

  it("is theirs, whatever they write the number like, and takes no turn", async () => {
    const { status, json } = await begin("luis", {
      numero: "300 111 2233",
      nombre: "Camila",
    });
    const again = await begin("luis", { numero: "+57 (300) 111-2233" });
    await inbox.settle();

    assertEquals([status, json.key, json.existente], [
      200,
      "573001112233",
      false,
    ]);
    assertEquals(again.json, { ...json, existente: true });
    const list = await inbox.as("luis", "/api/conversaciones?estado=abiertas");
    const row = list.json.conversaciones["573001112233"];
    assertEquals(
      [row.nombre, row.agente, row.estado, row.message_count, row.unread],
      ["Camila", "Luis", "open", 0, 0],
    );
    const ledger = await inbox.as(
      "luis",
      `/api/conversacion/${json.id}/asignaciones`,
    );
    assertEquals(
      ledger.json.asignaciones.map((
        { motivo, turno }: { motivo: string; turno: number | null },
      ) => [motivo, turno]),
      [["started", null]],
    );
    const [rotation] = await inbox.sql<{ turn: number }[]>`
      select turn from rotations
    `;
    assertEquals(rotation!.turn, 0);
    const free = await inbox.reply("luis", json.key, "Hola");
    assertEquals(free.status, 422);
  });

  it("is told to nobody else's page, and named to nobody else", async () => {
    const taken = await begin("ana", { numero: "573001112233" });
    const seen = await begin("sofia", { numero: "573001112233" });

    assertEquals([taken.status, taken.json.code], [409, "conflict"]);
    assertEquals(JSON.stringify(taken.json).includes("Luis"), false);
    assertEquals([seen.status, seen.json.existente], [200, true]);
  });

  it("goes on when the customer writes, with who began it", async () => {
    await inbox.twilio.inbound({
      from: "+573001112233",
      body: "Aquí estoy",
      profileName: "Otro nombre",
    });
    await inbox.settle();

    const [row] = await inbox.sql<{ name: string; agentId: number }[]>`
      select name, agent_id from conversations where number = '573001112233'
    `;
    assertEquals([row!.name, row!.agentId], [
      "Camila",
      await inbox.agentId("luis"),
    ]);
    assertEquals(
      (await inbox.reply("luis", "573001112233", "Hola")).status,
      200,
    );
  });

  it("is one, though both agents begin it, many times, while the customer writes first", async () => {
    const [number, spelt] = ["573001112299", "300 111 22 99"];
    const tries = await Promise.all([
      ...Array.from({ length: 6 }, () => begin("ana", { numero: number })),
      inbox.twilio.inbound({ from: `+${number}`, body: "Hola" }),
      ...Array.from({ length: 6 }, () => begin("luis", { numero: spelt })),
    ]);
    await inbox.settle();

    assertEquals(await countOf(number), 1);
    const [row] = await inbox.sql<{ id: string; agentId: number }[]>`
      select id, agent_id from conversations where number = ${number}
    `;
    const answers = tries.filter((one) => "json" in one);
    const ids = new Set(
      answers.filter(({ status }) => status === 200).map(({ json }) => json.id),
    );
    assertEquals([...ids].filter((id) => id !== row!.id), []);
    const statuses = new Set(answers.map(({ status }) => status));
    assertEquals(
      [...statuses].every((each) => each === 200 || each === 409),
      true,
    );
    const ledger = await inbox.sql`
      select from assignments where conversation_id = ${row!.id}
    `;
    assertEquals(ledger.length, 1);
    assertEquals((await inbox.thread("sofia", number)).length, 1);
  });

  it("is on the line that is named as the list shows it", async () => {
    const { status, json } = await begin("ana", {
      numero: "3001112266",
      linea: "+573153369631",
    });

    assertEquals([status, json.existente], [200, false]);
  });

  it("needs a number that somebody can have, and a line of ours", async () => {
    const fields = [];
    for (
      const json of [
        {},
        { numero: 3 },
        { numero: "hola" },
        { numero: "+57 315 336 9631" },
        { numero: "3001112244", linea: 99 },
        { numero: "3001112244", linea: "x" },
        { numero: "3001112244", nombre: "a".repeat(121) },
      ]
    ) {
      const answer = await begin("ana", json);
      fields.push([answer.status, answer.json.field]);
    }

    assertEquals(fields, [
      ...Array.from({ length: 4 }, () => [422, "numero"]),
      [422, "linea"],
      [422, "linea"],
      [422, "nombre"],
    ]);
  });
});

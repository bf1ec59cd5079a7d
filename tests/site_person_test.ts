import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type Inbox, startInbox } from "./inbox.ts";

const NOBODY = {
  success: true,
  miembro: null,
  reservas: [],
  pedidos: [],
  disponible: false,
};

describe("what the site knows of a person", () => {
  let inbox: Inbox;
  let now = new Date();
  let next = 573_380_000_000;
  beforeAll(async () => {
    inbox = await startInbox({
      agents: ["ana"],
      now: () => now,
      siteCollections: ["Members/FullData", "Stores/Orders", "RESERVAS"],
    });
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  async function customer(): Promise<string> {
    const number = String(++next);
    await inbox.twilio.inbound({ from: `+${number}`, body: "Hola" });
    return number;
  }

  const ask = async (number: string) =>
    (await inbox.as("ana", `/api/conversacion/${number}/sitio`)).json;

  async function asked(): Promise<number> {
    const response = await fetch(`${inbox.site.url}/sandbox/log`);
    const text = JSON.stringify(await response.json());
    return text.split("obtenerPersona").length - 1;
  }

  async function fault(json: unknown) {
    const response = await fetch(`${inbox.site.url}/sandbox/faults`, {
      method: json === null ? "DELETE" : "POST",
      headers: { "Content-Type": "application/json" },
      body: json === null ? undefined : JSON.stringify(json),
    });
    await response.body?.cancel();
  }

  it("is their membership, their bookings and their orders, and nobody else's", async () => {
    const number = await customer();
    inbox.site.fill("Members/FullData", [
      {
        _id: "m1",
        phone: `+${number}`,
        firstName: "Camila",
        lastName: "Ríos",
        loginEmail: "camila@example.com",
      },
      { _id: "m2", phone: "+573009999999", firstName: "Otra" },
    ]);
    inbox.site.fill("RESERVAS", [
      {
        telefono: number.slice(-10),
        titulo: "Control",
        fecha: new Date("2026-03-02T15:00:00Z"),
        estado: "confirmada",
      },
      { telefono: "3009999999", titulo: "Ajena" },
    ]);
    inbox.site.fill("Stores/Orders", [
      order(1001, { phone: `+${number.slice(0, 2)} ${number.slice(2)}` }),
      order(1002, { phone: "+573009999999" }),
      order(1003, { id: "m1" }),
    ]);

    const person = await ask(number);

    assertEquals(person.disponible, true);
    assertEquals(person.miembro.nombre, "Camila Ríos");
    assertEquals(person.miembro.correo, "camila@example.com");
    assertEquals(person.reservas, [{
      titulo: "Control",
      fecha: "2026-03-02T15:00:00.000Z",
      estado: "confirmada",
    }]);
    assertEquals(
      person.pedidos.map((
        { numero, total, estado }: Record<string, string>,
      ) => [
        numero,
        total,
        estado,
      ]),
      [["1003", "50000 COP", "FULFILLED"], ["1001", "50000 COP", "FULFILLED"]],
    );
  });

  it("is kept five minutes, however many ask", async () => {
    const number = await customer();
    const before = await asked();

    await Promise.all([ask(number), ask(number), ask(number)]);
    await ask(number);
    assertEquals(await asked() - before, 1);

    now = new Date(now.getTime() + 4 * 60 * 1000);
    await ask(number);
    assertEquals(await asked() - before, 1);
    now = new Date();
  });

  it("is nothing while the site is away, and is asked for again", async () => {
    const number = await customer();
    for (
      const trouble of [
        { status: 503 },
        { status: 404 },
        // A lost answer to a question is asked for again by the transport itself.
        { drop: true, times: 5 },
      ]
    ) {
      await fault({ path: "/_functions/obtenerPersona", ...trouble });
      assertEquals(await ask(number), NOBODY);
      await fault(null);
    }

    assertEquals((await ask(number)).disponible, true);
  });
});

describe("a site without members, bookings and orders", () => {
  it("says so, and that is no trouble", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    await inbox.twilio.inbound({ from: "+573380000099", body: "Hola" });

    const { status, json } = await inbox.as(
      "ana",
      "/api/conversacion/573380000099/sitio",
    );

    assertEquals([status, json], [200, NOBODY]);
  });
});

function order(number: number, buyerInfo: object) {
  return {
    _id: `o${number}`,
    number,
    buyerInfo,
    totals: { total: 50_000 },
    currency: "COP",
    fulfillmentStatus: "FULFILLED",
  };
}

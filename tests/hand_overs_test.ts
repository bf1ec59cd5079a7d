import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { actingIn, refusal } from "./acting.ts";
import { listen } from "./events_stream.ts";
import { type Inbox, startInbox } from "./inbox.ts";
import { until } from "./until.ts";

describe("a conversation that is handed over", () => {
  let inbox: Inbox;
  let ana: number;
  let luis: number;
  beforeAll(async () => {
    inbox = await startInbox({ agents: ["ana", "luis", "eva"] });
    for (const name of ["ana", "luis", "eva", "sofia"]) {
      await inbox.as(name, "/api/session");
    }
    [ana, luis] = [await inbox.agentId("ana"), await inbox.agentId("luis")];
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  const { newKey, conversationOf, act, open, eventsOf, toldOf } = actingIn(
    () => inbox,
    "5735200",
  );

  /** One of Ana's, handed over to Luis. */
  async function handedOver(nota?: string): Promise<string> {
    const key = await conversationOf("ana");
    await act("ana", key, "asignar", { agente: luis, nota });
    return key;
  }

  it("is the other's at once, with the note, and waits to be accepted", async () => {
    const key = await conversationOf("ana");
    await using stream = await listen(inbox, await inbox.token("ana"));

    const nota = "Pregunta por la factura";
    const given = await act("ana", key, "asignar", { agente: luis, nota });
    const seen = await open("luis", key);
    const { json: list } = await inbox.as("luis", "/api/conversaciones");
    const accepted = await act("luis", key, "aceptar");
    const again = await act("luis", key, "aceptar");
    const after = await open("luis", key);
    await until(
      "Ana is told",
      () => stream.events.some(({ data }) => data.lost),
    );

    assertEquals([given.status, accepted.status, again.status], [
      200,
      200,
      200,
    ]);
    const { desde, ...traspaso } = seen.traspaso;
    assertEquals(traspaso, { de_id: ana, de: "Ana", nota });
    assertEquals(list.conversaciones[key].traspaso.desde, desde);
    assertEquals([seen.agente, seen.agente_id], ["Luis", luis]);
    assertEquals([after.traspaso, after.version], [null, seen.version + 1]);
    const [passed, taken] = await eventsOf(key);
    assertEquals(
      [passed!.tipo, passed!.por, passed!.texto, passed!.datos],
      ["traspasada", "Ana", nota, {
        de: "Ana",
        de_id: ana,
        a: "Luis",
        a_id: luis,
      }],
    );
    assertEquals([taken!.tipo, taken!.por], ["aceptada", "Luis"]);
    assertEquals(
      (await inbox.as("ana", `/api/conversacion/${key}`)).status,
      403,
    );
    assertEquals(stream.text().includes(nota), false);
  });

  it("is accepted by an answer, but not by a supervisor's", async () => {
    const key = await handedOver();

    await inbox.reply("sofia", key, "Un momento");
    const waiting = (await open("luis", key)).traspaso;
    await inbox.reply("luis", key, "Soy Luis");

    assertEquals(waiting.de, "Ana");
    assertEquals((await open("luis", key)).traspaso, null);
    assertEquals(await toldOf(key), [["traspasada", "Ana"], [
      "aceptada",
      "Luis",
    ]]);
  });

  it("waits no longer once it is closed", async () => {
    const key = await handedOver();

    await act("luis", key, "cerrar");
    await act("luis", key, "reabrir");

    assertEquals((await open("luis", key)).traspaso, null);
    assertEquals(
      refusal(await act("luis", key, "devolver")),
      [409, "conflict"],
    );
  });

  it("goes back to who had it, with a note, once", async () => {
    const key = await handedOver();

    const back = await act("luis", key, "devolver", {
      nota: "No es de ventas",
    });
    const again = await act("luis", key, "devolver");
    const bySofia = await act("sofia", key, "devolver");
    const { json } = await inbox.as(
      "ana",
      `/api/conversacion/${key}/asignaciones`,
    );

    assertEquals([back.status, again.status], [200, 403]);
    assertEquals(refusal(bySofia), [409, "conflict"]);
    const { agente, traspaso } = await open("ana", key);
    assertEquals([agente, traspaso], ["Ana", null]);
    const returned = (await eventsOf(key)).at(-1)!;
    assertEquals(
      [returned.tipo, returned.texto, returned.datos],
      ["devuelta", "No es de ventas", {
        de: "Luis",
        de_id: luis,
        a: "Ana",
        a_id: ana,
      }],
    );
    assertEquals(
      json.asignaciones.slice(1).map((
        { motivo, decidido_por }: { motivo: string; decidido_por: number },
      ) => [motivo, decidido_por]),
      [["handed_over", ana], ["handed_back", luis]],
    );
    const trail = await inbox.sql`
      select agent_id, about_agent_id, details from audit_trail
      where act = 'handed_over' order by id desc limit 2
    `;
    assertEquals(
      trail.map(({ agentId, aboutAgentId, details }) => [
        agentId,
        aboutAgentId,
        details,
      ]),
      [[luis, ana, { returned: true }], [ana, luis, {}]],
    );
  });

  it("stays where it is when who had it does not work now", async () => {
    const key = await handedOver();

    await inbox.pause("ana", true);
    const answer = await act("luis", key, "devolver");
    await inbox.pause("ana", false);

    assertEquals(refusal(answer), [409, "conflict"]);
    const { agente, traspaso } = await open("luis", key);
    assertEquals([agente, traspaso.de], ["Luis", "Ana"]);
  });

  it("by a supervisor waits too; of one that nobody had there is nobody to return it to", async () => {
    const key = await conversationOf("ana");
    for (const name of ["ana", "luis", "eva"]) await inbox.pause(name, true);
    const nobodys = newKey();
    await inbox.twilio.inbound({ from: `+${nobodys}`, body: "Hola" });
    await inbox.sql`update agents set paused_at = null`;

    await act("sofia", key, "asignar", { agente: luis });
    await act("sofia", nobodys, "asignar", { agente: luis });

    assertEquals((await open("luis", key)).traspaso.de, "Ana");
    assertEquals((await open("luis", nobodys)).traspaso, null);
    assertEquals((await eventsOf(nobodys)).at(-1)!.datos.de, null);
    assertEquals(
      refusal(await act("luis", nobodys, "devolver")),
      [409, "conflict"],
    );
  });

  it("is open and awake again", async () => {
    const [closed, snoozed] = [
      await conversationOf("ana"),
      await conversationOf("ana"),
    ];
    await act("ana", closed, "cerrar");
    const hasta = new Date(Date.now() + 3_600_000).toISOString();
    await act("ana", snoozed, "posponer", { hasta });

    for (const key of [closed, snoozed]) {
      await act("ana", key, "asignar", { agente: luis });
    }

    assertEquals((await open("luis", closed)).estado, "open");
    assertEquals((await open("luis", snoozed)).pospuesta_hasta, null);
    assertEquals((await toldOf(closed)).map(([kind]) => kind), [
      "cerrada",
      "reabierta",
      "traspasada",
    ]);
    assertEquals((await toldOf(snoozed)).map(([kind]) => kind), [
      "pospuesta",
      "retomada",
      "traspasada",
    ]);
  });

  it("takes a note of a thousand characters, and no longer one", async () => {
    const key = await conversationOf("ana");

    for (const nota of ["x".repeat(1001), 5, ["Hola"]]) {
      const answer = await act("ana", key, "asignar", { agente: luis, nota });
      assertEquals(refusal(answer), [422, "invalid", "nota"]);
    }
    const right = await act("ana", key, "asignar", {
      agente: luis,
      nota: "x".repeat(1000),
    });

    assertEquals(right.status, 200);
  });

  it("has one holder, one end and one ledger, whoever acts at the same moment", async () => {
    const eva = await inbox.agentId("eva");
    for (let round = 0; round < 8; round++) {
      const key = await handedOver();
      const before = await open("sofia", key);

      const answers = await Promise.all([
        act("luis", key, "aceptar"),
        act("luis", key, "devolver"),
        act("luis", key, "devolver"),
        act("luis", key, "asignar", { agente: eva }),
        act("sofia", key, "asignar", { agente: eva }),
        act("luis", key, "cerrar"),
        act("luis", key, "posponer", {
          hasta: new Date(Date.now() + 3_600_000).toISOString(),
        }),
        inbox.reply("luis", key, "Voy"),
        inbox.twilio.inbound({ from: `+${key}`, body: "¿Hola?" }),
      ]);

      const after = await open("sofia", key);
      const statuses = answers.slice(0, -1).map((answer) =>
        (answer as { status: number }).status
      );
      assertEquals(
        statuses.filter((status) => ![200, 403, 409].includes(status)),
        [],
      );
      assertEquals(statuses[1] === 200 && statuses[2] === 200, false);
      const { json } = await inbox.as(
        "sofia",
        `/api/conversacion/${key}/asignaciones`,
      );
      // The newest line of the ledger says who has it, and what was told between the messages agrees.
      const newest = json.asignaciones.at(-1);
      assertEquals(newest.agente, after.agente_id);
      const passed = (await eventsOf(key)).filter(({ tipo }) =>
        tipo === "traspasada" || tipo === "devuelta"
      );
      passed.slice(1).forEach(({ datos }, at) =>
        assertEquals(datos.de_id, passed[at]!.datos.a_id)
      );
      assertEquals(passed.at(-1)!.datos.a_id, after.agente_id);
      assertEquals(passed.length, json.asignaciones.length - 1);
      if (after.traspaso) {
        assertEquals(after.traspaso.de_id, passed.at(-1)!.datos.de_id);
      }
      assertEquals(after.version > before.version, true);
    }
  });
});

import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type Inbox, startInbox } from "./inbox.ts";

describe("what the team shares", () => {
  let inbox: Inbox;
  beforeAll(async () => {
    inbox = await startInbox();
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  const send = (name: string, method: string, path: string, json?: unknown) =>
    inbox.as(name, `/api/${path}`, { method, json });

  describe("a quick reply", () => {
    const shortcuts = async (name: string) =>
      (await send(name, "GET", "respuestas")).json.respuestas.map((
        { atajo, de_equipo }: { atajo: string; de_equipo: boolean },
      ) => `${atajo}${de_equipo ? " of the team" : ""}`);

    it("is its writer's own, or the team's, and nobody else's", async () => {
      const own = { atajo: "gracias", texto: "Gracias, {nombre}" };
      const mine = await send("ana", "POST", "respuestas", own);
      const theirs = await send("luis", "POST", "respuestas", own);
      const team = await send("sofia", "POST", "respuestas", {
        ...own,
        de_equipo: true,
      });

      assertEquals([mine, theirs, team].map(({ status }) => status), [
        200,
        200,
        200,
      ]);
      assertEquals(await shortcuts("ana"), ["gracias", "gracias of the team"]);
      assertEquals(await shortcuts("sofia"), ["gracias of the team"]);
      const { id } = theirs.json.respuesta;
      const path = `respuestas/${id}`;
      const stolen = [
        await send("ana", "PATCH", path, { texto: "Mío" }),
        await send("sofia", "DELETE", path),
        await send("ana", "PATCH", `respuestas/${mine.json.respuesta.id}`, {
          de_equipo: true,
        }),
      ];
      assertEquals(stolen.map(({ status }) => status), [404, 404, 403]);
      const changed = await send("luis", "PATCH", path, {
        texto: "Mil gracias",
      });
      assertEquals(changed.json.respuesta, {
        id,
        atajo: "gracias",
        texto: "Mil gracias",
        de_equipo: false,
      });
      assertEquals((await send("luis", "DELETE", path)).status, 200);
      assertEquals(await shortcuts("luis"), ["gracias of the team"]);
    });

    it("is kept once by its shortcut, though two make it at the same moment", async () => {
      const wanted = { atajo: "precio", texto: "Cuesta", de_equipo: true };
      const tries = await Promise.all(
        Array.from(
          { length: 8 },
          () => send("sofia", "POST", "respuestas", wanted),
        ),
      );

      const statuses = tries.map(({ status }) => status).sort();
      assertEquals(statuses, [200, ...Array.from({ length: 7 }, () => 409)]);
      const made = await send("sofia", "POST", "respuestas", {
        ...wanted,
        atajo: "otro",
      });
      const path = `respuestas/${made.json.respuesta.id}`;
      const renamed = await send("sofia", "PATCH", path, { atajo: "precio" });
      assertEquals([renamed.status, renamed.json.code], [409, "conflict"]);
    });

    it("says what of it is wrong", async () => {
      const fields = [];
      for (
        const json of [
          { atajo: "Con Espacio", texto: "a" },
          { atajo: "a".repeat(31), texto: "a" },
          { atajo: "a", texto: " " },
          { atajo: "a", texto: "a".repeat(4001) },
          { atajo: "a", texto: "a", de_equipo: "si" },
        ]
      ) {
        const answer = await send("sofia", "POST", "respuestas", json);
        fields.push([answer.status, answer.json.field]);
      }

      assertEquals(fields, [
        [422, "atajo"],
        [422, "atajo"],
        [422, "texto"],
        [422, "texto"],
        [422, "de_equipo"],
      ]);
    });
  });

  describe("a label", () => {
    it("is made once by its name, changed and taken off everything by a supervisor", async () => {
      await inbox.twilio.inbound({ from: "+573330000001", body: "Hola" });
      const wanted = { nombre: " Cita  médica ", color: "teal" };
      const tries = await Promise.all(
        Array.from(
          { length: 6 },
          () => send("sofia", "POST", "etiquetas", wanted),
        ),
      );
      const made = tries.find(({ status }) => status === 200)!;
      const { id } = made.json.etiqueta;
      await inbox.sql`
      insert into conversation_labels (conversation_id, label_id) select id, ${id} from conversations
    `;

      assertEquals(tries.filter(({ status }) => status === 409).length, 5);
      assertEquals(made.json.etiqueta.nombre, "Cita médica");
      const { json } = await send("sofia", "GET", "etiquetas");
      assertEquals(json.etiquetas, [{
        id,
        nombre: "Cita médica",
        color: "teal",
        usos: 1,
      }]);
      const seen = await send("ana", "GET", "etiquetas");
      assertEquals(seen.json.etiquetas[0].usos, undefined);
      await send("sofia", "POST", "etiquetas", {
        nombre: "Otra",
        color: "red",
      });
      const same = await send("sofia", "PATCH", `etiquetas/${id}`, {
        nombre: "Otra",
      });
      assertEquals(same.status, 409);
      const path = `etiquetas/${id}`;
      assertEquals(
        (await send("sofia", "PATCH", path, { color: "mauve" })).json.field,
        "color",
      );
      assertEquals(
        (await send("sofia", "PATCH", path, { color: "blue" })).json.etiqueta,
        { id, nombre: "Cita médica", color: "blue" },
      );
      assertEquals((await send("sofia", "DELETE", path)).status, 200);
      assertEquals((await send("sofia", "DELETE", path)).status, 404);
      const left = await inbox.sql`select from conversation_labels`;
      assertEquals(left.length, 0);
    });
  });
});

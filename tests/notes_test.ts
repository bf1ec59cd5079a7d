import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { actingIn, refusal } from "./acting.ts";
import { listen } from "./events_stream.ts";
import { type Inbox, startInbox } from "./inbox.ts";
import { tracesOf } from "./traces.ts";
import { until } from "./until.ts";

describe("what the team keeps beside the messages", () => {
  let inbox: Inbox;
  let ids: Record<string, number>;
  beforeAll(async () => {
    inbox = await startInbox({ supervisors: ["sofia", "pablo"] });
    for (const name of ["ana", "luis", "sofia", "pablo"]) {
      await inbox.as(name, "/api/session");
    }
    const names = ["ana", "luis", "sofia", "pablo"];
    ids = Object.fromEntries(
      await Promise.all(
        names.map(async (name) => [name, await inbox.agentId(name)]),
      ),
    );
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  const { conversationOf, act, open, eventsOf, toldOf } = actingIn(
    () => inbox,
    "5735400",
  );
  const note = (
    name: string,
    key: string,
    part: { id?: string; texto?: unknown; menciones?: unknown } = {},
  ) =>
    act(name, key, "notas", {
      id: crypto.randomUUID(),
      texto: "Ojo con la fecha",
      menciones: [],
      ...part,
    });
  const mentionsOf = async (name: string) =>
    (await inbox.as(name, "/api/menciones")).json.menciones;

  describe("a note", () => {
    it("stands between the messages for whoever sees the conversation, once under its id", async () => {
      const key = await conversationOf("ana");
      const before = await open("ana", key);
      const id = crypto.randomUUID();

      const answers = await Promise.all(
        [id, id, id.toUpperCase()].map((id) =>
          note("ana", key, { id, menciones: [ids.sofia] })
        ),
      );

      assertEquals(answers.map(({ status }) => status), [200, 200, 200]);
      const [written, ...more] = await eventsOf(key);
      assertEquals(more, []);
      assertEquals(
        [
          written!.id,
          written!.tipo,
          written!.por,
          written!.texto,
          written!.datos,
        ],
        [id, "nota", "Ana", "Ojo con la fecha", { menciones: [ids.sofia] }],
      );
      const after = await open("ana", key);
      assertEquals(
        [after.version, after.total, after.unread],
        [before.version + 1, before.total, before.unread],
      );
    });

    it("reaches neither the customer nor the site nor Realtime nor the stream's words", async () => {
      const key = await conversationOf("ana");
      await inbox.settle();
      await using stream = await listen(inbox, await inbox.token("sofia"));
      const calls = inbox.site.log().length;

      await note("ana", key, {
        texto: "un murciélago secreto",
        menciones: [ids.sofia],
      });
      await act("ana", key, "asignar", {
        agente: ids.luis,
        nota: "otro murciélago secreto",
      });
      await until(
        "the supervisor has heard",
        () => stream.events.length >= 2,
      );
      await inbox.reply("luis", key, "Buenos días");
      await inbox.settle();

      const traces = await tracesOf(inbox, ["murciélago"]);
      assertEquals(traces, [
        "conversation_events: murciélago",
      ]);
      assert(inbox.site.log().length > calls);
      const told = [
        JSON.stringify(inbox.site.published),
        JSON.stringify(inbox.site.log()),
        JSON.stringify(inbox.twilio.log()),
        JSON.stringify(inbox.twilio.phone(`+${key}`)),
        stream.text(),
      ].join();
      assertEquals(told.includes("murci"), false);
      assertEquals((await open("luis", key)).twilio_messages.length, 2);
    });

    it("alone makes the site no call at all", async () => {
      const key = await conversationOf("ana");
      await inbox.settle();
      const calls = inbox.site.log().length;
      const notices = inbox.site.published.length;

      await note("ana", key);
      await act("ana", key, "fijar", { fijada: true });
      await inbox.settle();

      assertEquals(
        inbox.site.log().slice(calls).filter(({ path }) =>
          path.startsWith("/_functions")
        ),
        [],
      );
      assertEquals(inbox.site.published.length, notices);
    });

    it("calls only who may see the conversation, and nobody else is told", async () => {
      const key = await conversationOf("ana");

      const wrong = await note("ana", key, { menciones: [ids.luis] });
      const nobody = await note("ana", key, { menciones: [999] });
      await note("ana", key, {
        texto: "¿Lo apruebas?",
        menciones: [ids.sofia, ids.sofia],
      });

      for (const answer of [wrong, nobody]) {
        assertEquals(refusal(answer), [422, "invalid", "menciones"]);
      }
      const [called] = await mentionsOf("sofia");
      assertEquals(
        [called.key, called.por, called.texto, called.leida, called.nombre],
        [key, "Ana", "¿Lo apruebas?", false, called.nombre],
      );
      for (const name of ["luis", "pablo", "ana"]) {
        assertEquals(await mentionsOf(name), []);
      }
      await inbox.as("sofia", "/api/menciones/leidas", { json: {} });
      assert(
        (await mentionsOf("sofia")).every(({ leida }: { leida: boolean }) =>
          leida
        ),
      );
    });

    it("is no longer shown to who was called once the conversation is somebody else's", async () => {
      const key = await conversationOf("luis");
      await note("sofia", key, { texto: "Para Luis", menciones: [ids.luis] });
      const before = await mentionsOf("luis");

      await act("sofia", key, "asignar", { agente: ids.ana });

      assertEquals(before.length, 1);
      assertEquals(await mentionsOf("luis"), []);
    });

    it("is turned down where it says nothing, too much, or has another's id", async () => {
      const key = await conversationOf("ana");
      const other = await conversationOf("ana");
      const id = crypto.randomUUID();
      await note("ana", other, { id });

      for (
        const [part, field] of [
          [{ texto: " " }, "texto"],
          [{ texto: 5 }, "texto"],
          [{ texto: "x".repeat(4001) }, "texto"],
          [{ id: "5" }, "id"],
          [{ menciones: "5" }, "menciones"],
          [{ menciones: [0] }, "menciones"],
          [{ menciones: [2 ** 31] }, "menciones"],
        ] as const
      ) {
        assertEquals(refusal(await note("ana", key, part)), [
          422,
          "invalid",
          field,
        ]);
      }
      assertEquals(refusal(await note("ana", key, { id })), [409, "conflict"]);
      assertEquals(await eventsOf(key), []);
    });
  });

  describe("labels", () => {
    const labels = async () => {
      const rows = await inbox.sql<{ id: number; name: string }[]>`
        insert into labels (name, color)
        select name || ' ' || ${crypto.randomUUID()}, 'red' from unnest(array['A', 'B', 'C']) as name
        returning id, name
      `;
      return rows.toSorted((a, b) => a.name.localeCompare(b.name));
    };

    it("are those last given and no other, and the change stands between the messages", async () => {
      const key = await conversationOf("ana");
      const [a, b, c] = await labels();

      await act("ana", key, "etiquetas", { etiquetas: [a!.id, b!.id] });
      await act("ana", key, "etiquetas", { etiquetas: [b!.id, a!.id, a!.id] });
      await act("ana", key, "etiquetas", { etiquetas: [b!.id, c!.id] });

      const { etiquetas } = await open("ana", key);
      assertEquals(etiquetas, [b!.id, c!.id]);
      const [first, second, ...more] = await eventsOf(key);
      assertEquals(more, []);
      assertEquals(first!.datos, { mas: [a!.name, b!.name], menos: [] });
      assertEquals(second!.datos, { mas: [c!.name], menos: [a!.name] });
    });

    it("are at most ten that there are", async () => {
      const key = await conversationOf("ana");

      for (
        const etiquetas of [[999_999], Array(11).fill(1), "1", [1.5], null]
      ) {
        const answer = await act("ana", key, "etiquetas", { etiquetas });
        assertEquals(refusal(answer), [422, "invalid", "etiquetas"]);
      }
    });

    it("are one set, whoever gives some at the same moment", async () => {
      const key = await conversationOf("ana");
      const [a, b, c] = await labels();
      const sets = [[a!.id], [b!.id], [c!.id], [a!.id, c!.id], []];

      await Promise.all(
        sets.map((etiquetas) => act("ana", key, "etiquetas", { etiquetas })),
      );

      const { etiquetas } = await open("ana", key);
      const has = new Set<string>();
      for (const { datos } of await eventsOf(key)) {
        datos.menos!.forEach((name) => assert(has.delete(name)));
        datos.mas!.forEach((name) => has.add(name));
      }
      assertEquals(has.size, etiquetas.length);
    });
  });

  it("pins for one agent alone, at most twenty, also all at once", async () => {
    const keys = [];
    for (let at = 0; at < 22; at++) keys.push(await conversationOf("luis"));

    const answers = await Promise.all(
      keys.map((key) => act("luis", key, "fijar", { fijada: true })),
    );
    const pinned = keys.filter((_, at) => answers[at]!.status === 200);
    await act("luis", pinned[0]!, "fijar", { fijada: false });
    await act("luis", pinned[0]!, "fijar", { fijada: false });
    const left = keys.find((key) => !pinned.includes(key))!;
    await act("luis", left, "fijar", { fijada: true });

    assertEquals(pinned.length, 20);
    const refused = answers.filter(({ status }) => status !== 200);
    assertEquals(
      refused.map(refusal),
      Array(2).fill([422, "invalid", "fijada"]),
    );
    assertEquals((await open("luis", left)).fijada, true);
    assertEquals((await open("luis", pinned[0]!)).fijada, false);
    assertEquals((await open("sofia", left)).fijada, false);
    assertEquals(await toldOf(left), []);
  });

  it("is erased with the customer, and part of what is exported before", async () => {
    const key = await conversationOf("ana");
    const [label] = await inbox.sql<{ id: number }[]>`
      insert into labels (name, color) values ('Para borrar', 'blue') returning id
    `;
    await note("sofia", key, { texto: "un okapi", menciones: [ids.pablo] });
    await act("sofia", key, "etiquetas", { etiquetas: [label!.id] });
    await act("sofia", key, "fijar", { fijada: true });
    await act("sofia", key, "bot", { activo: false });
    await act("sofia", key, "asignar", { agente: ids.luis, nota: "el okapi" });
    await act("sofia", key, "presencia", { escribiendo: true });
    const { id } = await open("sofia", key);
    const { json: exported } = await inbox.as(
      "sofia",
      `/api/exportar?conversacion=${key}`,
    );

    const { json: erased } = await inbox.as(
      "sofia",
      `/api/conversacion/${key}/borrar`,
      { json: { confirm: key } },
    );
    await inbox.settle();

    const [whole] = exported.conversaciones;
    assertEquals(whole.etiquetas, [label!.id]);
    assertEquals(
      whole.eventos.filter(({ texto }: { texto: string | null }) => texto)
        .map(({ texto }: { texto: string }) => texto),
      ["un okapi", "el okapi"],
    );
    assertEquals(erased.recibo.cuentas.eventos, 4);
    assertEquals(await tracesOf(inbox, ["okapi"]), []);
    const left = (await tracesOf(inbox, [id])).map((trace) =>
      trace.split(":")[0]
    );
    assertEquals(
      left.filter((table) =>
        /events|mentions|hand_overs|labels|pins|site_fields|presences/.test(
          table!,
        )
      ),
      [],
    );
    assertEquals(await mentionsOf("pablo"), []);
  });
});

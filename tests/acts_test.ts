import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { closeIdle } from "../companion/inbox/close_idle.ts";
import { wakeSnoozed } from "../companion/inbox/wake_snoozed.ts";
import type { ThreadEvent } from "../shared/conversation_event.ts";
import { actingIn, refusal } from "./acting.ts";
import { type Inbox, startInbox } from "./inbox.ts";
import { until } from "./until.ts";

const MINUTE_MS = 60 * 1000;

describe("what is done to a conversation", () => {
  let inbox: Inbox;
  let ahead = 0;
  beforeAll(async () => {
    inbox = await startInbox({ now: () => new Date(Date.now() + ahead) });
    for (const name of ["ana", "luis", "sofia"]) {
      await inbox.as(name, "/api/session");
    }
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  const { newKey, conversationOf, act, open, toldOf: eventsOf } = actingIn(
    () => inbox,
    "5735100",
  );
  const rowOf = async (name: string, key: string) => {
    const { json } = await inbox.as(name, `/api/conversaciones?q=${key}`);
    return json.conversaciones[key];
  };

  describe("closing", () => {
    it("ends it until its customer writes, and both stand between the messages", async () => {
      const key = await conversationOf("ana");
      const before = await open("ana", key);

      const closed = await act("ana", key, "cerrar");
      const again = await act("ana", key, "cerrar");
      const meanwhile = await rowOf("ana", key);
      await inbox.twilio.inbound({ from: `+${key}`, body: "Una cosa más" });
      const after = await open("ana", key);

      assertEquals([closed.status, again.status], [200, 200]);
      assertEquals(
        [meanwhile.estado, meanwhile.version],
        ["closed", before.version + 1],
      );
      assertEquals(after.estado, "open");
      assertEquals(await eventsOf(key), [["cerrada", "Ana"], [
        "reabierta",
        null,
      ]]);
      const [first, second] = after.twilio_messages;
      const [, cerrada, reabierta] = after.eventos;
      assertEquals(first.date_sent < cerrada.fecha, true);
      assertEquals(reabierta.fecha, second.date_sent);
    });

    it("is taken back by an agent, and by an answer", async () => {
      const key = await conversationOf("ana");

      await act("ana", key, "cerrar");
      await act("sofia", key, "reabrir");
      await act("sofia", key, "reabrir");
      await act("ana", key, "cerrar");
      await inbox.reply("ana", key, "Se me olvidaba");

      assertEquals((await open("ana", key)).estado, "open");
      assertEquals(await eventsOf(key), [
        ["cerrada", "Ana"],
        ["reabierta", "Sofia"],
        ["cerrada", "Ana"],
        ["reabierta", "Ana"],
      ]);
    });

    it("of one that nobody had ends in a turn when it is taken back", async () => {
      for (const name of ["ana", "luis"]) await inbox.pause(name, true);
      const key = newKey();
      await inbox.twilio.inbound({ from: `+${key}`, body: "Hola" });
      await act("sofia", key, "cerrar");
      for (const name of ["ana", "luis"]) await inbox.pause(name, false);
      assertEquals((await open("sofia", key)).agente, null);

      await act("sofia", key, "reabrir");

      const { estado, agente, eventos } = await open("sofia", key);
      assertEquals([estado, agente === null], ["open", false]);
      assertEquals(
        eventos.map(({ tipo, datos }: ThreadEvent) => [tipo, datos.motivo]),
        [["cerrada", undefined], ["reabierta", undefined], [
          "asignada",
          "waited",
        ]],
      );
    });
  });

  describe("snoozing", () => {
    const later = (minutes: number) =>
      new Date(Date.now() + ahead + minutes * MINUTE_MS).toISOString();

    it("puts it aside until its time, by the house's clock, and once for all processes", async () => {
      const key = await conversationOf("ana");
      const hasta = later(2);

      await act("ana", key, "posponer", { hasta });
      await act("ana", key, "posponer", { hasta });
      const before = await open("ana", key);
      const early = await wakeSnoozed(inbox.sql, new Date(Date.now() + ahead));
      ahead += 3 * MINUTE_MS;
      const woken = await Promise.all(
        Array.from(
          { length: 4 },
          () => wakeSnoozed(inbox.sql, new Date(Date.now() + ahead)),
        ),
      );
      await until(
        "it is back",
        async () => (await open("ana", key)).pospuesta_hasta === null,
      );

      const after = await open("ana", key);
      assertEquals([before.pospuesta_hasta, before.estado], [hasta, "open"]);
      assertEquals(early, 0);
      assertEquals(woken.reduce((sum, count) => sum + count) <= 1, true);
      assertEquals(after.version, before.version + 1);
      assertEquals(await eventsOf(key), [["pospuesta", "Ana"], [
        "retomada",
        null,
      ]]);
    });

    it("ends by itself while the companion is at work", async () => {
      const key = await conversationOf("ana");
      await act("ana", key, "posponer", { hasta: later(1) });

      ahead += 2 * MINUTE_MS;
      await until(
        "it is back",
        async () => (await open("ana", key)).pospuesta_hasta === null,
      );

      assertEquals((await eventsOf(key)).at(-1), ["retomada", null]);
    });

    it("ends when the customer writes, when somebody takes it back, and when it is closed", async () => {
      const [written, pictured, taken, closed] = [
        await conversationOf("ana"),
        await conversationOf("ana"),
        await conversationOf("ana"),
        await conversationOf("ana"),
      ];
      for (const key of [written, pictured, taken, closed]) {
        await act("ana", key, "posponer", { hasta: later(1) });
      }

      await inbox.twilio.inbound({ from: `+${written}`, body: "¿Y bien?" });
      await inbox.twilio.inbound({
        from: `+${pictured}`,
        media: [{ contentType: "image/png", base64: btoa("bytes") }],
      });
      await act("ana", taken, "posponer", { hasta: null });
      await act("ana", taken, "posponer", { hasta: null });
      await act("ana", closed, "cerrar");

      for (const key of [written, pictured, taken, closed]) {
        assertEquals((await open("ana", key)).pospuesta_hasta, null);
      }
      for (const key of [written, pictured]) {
        assertEquals((await eventsOf(key)).at(-1), ["retomada", null]);
      }
      assertEquals(await eventsOf(taken), [["pospuesta", "Ana"], [
        "retomada",
        "Ana",
      ]]);
      assertEquals((await eventsOf(closed)).at(-1), ["cerrada", "Ana"]);
    });

    it("is turned down for a time that is past, too far or none, and for a closed one", async () => {
      const key = await conversationOf("ana");
      const wrong = [
        undefined,
        "mañana",
        "2026-11-25",
        later(-1),
        later(400 * 24 * 60),
        5,
      ];

      for (const hasta of wrong) {
        const answer = await act("ana", key, "posponer", { hasta });
        assertEquals(refusal(answer), [422, "invalid", "hasta"]);
      }
      await act("ana", key, "cerrar");
      const answer = await act("ana", key, "posponer", { hasta: later(1) });
      assertEquals(refusal(answer), [409, "conflict"]);
    });
  });

  it("counts how long the customer waits from the first message without an answer", async () => {
    const key = await conversationOf("ana");
    const since = async () => {
      const { esperando_desde, twilio_messages } = await open("ana", key);
      const row = await rowOf("ana", key);
      assertEquals(row.esperando_desde, esperando_desde);
      return twilio_messages.findIndex((
        { date_sent }: { date_sent: string },
      ) => date_sent === esperando_desde);
    };

    await inbox.twilio.inbound({ from: `+${key}`, body: "¿Hola?" });
    const waiting = await since();
    await inbox.reply("ana", key, "Aquí estoy");
    const answered = await since();
    await inbox.twilio.inbound({ from: `+${key}`, body: "Gracias" });
    const again = await since();
    await act("ana", key, "cerrar");
    const closed = await since();
    await act("ana", key, "reabrir");

    assertEquals([waiting, answered, again, closed], [0, -1, 3, -1]);
    assertEquals(await since(), 3);
  });

  it("closes by itself what rests, which is told, but nothing that is snoozed", async () => {
    const [resting, snoozed] = [
      await conversationOf("ana"),
      await conversationOf("ana"),
    ];
    const hasta = new Date(Date.now() + ahead + MINUTE_MS).toISOString();
    await act("ana", snoozed, "posponer", { hasta });
    const now = new Date(Date.now() + ahead + 1000);

    await closeIdle(inbox.sql, { after: new Date(0), before: now }, now);

    assertEquals((await open("ana", resting)).estado, "closed");
    assertEquals(await eventsOf(resting), [["cerrada", null]]);
    assertEquals((await open("ana", snoozed)).estado, "open");
  });

  it("stands once, on the page of the messages in whose time it happened", async () => {
    const key = await conversationOf("ana");
    for (const body of ["uno", "dos", "tres", "cuatro"]) {
      await act("ana", key, "cerrar");
      await inbox.twilio.inbound({ from: `+${key}`, body });
    }

    const pages = [];
    for (const offset of [0, 2, 4]) {
      const { json } = await inbox.as(
        "ana",
        `/api/conversacion/${key}?limit=2&offset=${offset}`,
      );
      pages.push(json);
    }

    const all = (await open("ana", key)).eventos.map(({ id }: ThreadEvent) =>
      id
    );
    const paged = pages.toReversed().flatMap(({ eventos }) =>
      eventos.map(({ id }: ThreadEvent) => id)
    );
    assertEquals(paged, all);
    assertEquals(all.length, 9);
    assertEquals(pages.map(({ eventos }) => eventos.length), [3, 4, 2]);
  });
});

import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { createHmac } from "node:crypto";
import { signedText } from "../shared/site_request.ts";
import { actingIn, refusal } from "./acting.ts";
import { type Inbox, SITE_SECRET, startInbox } from "./inbox.ts";

describe("what people and the site both change", () => {
  let inbox: Inbox;
  beforeAll(async () => {
    inbox = await startInbox();
    for (const name of ["ana", "luis", "sofia"]) {
      await inbox.as(name, "/api/session");
    }
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  const { conversationOf, act, open, toldOf } = actingIn(
    () => inbox,
    "5735300",
  );

  const siteRow = (key: string) =>
    inbox.site.rows("CHATBOT").find(({ userId }) => userId === key)!;
  const change = (key: string, json: unknown) =>
    inbox.as("ana", `/api/conversacion/${key}`, { method: "PATCH", json });
  const turnOf = async (key: string) => {
    const [row] = await inbox.sql<{ talkTurn: number }[]>`
      select talk_turn from conversations where number = ${key}
    `;
    return row!.talkTurn;
  };

  /** Somebody changed a row of CHATBOT. */
  async function siteSays(row: Record<string, unknown>): Promise<void> {
    const body = JSON.stringify({
      id: crypto.randomUUID(),
      tipo: "fila",
      ...row,
    });
    const path = "/webhook/wix";
    const timestamp = String(Date.now());
    const text = signedText({ timestamp, method: "POST", path, body });
    const response = await fetch(inbox.url + path, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "x-relevo-timestamp": timestamp,
        "x-relevo-signature": createHmac("sha256", SITE_SECRET).update(text)
          .digest("hex"),
      },
      body,
    });
    assertEquals(response.status, 200);
    await response.body?.cancel();
  }

  it("lets an agent take over from the bot, and the site's row says so", async () => {
    const key = await conversationOf("ana");
    await inbox.settle();
    const turn = await turnOf(key);

    await act("ana", key, "bot", { activo: false });
    await act("ana", key, "bot", { activo: false });
    await inbox.settle();

    assertEquals((await open("ana", key)).wix_data.stopBot, true);
    assertEquals(siteRow(key).stopBot, true);
    assertEquals(await toldOf(key), [["bot_pausado", "Ana"]]);
    assertEquals(await turnOf(key), turn + 1);
    const pending = await inbox.sql`select * from site_fields`;
    assertEquals(pending.length, 0);
  });

  it("gives back to the bot after a farewell with a document, which is said once", async () => {
    const key = await conversationOf("ana");
    await act("ana", key, "bot", { activo: false });
    const form = new FormData();
    form.set(
      "archivo",
      new File(["%PDF-1.7"], "a.pdf", { type: "application/pdf" }),
    );
    const { json: upload } = await inbox.as("ana", "/api/archivos", {
      body: form,
      method: "POST",
    });
    const goodbye = {
      activo: true,
      despedida: "Te dejo con el bot",
      media_url: upload.media_url,
      id: crypto.randomUUID(),
    };

    const statuses = [];
    for (let times = 0; times < 2; times++) {
      statuses.push((await act("ana", key, "bot", goodbye)).status);
    }
    await inbox.settle();

    assertEquals(statuses, [200, 200]);
    const { twilio_messages, wix_data } = await open("ana", key);
    assertEquals(
      twilio_messages.map((
        { id, body, media_count }: Record<string, unknown>,
      ) => [id === goodbye.id, body, media_count]),
      [[false, "Hola", 0], [true, goodbye.despedida, 1]],
    );
    assertEquals([wix_data.stopBot, siteRow(key).stopBot], [false, false]);
    assertEquals((await toldOf(key)).at(-1), ["bot_activo", "Ana"]);
    assertEquals(inbox.twilio.phone(`+${key}`).length, 2);
  });

  it("gives nothing back when the farewell can't be sent", async () => {
    const key = await conversationOf("ana");
    await act("ana", key, "bot", { activo: false });
    await inbox.sql`
      update conversations set last_inbound_at = now() - interval '25 hours' where number = ${key}
    `;

    const closed = await act("ana", key, "bot", {
      activo: true,
      despedida: "Adiós",
    });
    const wrong = await act("ana", key, "bot", { activo: "sí" });
    const long = await act("ana", key, "bot", {
      activo: true,
      despedida: "x".repeat(1601),
    });

    assertEquals(refusal(closed), [422, "window_closed"]);
    assertEquals(refusal(wrong), [422, "invalid", "activo"]);
    assertEquals(refusal(long), [422, "invalid", "message"]);
    assertEquals((await open("ana", key)).wix_data.stopBot, true);
  });

  it("changes how the customer is called and what is remembered, here and in the site's row", async () => {
    const key = await conversationOf("ana");
    await inbox.settle();

    await change(key, { nombre: " Marta Ruiz " });
    await change(key, { observaciones: "Prefiere las tardes" });
    await change(key, { observaciones: "Prefiere las tardes" });
    await inbox.settle();
    const { json: found } = await inbox.as(
      "ana",
      "/api/conversaciones?q=marta+ruiz",
    );

    const { nombre, wix_data } = await open("ana", key);
    assertEquals([nombre, wix_data.observaciones], [
      "Marta Ruiz",
      "Prefiere las tardes",
    ]);
    const row = siteRow(key);
    assertEquals([row.nombre, row.observaciones], [
      "Marta Ruiz",
      "Prefiere las tardes",
    ]);
    assertEquals(Object.keys(found.conversaciones), [key]);
    assertEquals(await toldOf(key), [["nombre", "Ana"]]);
    for (
      const [json, field] of [
        [{}, "nombre"],
        [{ nombre: " " }, "nombre"],
        [{ nombre: "x".repeat(121) }, "nombre"],
        [{ observaciones: 5 }, "observaciones"],
        [{ observaciones: "x".repeat(4001) }, "observaciones"],
      ] as const
    ) assertEquals(refusal(await change(key, json)), [422, "invalid", field]);
  });

  it("stands against the site's old word until the site has it, and then the site's next word counts", async () => {
    const key = await conversationOf("ana");
    await inbox.settle();
    const said = { userId: key, stopBot: false, observaciones: "Vieja" };
    const faults = `${inbox.site.url}/sandbox/faults`;
    await fetch(faults, {
      method: "POST",
      body: JSON.stringify({
        path: "/_functions/guardar",
        status: 503,
        times: 1000,
      }),
    }).then((response) => response.body?.cancel());

    await act("ana", key, "bot", { activo: false });
    await change(key, { observaciones: "Nueva" });
    await siteSays(said);
    const meanwhile = (await open("ana", key)).wix_data;
    await fetch(faults, { method: "DELETE" })
      .then((response) => response.body?.cancel());
    await inbox.settle();
    const stored = siteRow(key);
    await siteSays(said);

    assertEquals([meanwhile.stopBot, meanwhile.observaciones], [true, "Nueva"]);
    assertEquals([stored.stopBot, stored.observaciones], [true, "Nueva"]);
    const after = (await open("ana", key)).wix_data;
    assertEquals([after.stopBot, after.observaciones], [false, "Vieja"]);
    assertEquals(await toldOf(key), [["bot_pausado", "Ana"], [
      "bot_activo",
      null,
    ]]);
  });
});

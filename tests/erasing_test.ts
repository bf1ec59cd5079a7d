import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { startOpenAiSandbox } from "../scripts/sandbox/openai/server.ts";
import { callWebhook, newSid } from "./door_webhook.ts";
import { clearFaults, orderFault } from "./faults/ordered_faults.ts";
import { type Answer, type Inbox, LINE, startInbox } from "./inbox.ts";
import { storedFiles, tracesOf } from "./traces.ts";
import { until } from "./until.ts";

const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
const SITE_ERASING = "/_functions/borrarConversacion";

describe("erasing a customer", () => {
  let inbox: Inbox;
  let customers = 0;
  beforeAll(async () => {
    inbox = await startInbox({ agents: ["ana"] });
    await inbox.as("sofia", "/api/session");
    await inbox.as("ana", "/api/session");
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  const newKey = () => `573880${String(customers++).padStart(6, "0")}`;

  function erase(key: string, more: object = {}): Promise<Answer> {
    return inbox.as("sofia", `/api/conversacion/${key}/borrar`, {
      json: { confirm: key, ...more },
    });
  }

  async function receipt(id: string) {
    return (await inbox.as("sofia", `/api/recibos/${id}`)).json.recibo;
  }

  async function idOf(key: string): Promise<string> {
    return (await inbox.as("sofia", `/api/conversacion/${key}`)).json.id;
  }

  async function write(key: string, body: string) {
    return await inbox.twilio.inbound({ from: `+${key}`, body });
  }

  it("leaves nothing of them anywhere, and a receipt that says so", async () => {
    const key = newKey();
    const apiKey = "sk-of-the-tests";
    await using openai = await startOpenAiSandbox({ port: 0, apiKey });
    inbox.site.setSecret("OPENAI_API_KEY", apiKey);
    inbox.site.setSecret("OPENAI_BASE_URL", `${openai.url}/v1`);
    const thread = await fetch(`${openai.url}/v1/conversations`, {
      method: "POST",
      headers: { Authorization: `Bearer ${apiKey}` },
      body: "{}",
    });
    await inbox.twilio.inbound({
      from: `+${key}`,
      profileName: "Marta Secretísima",
      body: "Palabra uno",
      media: [{ contentType: "image/png", base64: PNG }],
    });
    await inbox.reply("ana", key, "Palabra dos");
    await inbox.settle();
    await inbox.sql`update conversations set thread_id = ${
      (await thread.json()).id
    }, observations = 'Palabra tres'`;
    // For a line that nobody knows: kept for a person, and the customer's all the same.
    await callWebhook(inbox, {
      params: {
        From: `whatsapp:+${key}`,
        To: "whatsapp:+570000000009",
        Body: "Palabra cuatro",
      },
    });
    const sids = inbox.twilio.messages().map(({ sid }) => sid);
    const words = [key, "secretísima", "palabra", ...sids];
    assert((await tracesOf(inbox, words)).length > 10);
    const id = await idOf(key);

    const asked = await erase(key, { twilio: true });
    await inbox.settle();
    const done = await receipt(asked.json.recibo.id);

    assertEquals(asked.status, 200);
    assertEquals(asked.json.recibo.terminado, false);
    assertEquals(await tracesOf(inbox, words), []);
    assertEquals(await storedFiles(inbox.dataDir), []);
    assertEquals(inbox.twilio.messages(), []);
    assertEquals(openai.conversations(), []);
    const { conversaciones, direcciones, mensajes, archivos } = done.cuentas;
    assertEquals([conversaciones, direcciones, mensajes, archivos], [
      1,
      // The number, and the id that WhatsApp gives beside it.
      2,
      2,
      1,
    ]);
    const { wix_filas, wix_mensajes, twilio, hilos } = done.cuentas;
    assertEquals([wix_filas, wix_mensajes, twilio, hilos], [1, 2, 2, 1]);
    assertEquals([done.terminado, done.pendiente, done.por.nombre], [
      true,
      [],
      "Sofia",
    ]);
    assertEquals(done.conversaciones, [id]);
    assertEquals(
      (await tracesOf(inbox, [id])).map((trace) => trace.split(":")[0]),
      [
        "CHATBOT_BORRADOS",
        "assignments",
        "audit_trail",
        "commits",
        "erasures",
        "outbox_lanes",
        // How fast replies to them went, for some minutes.
        "rates",
      ],
    );
  });

  it("can be preceded by an export of all that is known, in order, whatever its length; an agent gets none", async () => {
    const key = newKey();
    await inbox.twilio.inbound({
      from: `+${key}`,
      profileName: "Marta Exportada",
      body: "La foto",
      media: [{ contentType: "image/png", base64: PNG }],
    });
    await inbox.reply("ana", key, "La respuesta");
    await inbox.settle();
    const id = await idOf(key);
    await inbox.sql`
      insert into messages (conversation_id, position, id, line_id, direction, author, body, status, sent_at)
      select ${id}, n, gen_random_uuid(), 1, 'inbound', 'customer', 'Número ' || n, 'received', now()
      from generate_series(3, 950) as n
    `;
    await inbox
      .sql`update conversations set message_count = 950 where id = ${id}`;

    const path = `/api/exportar?conversacion=${key}`;
    const exported = await inbox.as("sofia", path);
    const [conversation] = exported.json.conversaciones;
    const [first, second] = conversation.mensajes;
    const picture = await fetch(first.media[0].url);
    await picture.body?.cancel();

    assertEquals((await inbox.as("ana", path)).status, 403);
    assertEquals([conversation.id, conversation.nombre], [
      id,
      "Marta Exportada",
    ]);
    assert(conversation.direcciones.includes(`tel:${key}`));
    assertEquals(conversation.asignaciones.length, 1);
    assertEquals(
      conversation.mensajes.map(({ position }: { position: number }) =>
        position
      ),
      Array.from({ length: 950 }, (_, at) => at + 1),
    );
    assertEquals([first.body, second.body], ["La foto", "La respuesta"]);
    assertEquals(picture.status, 200);
    assertEquals(first.diario[0].parametros.Body, "La foto");
    assert(second.diario.length > 0);
    const [audit] = await inbox.sql`
      select agent_id from audit_trail where act = 'exported' and conversation_id = ${id}
    `;
    assertEquals(audit?.agentId, await inbox.agentId("sofia"));

    // More than one portion goes as well, each in a transaction of its own.
    await erase(key);
    await inbox.settle();
    assertEquals(await tracesOf(inbox, [key, "Número 9"]), []);
    assertEquals(await storedFiles(inbox.dataDir), []);
  });

  it("leaves others alone, and their journal", async () => {
    const [key, other] = [newKey(), newKey()];
    await write(key, "Me voy");
    await write(other, "Me quedo");
    await inbox.settle();

    await erase(key);
    await inbox.settle();

    assertEquals((await inbox.thread("ana", other)).length, 1);
    assertEquals(await tracesOf(inbox, [key]), []);
    assertEquals((await tracesOf(inbox, [other])).length > 3, true);
  });

  it("takes them on every line", async () => {
    const key = newKey();
    await write(key, "Por la primera");
    await inbox.sql`
      with line as (
        insert into lines (number, name, account_sid)
        select ${
      LINE + "0"
    }, 'Segunda', account_sid from lines order by id limit 1 returning id
      ), turn as (insert into rotations (line_id) select id from line)
      insert into conversations (id, line_id, address, number, name, state, last_message_at, created_at)
      select ${crypto.randomUUID()}, id, ${
      "whatsapp:+" + key
    }, ${key}, 'Marta', 'closed', now(), now() from line
    `;
    await inbox.sql`
      insert into addresses (line_id, key, conversation_id)
      select line_id, ${
      "tel:" + key
    }, id from conversations where name = 'Marta'
    `;
    await inbox.settle();

    const { json } = await erase(key);
    await inbox.settle();

    assertEquals(json.recibo.conversaciones.length, 2);
    assertEquals(await tracesOf(inbox, [key]), []);
  });

  it("is refused to an agent, and without the number again", async () => {
    const key = newKey();
    await write(key, "Hola");
    const path = `/api/conversacion/${key}/borrar`;

    const byAgent = await inbox.as("ana", path, { json: { confirm: key } });
    const slips = [];
    for (const confirm of ["573000000000", "sí", undefined]) {
      const { status, json } = await inbox.as("sofia", path, {
        json: { confirm },
      });
      slips.push([status, json.field]);
    }
    const nobody = await erase("573999999999");

    assertEquals(byAgent.status, 403);
    assertEquals(slips, [422, 422, 422].map((status) => [status, "confirm"]));
    assertEquals(nobody.status, 404);
    assertEquals((await inbox.thread("ana", key)).length, 1);
  });

  it("a second time changes nothing: by the id it has the same receipt", async () => {
    const key = newKey();
    await write(key, "Hola");
    await inbox.settle();
    const id = await idOf(key);

    const answers = await Promise.all([erase(id), erase(id), erase(id)]);
    await inbox.settle();
    const again = await erase(id);

    const receipts = [...answers, again].map(({ json }) => json.recibo.id);
    assertEquals(new Set(receipts).size, 1);
    assertEquals(again.json.recibo.cuentas.mensajes, 1);
  });

  it("is not undone by a webhook or a report that comes again; what they write next begins anew", async () => {
    const key = newKey();
    const params = {
      MessageSid: newSid(),
      From: `whatsapp:+${key}`,
      Body: "Lo de antes",
    };
    await callWebhook(inbox, { params });
    await inbox.reply("ana", key, "Respuesta");
    await inbox.settle();
    const sent = inbox.twilio.messages().at(-1)!;
    const [reply] = await inbox.sql`
      select id from messages where provider_sid = ${sent.sid}
    `;
    await erase(key);
    await inbox.settle();

    const again = await callWebhook(inbox, { params });
    const reports = [];
    for (const MessageStatus of ["read", "unheard_of"]) {
      for (const MessageSid of [sent.sid, newSid()]) {
        reports.push(
          await callWebhook(inbox, {
            path: `/webhook/twilio/status?m=${reply!.id}`,
            params: {
              MessageSid,
              SmsSid: MessageSid,
              From: LINE,
              To: `whatsapp:+${key}`,
              MessageStatus,
            },
          }),
        );
      }
    }
    await inbox.settle();

    assertEquals([again, ...reports].map(({ status }) => status), [
      200,
      200,
      200,
      200,
      200,
    ]);
    assertEquals(await tracesOf(inbox, [key, "lo de antes"]), []);

    await write(key, "Soy yo otra vez");
    await inbox.settle();

    const thread = await inbox.thread("ana", key);
    assertEquals(thread.map(({ body }) => body), ["Soy yo otra vez"]);
    const rows = inbox.site.rows("CHATBOT").filter(({ userId }) =>
      userId === key
    );
    assertEquals(rows.length, 1);
  });

  it("with the site away waits for it, and what they write meanwhile is stored after that", async () => {
    const key = newKey();
    await write(key, "Palabra vieja");
    await inbox.settle();
    await orderFault(inbox.site, {
      path: SITE_ERASING,
      status: 503,
      times: 1_000_000,
    });

    const { json } = await erase(key);
    await write(key, "Palabra nueva");
    await until("it was tried again", async () => {
      const { pendiente } = await receipt(json.recibo.id);
      return pendiente.some(({ donde, intentos }: Record<string, unknown>) =>
        donde === "wix" && Number(intentos) > 1
      );
    });
    const meanwhile = inbox.site.rows("CHATBOT_MENSAJES").filter(({ userId }) =>
      userId === key
    );
    await clearFaults(inbox.site);
    await inbox.settle();

    assertEquals(meanwhile.map(({ mensaje }) => mensaje), ["Palabra vieja"]);
    assertEquals((await receipt(json.recibo.id)).terminado, true);
    assertEquals(await tracesOf(inbox, ["palabra vieja"]), []);
    const [row] = inbox.site.rows("CHATBOT").filter(({ userId }) =>
      userId === key
    );
    assertEquals(
      (row?.mensajes as { mensaje: string }[])[0]?.mensaje,
      [
        "Palabra nueva",
      ][0],
    );
  });
});

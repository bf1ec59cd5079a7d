import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { countRows } from "./door_webhook.ts";
import { type Answer, type Inbox, startInbox } from "./inbox.ts";

const NOT_YOURS = "No tienes permiso para enviar mensajes a esta conversación";
const DAY_MS = 24 * 60 * 60 * 1000;

describe("a conversation", () => {
  let inbox: Inbox;
  let customers = 0;
  beforeAll(async () => {
    inbox = await startInbox();
    // Each of them is bound before anything is counted.
    for (const name of ["ana", "luis", "sofia"]) {
      await inbox.as(name, "/api/session");
    }
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  /** A customer's first message, given to this agent. */
  async function conversationOf(name: string) {
    const key = `5732000${String(customers++).padStart(5, "0")}`;
    await inbox.twilio.inbound({ from: `+${key}`, body: "Hola" });
    const [row] = await inbox.sql<{ id: string }[]>`
      update conversations set agent_id = ${await inbox.agentId(name)}
      where number = ${key} returning id
    `;
    await inbox.settle();
    return { key, id: row!.id };
  }

  const refusal = ({ status, json }: Answer) => [
    status,
    json.success,
    json.code,
    ...(json.field ? [json.field] : []),
  ];

  it("of somebody else's is closed by every way that leads to it, and nothing changes", async () => {
    const { key, id } = await conversationOf("luis");
    const sent = await inbox.reply("luis", key, "Buenos días");
    await inbox.settle();
    const luis = await inbox.agentId("luis");
    const before = await countRows(inbox.sql);
    const [row] = await inbox.sql`select * from conversations where id = ${id}`;

    const closed = [];
    for (const name of [key, id, `%2B${key}`, `whatsapp:%2B${key}`]) {
      closed.push(
        await inbox.as("ana", `/api/conversacion/${name}`),
        await inbox.as("ana", `/api/conversacion/${name}/asignaciones`),
        await inbox.as("ana", `/api/conversacion/${name}/leido`, { json: {} }),
        await inbox.as("ana", `/api/conversacion/${name}/asignar`, {
          json: { agente: luis },
        }),
        await inbox.reply("ana", decodeURIComponent(name), "Hola"),
      );
    }
    const retried = await inbox.as(
      "ana",
      `/api/mensajes/${sent.json.message_id}/reintentar`,
      { json: {} },
    );
    const list = await inbox.as("ana", "/api/conversaciones");
    const searched = await inbox.as("ana", `/api/conversaciones?q=${key}`);
    const named = await inbox.as("ana", `/api/conversaciones?id=${id}`);

    for (const answer of closed) {
      assertEquals(refusal(answer), [403, false, "not_assigned"]);
      assertEquals(answer.json.error, NOT_YOURS);
    }
    assertEquals(retried.status, 403);
    for (const { json } of [list, searched, named]) {
      assertEquals([json.total, json.conversaciones], [0, {}]);
    }
    assertEquals(await countRows(inbox.sql), before);
    const [after] = await inbox
      .sql`select * from conversations where id = ${id}`;
    assertEquals({ ...after }, { ...row });
  });

  it("is found by its number in any spelling, and by its id", async () => {
    const { key, id } = await conversationOf("ana");

    const names = [
      key,
      `%2B${key}`,
      `whatsapp:%2B${key}`,
      id,
      id.toUpperCase(),
    ];
    const found = [];
    for (const name of names) {
      const { status, json } = await inbox.as(
        "ana",
        `/api/conversacion/${name}`,
      );
      found.push([status, json.id, json.key]);
    }
    const sent = [];
    for (const to of [key, `+${key}`, `whatsapp:+${key}`, id]) {
      sent.push((await inbox.reply("ana", to, "Hola")).status);
    }

    assertEquals(found, names.map(() => [200, id, key]));
    assertEquals(sent, [200, 200, 200, 200]);
  });

  it("that nobody has is not found, whatever it is called", async () => {
    const names = [
      "573999999999",
      crypto.randomUUID(),
      "nadie",
      "%00",
      "..%2f..",
      "1",
      "x".repeat(2000),
      "'; drop table messages",
      "%F0%9F%98%80",
      "%FF",
      "%E0%A4",
    ];

    for (const name of names) {
      for (const rest of ["", "/asignaciones"]) {
        const answer = await inbox.as(
          "ana",
          `/api/conversacion/${name}${rest}`,
        );
        assertEquals(refusal(answer), [404, false, "not_found"], name);
      }
    }
    const reply = await inbox.reply("ana", "nadie", "Hola");
    assertEquals(refusal(reply), [404, false, "not_found"]);
    for (const id of [crypto.randomUUID(), "5", "%00"]) {
      const retried = await inbox.as("ana", `/api/mensajes/${id}/reintentar`, {
        json: {},
      });
      assertEquals(refusal(retried), [404, false, "not_found"]);
    }
  });

  it("is answered only with what can be read, and the wrong field is named", async () => {
    const { key } = await conversationOf("ana");
    const right = { to: key, message: "Hola" };
    const wrong: [body: unknown, field: string][] = [
      [[], "body"],
      [null, "body"],
      ["Hola", "body"],
      [{ message: "Hola" }, "to"],
      [{ ...right, to: " " }, "to"],
      [{ ...right, to: 573 }, "to"],
      [{ ...right, to: "5".repeat(201) }, "to"],
      [{ to: key }, "message"],
      [{ ...right, message: " \n " }, "message"],
      [{ ...right, message: "\0\0" }, "message"],
      [{ ...right, message: 5 }, "message"],
      [{ ...right, message: ["Hola"] }, "message"],
      [{ ...right, message: "x".repeat(1601) }, "message"],
      [{ ...right, message: "😀".repeat(801) }, "message"],
      [{ ...right, id: "5" }, "id"],
      [{ ...right, id: 5 }, "id"],
      [{ ...right, media_url: "archivo.png" }, "media_url"],
      [{ ...right, media_url: "file:///etc/passwd" }, "media_url"],
      [{ ...right, media_url: "javascript:alert(1)" }, "media_url"],
      [{ ...right, media_url: 5 }, "media_url"],
      [{ ...right, media_url: `${inbox.url}/media/nada` }, "media_url"],
      [{ ...right, media_url: `${inbox.url}/health` }, "media_url"],
    ];
    const before = await countRows(inbox.sql);

    for (const [json, field] of wrong) {
      const answer = await inbox.as("ana", "/api/enviar-mensaje", { json });
      assertEquals(refusal(answer), [422, false, "invalid", field]);
    }
    for (const body of ["no es JSON", "", "\xff", "{".repeat(9999)]) {
      const answer = await inbox.as("ana", "/api/enviar-mensaje", {
        method: "POST",
        body,
      });
      assertEquals(refusal(answer), [422, false, "invalid", "body"]);
    }
    const large = await inbox.as("ana", "/api/enviar-mensaje", {
      json: { ...right, extra: "x".repeat(64 * 1024) },
    });
    assertEquals(refusal(large), [413, false, "too_large"]);
    assertEquals(await countRows(inbox.sql), before);
  });

  it("is listed only by numbers and ids that are ones", async () => {
    for (
      const [query, field] of [
        ["limit=0", "limit"],
        ["limit=-1", "limit"],
        ["limit=diez", "limit"],
        ["limit=1e3", "limit"],
        ["limit=99999999999", "limit"],
        ["offset=-1", "offset"],
        ["offset=1.5", "offset"],
        ["id=5", "id"],
      ] as const
    ) {
      const answer = await inbox.as("ana", `/api/conversaciones?${query}`);
      assertEquals(refusal(answer), [422, false, "invalid", field]);
    }
    const far = await inbox.as("ana", "/api/conversaciones?offset=999999999");
    const odd = await inbox.as("ana", "/api/conversaciones?q=%00%25_%5C'");
    assertEquals([far.status, far.json.count, far.json.has_more], [
      200,
      0,
      false,
    ]);
    assertEquals([odd.status, odd.json.count], [200, 0]);
  });

  it("takes each text as it is, to the customer and back", async () => {
    const { key } = await conversationOf("ana");
    const texts = [
      `<script>alert("hola")</script>`,
      "‏שלום‮ مرحبا‬",
      "😀".repeat(800),
      " a\r\nb\u2028 ",
      "x".repeat(1600),
    ];

    for (const text of texts) {
      assertEquals((await inbox.reply("ana", key, text)).status, 200);
    }
    const odd = await inbox.reply("ana", key, "a\0b\ud83d");
    await inbox.settle();

    assertEquals(odd.status, 200);
    const stored = (await inbox.thread("ana", key)).map(({ body }) => body);
    assertEquals(stored.slice(1), [...texts, "ab\ufffd"]);
    const shown = inbox.twilio.phone(`+${key}`).map(({ body }) => body);
    assertEquals(shown.slice(1), [...texts, "ab\ufffd"]);
  });

  it("is never sent twice under one id, nor under another message's", async () => {
    const { key } = await conversationOf("ana");
    const other = await conversationOf("ana");
    const id = crypto.randomUUID();
    const [first] = await inbox.thread("ana", other.key);

    const answers = await Promise.all(
      [id, id.toUpperCase(), id].map((id) =>
        inbox.reply("ana", key, "Hola", id)
      ),
    );
    const elsewhere = await inbox.reply("ana", other.key, "Hola", id);
    const customers = await inbox.reply("ana", other.key, "Hola", first!.id);

    assertEquals(
      answers.map(({ status, json }) => [status, json.message_id]),
      [[200, id], [200, id], [200, id]],
    );
    assertEquals((await inbox.thread("ana", key)).length, 2);
    assertEquals(refusal(elsewhere), [409, false, "conflict"]);
    assertEquals(refusal(customers), [409, false, "conflict"]);
  });

  it("is handed over only to an agent at work", async () => {
    const { key } = await conversationOf("ana");
    const before = await countRows(inbox.sql);
    const sofia = await inbox.agentId("sofia");

    for (
      const agente of [
        undefined,
        null,
        "2",
        0,
        -1,
        1.5,
        99,
        2 ** 31,
        99_999_999_999,
        sofia,
      ]
    ) {
      const answer = await inbox.as("ana", `/api/conversacion/${key}/asignar`, {
        json: { agente },
      });
      assertEquals(refusal(answer), [422, false, "invalid", "agente"]);
    }
    assertEquals(await countRows(inbox.sql), before);
  });

  it("whose customer wrote more than a day ago is not answered", async () => {
    const { key } = await conversationOf("ana");
    const before = await countRows(inbox.sql);

    await inbox.sql`
      update conversations set last_inbound_at = ${new Date(
      Date.now() - DAY_MS,
    )} where number = ${key}
    `;
    const answer = await inbox.reply("ana", key, "Hola");

    assertEquals(refusal(answer), [422, false, "window_closed"]);
    assertEquals(await countRows(inbox.sql), before);
  });

  it("is named by its id on other lines, and a number that means two is a conflict", async () => {
    const shared = await conversationOf("ana");
    const ana = await inbox.agentId("ana");
    const ids: string[] = [];
    for (const number of ["whatsapp:+573150000002", "whatsapp:+573150000003"]) {
      const [line] = await inbox.sql<{ id: number }[]>`
        insert into lines (number, name, account_sid) values (${number}, 'Otra', 'AC2') returning id
      `;
      for (const key of [shared.key, "573209999999"]) {
        const [added] = await inbox.sql<{ id: string }[]>`
          insert into conversations (id, line_id, address, number, name, agent_id, last_message_at, created_at)
          values (gen_random_uuid(), ${
          line!.id
        }, ${`whatsapp:+${key}`}, ${key}, 'Otra', ${ana}, now(), now())
          returning id
        `;
        await inbox.sql`
          insert into addresses (line_id, key, conversation_id) values (${
          line!.id
        }, ${`tel:${key}`}, ${added!.id})
        `;
        ids.push(added!.id);
      }
    }

    const { json: list } = await inbox.as("ana", "/api/conversaciones");
    const onFirst = await inbox.as("ana", `/api/conversacion/${shared.key}`);
    const onOthers = await inbox.as("ana", "/api/conversacion/573209999999");
    const sent = await inbox.reply("ana", "573209999999", "Hola");
    const byId = await inbox.as("ana", `/api/conversacion/${ids[1]}`);

    for (const id of ids) assertEquals(list.conversaciones[id]?.id, id);
    assertEquals([onFirst.status, onFirst.json.id], [200, shared.id]);
    assertEquals(refusal(onOthers), [409, false, "conflict"]);
    assertEquals(refusal(sent), [409, false, "conflict"]);
    assertEquals([byId.status, byId.json.key], [200, ids[1]]);
  });
});

import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { readAgents } from "../companion/store/agents.ts";
import { HEAP } from "../companion/store/message_texts.ts";
import { searchMessages } from "../companion/store/word_search.ts";
import { type Inbox, startInbox } from "./inbox.ts";
import { watchPlans } from "./plans.ts";
import { until } from "./until.ts";

const [ANAS, LUISS] = ["573370000001", "573370000002"];

describe("the search for words in messages", () => {
  let inbox: Inbox;
  beforeAll(async () => {
    inbox = await startInbox();
    // The two agents in turn.
    for (const from of [ANAS, LUISS]) {
      await inbox.twilio.inbound({ from: `+${from}`, body: "Buenos días" });
    }
    await inbox.twilio.inbound({
      from: `+${ANAS}`,
      body: "¿Tienen citación para   el MIÉRCOLES?",
    });
    await inbox.twilio.inbound({
      from: `+${LUISS}`,
      body: "La citación, por favor",
    });
    await inbox.reply("ana", ANAS!, "El miércoles hay a las diez");
    await inbox.settle();
    await caughtUp();
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  const caughtUp = () =>
    until("the words are taken in", async () => {
      const [row] = await inbox.sql<{ isThere: boolean }[]>`
        select is_caught_up and place >= (select max(place) from commits) as is_there from message_text_places
      `;
      return row!.isThere;
    });

  async function find(name: string, words: string) {
    const { status, json } = await inbox.as(
      name,
      `/api/buscar?q=${encodeURIComponent(words)}`,
    );
    assertEquals(status, 200);
    return json.mensajes.map(({ fragmento }: { fragmento: string }) =>
      fragmento
    );
  }

  it("finds them without case or accents, all of them, the newest first, the last one begun", async () => {
    assertEquals(await find("sofia", "CITACION"), [
      "La citación, por favor",
      "¿Tienen citación para el MIÉRCOLES?",
    ]);
    assertEquals(await find("sofia", "miercoles"), [
      "El miércoles hay a las diez",
      "¿Tienen citación para el MIÉRCOLES?",
    ]);
    assertEquals(await find("sofia", "miercoles cita"), [
      "¿Tienen citación para el MIÉRCOLES?",
    ]);
    assertEquals(await find("sofia", "nadie lo dijo"), []);
    assertEquals(await find("sofia", "'); drop & | ! :* <->"), []);
    assertEquals(await find("sofia", "¿?"), []);
  });

  it("finds nothing of what somebody may not see", async () => {
    assertEquals(await find("ana", "citacion"), [
      "¿Tienen citación para el MIÉRCOLES?",
    ]);
    assertEquals(await find("luis", "miercoles"), []);
  });

  it("says where the message is, and the thread opens there", async () => {
    const { json } = await inbox.as("ana", "/api/buscar?q=citacion");
    const [found] = json.mensajes;
    const thread = await inbox.as(
      "ana",
      `/api/conversacion/${found.key}?desde_posicion=${found.position}&limit=1`,
    );

    assertEquals(
      [found.key, found.nombre, found.position, json.hay_mas],
      [ANAS, `+${ANAS}`, 2, false],
    );
    assertEquals(
      thread.json.twilio_messages.map(({ id }: { id: string }) => id),
      [found.message_id],
    );
  });

  it("takes in what was said before there was a search, and finds it heap by heap", async () => {
    const { sql } = inbox;
    const [own] = await sql<{ id: string }[]>`
      select id from conversations where number = ${ANAS!}
    `;
    await sql`
      insert into messages (conversation_id, position, id, line_id, direction, author, body, status, sent_at)
      select ${own!.id}, 100 + i, gen_random_uuid(), 1, 'inbound', 'customer',
        case when i % 97 = 0 then 'Un colibrí raro' else 'Palabra corriente ' || i end, 'received',
        now() - (9000 - i) * interval '1 minute'
      from generate_series(1, 8000) as i
    `;
    // Half of them lie in one heap, half in the next.
    await sql`select setval('message_texts_seq_seq', ${HEAP - 4000}::bigint)`;
    await sql`update message_text_places set is_caught_up = false`;
    await caughtUp();

    const { json } = await inbox.as("sofia", "/api/buscar?q=colibri");

    assertEquals([json.mensajes.length, json.hay_mas], [50, true]);
    assertEquals(
      json.mensajes.map(({ position }: { position: number }) => position),
      Array.from({ length: 50 }, (_, at) => 100 + 97 * (82 - at)),
    );
    assertEquals((await find("ana", "corriente 4711")).length, 1);
  });

  it("goes by the index, and through no more than the newest beside it", async () => {
    await inbox.sql`vacuum analyze message_texts`;
    await using watched = await watchPlans(inbox.databaseUrl);
    const agents = await readAgents(inbox.sql);
    const sofia = agents.find(({ role }) => role === "supervisor")!;
    for (const words of ["colibri", "citacion", "nadie", "corriente"]) {
      await searchMessages(watched.sql, { agent: sofia, words, limit: 51 });
      const faults = watched.accesses().filter(({ table, by, rows }) =>
        /^message/.test(table) && (by === "Seq Scan" || rows > 3_000)
      );

      assertEquals(faults, [], words);
    }
  });

  it("forgets who is erased", async () => {
    await inbox.as("sofia", `/api/conversacion/${LUISS}/borrar`, {
      json: { confirm: LUISS },
    });
    await inbox.settle();

    assertEquals(await find("sofia", "favor"), []);
    const left = await inbox.sql`
      select from message_texts t where not exists (select from conversations c where c.id = t.conversation_id)
    `;
    assertEquals(left.length, 0);
  });

  it("needs words", async () => {
    const answers = [];
    for (const q of ["", "%20", "a".repeat(101)]) {
      answers.push((await inbox.as("ana", `/api/buscar?q=${q}`)).json.field);
    }

    assertEquals(answers, ["q", "q", "q"]);
  });
});

describe("a conversation's thread and files", () => {
  let inbox: Inbox;
  beforeAll(async () => {
    inbox = await startInbox({ agents: ["ana"] });
    await inbox.twilio.inbound({ from: `+${ANAS}`, body: "Hola" });
    await inbox.sql`
      insert into messages (conversation_id, position, id, line_id, direction, author, kind, body, media_count, status, sent_at)
      select id, i, gen_random_uuid(), 1, 'inbound', 'customer', 'image', '', 1, 'received', now()
      from conversations, generate_series(2, 100) as i
    `;
    await inbox.sql`update conversations set message_count = 100`;
    await inbox.sql`
      insert into media (conversation_id, message_id, place, content_type, size, name, state)
      select m.conversation_id, m.id, place, 'image/png', 10, 'foto ' || m.position, 'stored'
      from messages m, generate_series(0, 1) as place where m.position between 2 and 33
    `;
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  it("open at any place, with what was said around it", async () => {
    const spans = [];
    for (
      const [place, limit] of [[1, 20], [50, 20], [50, 21], [100, 20], [
        999,
        20,
      ], [3, 500]]
    ) {
      const { json } = await inbox.as(
        "ana",
        `/api/conversacion/${ANAS}?desde_posicion=${place}&limit=${limit}`,
      );
      const positions = json.twilio_messages.map((
        { position }: { position: number },
      ) => position);
      spans.push([positions[0], positions.at(-1), json.has_more]);
    }

    assertEquals(spans, [
      [1, 11, false],
      [41, 60, true],
      [40, 60, true],
      [81, 100, true],
      [81, 100, true],
      [1, 100, false],
    ]);
    const wrong = await inbox.as(
      "ana",
      `/api/conversacion/${ANAS}?desde_posicion=x`,
    );
    assertEquals(wrong.json.field, "desde_posicion");
  });

  it("are listed, the newest file first, page by page, each by an address of its own", async () => {
    const met: string[] = [];
    let more: string | null = "";
    while (more !== null) {
      const { json } = await inbox.as(
        "ana",
        `/api/conversacion/${ANAS}/archivos?antes=${more}`,
      );
      for (const { position, media } of json.archivos) {
        assertEquals(media.name, `foto ${position}`);
        met.push(media.url);
      }
      more = json.siguiente;
    }

    assertEquals([met.length, new Set(met).size], [64, 64]);
    const wrong = await inbox.as(
      "ana",
      `/api/conversacion/${ANAS}/archivos?antes=x`,
    );
    assertEquals([wrong.status, wrong.json.field], [422, "antes"]);
  });
});

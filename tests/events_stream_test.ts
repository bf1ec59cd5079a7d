import { assert, assertEquals, assertMatch } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { signToken } from "./access_tokens.ts";
import { callWebhook } from "./door_webhook.ts";
import { type EventStream, listen } from "./events_stream.ts";
import { emailOf, type Inbox, startInbox } from "./inbox.ts";
import { until } from "./until.ts";

const AGENTS = ["ana", "luis", "eva"];
const SHAPE: Record<string, RegExp> = {
  id: /^[0-9a-f-]{36}$/,
  key: /^573660\d+$/,
  version: /^\d+$/,
  message_id: /^[0-9a-f-]{36}$/,
  status: /^[a-z]+$/,
  timestamp: /^\d{4}-\d\d-\d\dT[\d:.]+Z$/,
};

describe("the stream of events", () => {
  let inbox: Inbox;
  let customers = 0;
  beforeAll(async () => {
    inbox = await startInbox({ agents: AGENTS });
    for (const name of [...AGENTS, "sofia"]) {
      await inbox.as(name, "/api/session");
    }
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  const newKey = () => `573660${String(customers++).padStart(6, "0")}`;
  const write = async (key: string, body = "Hola") => {
    const { status } = await callWebhook(inbox, {
      params: { From: `whatsapp:+${key}`, Body: body },
    });
    assertEquals(status, 200);
  };
  const open = async (name: string, lastId: number | null = null) =>
    await listen(inbox, await inbox.token(name), lastId);
  const ownerOf = async (key: string) => {
    const [row] = await inbox.sql<{ id: string; name: string }[]>`
      select c.id, lower(a.name) as name from conversations c join agents a on a.id = c.agent_id
      where c.number = ${key}
    `;
    return row!;
  };
  const give = async (key: string, name: string) => {
    const { status } = await inbox.as(
      "sofia",
      `/api/conversacion/${key}/asignar`,
      { json: { agente: await inbox.agentId(name) } },
    );
    assertEquals(status, 200);
  };
  const storedPlaces = async () =>
    (await inbox.sql<{ seq: number }[]>`
      select seq from changes where lost_by is null and seq is not null order by seq
    `).map(({ seq }) => seq);

  it("says that something changed and which version it has, never what it says", async () => {
    const key = newKey();
    await write(key);
    await give(key, "ana");
    await inbox.settle();
    await using stream = await open("ana");

    await inbox.twilio.inbound({ from: key, body: "un murciélago" });
    const { json } = await inbox.reply("ana", key, "un ornitorrinco");
    await inbox.settle();
    await inbox.as("ana", `/api/conversacion/${key}/leido`, { json: {} });
    await inbox.twilio.inbound({ from: key, body: "Hola" });
    await inbox.as("ana", `/api/conversacion/${key}/leido`, { json: {} });
    await until(
      "the page has heard all",
      () => stream.events.at(-1)?.name === "conversation_update",
    );

    assertMatch(
      stream.headers.get("content-type") ?? "",
      /^text\/event-stream/,
    );
    assertEquals(stream.headers.get("cache-control"), "no-store");
    const names = new Set(stream.events.map(({ name }) => name));
    assertEquals(
      names,
      new Set(["new_message", "message_status", "conversation_update"]),
    );
    for (const { data } of stream.events) {
      for (const [field, value] of Object.entries(data)) {
        assertMatch(String(value), SHAPE[field] ?? /never/, field);
      }
    }
    const statuses = stream.events.filter(({ data }) =>
      data.message_id === json.message_id
    ).map(({ data }) => data.status);
    assertEquals([statuses[0], statuses.at(-1)], ["pending", "delivered"]);
    const versions = stream.events.map(({ data }) => data.version);
    assertEquals(versions, versions.toSorted((a, b) => a - b));
    assert(!/murciélago|ornitorrinco|Marta/.test(stream.text()));
  });

  it("is told in the order of commits, while many commit at once", async () => {
    const keys = Array.from({ length: 20 }, newKey);
    for (const key of keys) await write(key);
    await inbox.settle();
    await using all = await open("sofia");
    await using own = await open("ana");

    await Promise.all(
      keys.flatMap((key) =>
        Array.from({ length: 5 }, async (_, at) => {
          await write(key, `${at}`);
          if (at % 2 === 0) {
            await inbox.as("sofia", `/api/conversacion/${key}/asignar`, {
              json: { agente: await inbox.agentId(AGENTS[at % 3]!) },
            });
          }
        })
      ),
    );
    await inbox.settle();
    const [from, stored] = [all.events[0]!.seq, await storedPlaces()];
    const expected = stored.filter((seq) => seq >= from);
    await until(
      "the supervisor has heard all",
      () => all.events.length >= expected.length,
    );

    assertEquals(all.events.map(({ seq }) => seq), expected);
    const heard = own.events.map(({ seq }) => seq);
    assertEquals(heard, heard.toSorted((a, b) => a - b));
    const newest = new Map<string, number>();
    for (const { data } of all.events) {
      assert(data.version >= (newest.get(data.id) ?? 0), "an older version");
      newest.set(data.id, data.version);
    }
  });

  it("misses nothing and tells nothing twice, however often it is cut", async () => {
    const keys = Array.from({ length: 10 }, newKey);
    for (const key of keys) {
      await write(key);
      await give(key, "ana");
    }
    await inbox.settle();
    let stream = await open("ana");
    const start = stream.lastId();
    const heard: number[] = [];
    const leave = async () => {
      await stream.cut();
      heard.push(...stream.events.map(({ seq }) => seq));
    };

    let cuts = 0;
    const writing = Promise.all(keys.map(async (key) => {
      for (let at = 0; at < 30; at++) await write(key, `${at}`);
    }));
    let isWriting = true;
    writing.finally(() => isWriting = false);
    while (isWriting) {
      const enough = 1 + Math.floor(Math.random() * 12);
      await until(
        "some more were told",
        () => !isWriting || stream.events.length >= enough,
      );
      await leave();
      cuts += 1;
      stream = await open("ana", stream.lastId());
    }
    await inbox.settle();
    const expected = (await storedPlaces()).filter((seq) => seq > start);
    await until(
      "the last are told",
      () => heard.length + stream.events.length >= expected.length,
    );
    await leave();

    assert(cuts > 5, `was cut ${cuts} times`);
    assertEquals(heard, expected);
  });

  it("tells who loses a conversation that it is lost, without its key, and nothing more of it", async () => {
    const key = newKey();
    await write(key);
    await give(key, "ana");
    await inbox.settle();
    const { id } = await ownerOf(key);
    await using ana = await open("ana");
    await using luis = await open("luis");
    const before = ana.lastId();

    await give(key, "luis");
    await until("it is lost", () => ana.events.some(({ data }) => data.lost));
    await write(key, "A Luis");
    await inbox.settle();
    await until(
      "the other has it",
      () => luis.events.some(({ name }) => name === "new_message"),
    );
    await using again = await open("ana", before);
    await until("it is told again", () => again.events.length > 0);
    await write(newKey());
    await inbox.settle();

    for (const { events, text } of [ana, again]) {
      const [event, ...more] = events.filter(({ data }) => data.id === id);
      assertEquals([event?.name, more], ["conversation_update", []]);
      assertEquals(Object.keys(event!.data).sort(), [
        "id",
        "lost",
        "timestamp",
        "version",
      ]);
      assert(!text().includes(key));
    }
    const told = luis.events.filter(({ data }) => data.id === id);
    assertEquals(told.some(({ data }) => data.lost), false);
    assertEquals(told[0]?.data.key, key);
  });

  it("gives another agent not a byte of a conversation, and a supervisor all of it", async () => {
    const key = newKey();
    await write(key);
    await give(key, "ana");
    await inbox.settle();
    const { id } = await ownerOf(key);
    await using luis = await open("luis");
    await using resumed = await open("luis", 0);
    await using sofia = await open("sofia");

    await write(key, "Otra vez");
    await inbox.reply("ana", key, "Buenos días");
    await inbox.settle();
    const own = newKey();
    await write(own);
    await give(own, "luis");
    await until(
      "his own was told",
      () => luis.events.some(({ data }) => data.key === own),
    );

    assert(!luis.text().includes(key) && !luis.text().includes(id));
    assert(!resumed.text().includes(key));
    const ofIt = sofia.events.filter(({ data }) => data.key === key);
    assert(ofIt.length >= 3, "the supervisor heard too little");
  });

  it("starts anew, and says so, for who was away too long or comes from another time", async () => {
    const key = newKey();
    await write(key);
    await give(key, "ana");
    await inbox.settle();
    const { id } = await ownerOf(key);
    await inbox.sql`
      insert into commits (size, changes, at)
      select 1, ${
      inbox.sql.json([{
        conversationId: id,
        version: 1,
        event: "conversation_update",
      }])
    }, now()
      from generate_series(1, 2100)
    `;
    await write(key);
    await inbox.settle();

    const streams: EventStream[] = [];
    for (const lastId of [1, 999_999_999]) {
      streams.push(await open("ana", lastId));
    }
    await until(
      "both were told",
      () => streams.every(({ events }) => events.length > 0),
    );
    await write(key, "Después");
    const [latest] = await inbox.sql<{ id: string }[]>`
      select id from messages where conversation_id = ${id} order by position desc limit 1
    `;
    await until(
      "it goes on from now",
      () =>
        streams.every(({ events }) =>
          events.at(-1)?.data.message_id === latest!.id
        ),
    );
    await Promise.all(streams.map((stream) => stream.cut()));

    for (const { events } of streams) {
      const [first, ...rest] = events;
      assertEquals(first?.name, "resync");
      assert(rest.every(({ name }) => name !== "resync"));
      const places = rest.map(({ seq }) => seq);
      assertEquals(places, places.toSorted((a, b) => a - b));
      assert(first!.seq < places[0]!);
    }
  });

  it("ends when its token does", async () => {
    const [bound] = await inbox.sql<{ memberId: string }[]>`
      select member_id from agents where email = ${emailOf("eva")}
    `;
    const member = { sub: bound!.memberId, email: emailOf("eva") };
    const began = performance.now();

    await using stream = await listen(
      inbox,
      await signToken(member, { expiresIn: 2 }),
    );
    await stream.ended;

    assertEquals(stream.status, 200);
    const lasted = performance.now() - began;
    assert(lasted > 500 && lasted < 8000, `lasted ${lasted} ms`);
  });

  it("ends within moments when the agent is paused, or is given other rights", async () => {
    const pause = async (pausado: boolean) =>
      await inbox.as("sofia", `/api/agentes/${await inbox.agentId("eva")}`, {
        method: "PATCH",
        json: { pausado },
      });
    const admit = (rol: string) =>
      inbox.as("sofia", "/api/agentes", {
        json: { email: emailOf("eva"), nombre: "Eva", rol },
      });

    await using first = await open("eva");
    await using bystander = await open("luis");
    const began = performance.now();
    await pause(true);
    await first.ended;
    const lasted = performance.now() - began;
    const { status } = await inbox.as("eva", "/api/eventos");
    await pause(false);
    await using second = await open("eva");
    await admit("supervisor");
    await second.ended;
    await admit("agent");

    assert(lasted < 2500, `lasted ${lasted} ms`);
    assertEquals(status, 403);
    assertEquals(bystander.isOver(), false);
  });

  it("ends also when somebody is paused behind this process's back", async () => {
    await using stream = await open("eva");

    await inbox.pause("eva", true);
    await stream.ended;
    await inbox.pause("eva", false);

    assertEquals(stream.isOver(), true);
  });

  it("is opened by a header alone", async () => {
    const token = await inbox.token("ana");

    const asked = await inbox.as(null, `/api/eventos?token=${token}`);
    const head = await inbox.as("ana", "/api/eventos", { method: "HEAD" });

    assertEquals([asked.status, asked.json.code], [401, "not_signed_in"]);
    assertEquals(head.status, 200);
  });
});

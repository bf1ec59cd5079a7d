import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { startOpenAiSandbox } from "../scripts/sandbox/openai/server.ts";
import { message, type Site, startSite } from "./site_caller.ts";

const FIRST = "11111111-1111-4111-8111-111111111111";
const SECOND = "22222222-2222-4222-8222-222222222222";

describe("erasing in the site", () => {
  let site: Site;
  let users = 57_300_000_000;
  beforeAll(async () => void (site = await startSite()));
  afterAll(async () => await site[Symbol.asyncDispose]());

  const erase = (userId: string, conversationId: string, second: number) =>
    post("borrarConversacion", {
      userId,
      conversationId,
      hasta: message(null, second).timestamp,
    });
  const post = (name: string, body: object) =>
    site.call("POST", `/_functions/${name}`, { body: JSON.stringify(body) });
  const record = (userId: string, conversationId: string, second: number) => ({
    userId,
    conversationId,
    nombre: `Cliente ${userId}`,
    version: second,
    mensajes: [message(crypto.randomUUID(), second)],
  });
  const held = (userId: string) =>
    ["CHATBOT", "CHATBOT_MENSAJES"].map((collection) =>
      site.sandbox.rows(collection).filter((row) => row.userId === userId)
        .length
    );
  const newUser = () => String(++users);

  it("takes the row and every message, and a repeat changes nothing", async () => {
    const [user, other] = [newUser(), newUser()];
    await site.save(record(user, crypto.randomUUID(), 9));
    const id = crypto.randomUUID();
    await site.save({
      userId: other,
      conversationId: id,
      mensajes: [1, 2, 3].map((second) => message(crypto.randomUUID(), second)),
      version: 3,
    });

    const first = await erase(other, id, 3);
    const second = await erase(other, id, 3);

    assertEquals(first.json, {
      success: true,
      filas: 1,
      mensajes: 3,
      hay_mas: false,
    });
    assertEquals(second.json, { ...first.json, filas: 0, mensajes: 0 });
    assertEquals([held(other), held(user)], [[0, 0], [1, 1]]);
  });

  it("goes in pages, and says when there is more", async () => {
    const user = newUser();
    site.sandbox.fill(
      "CHATBOT_MENSAJES",
      Array.from({ length: 4200 }, (_, at) => ({
        _id: crypto.randomUUID(),
        userId: user,
        from: "usuario",
        mensaje: "a",
        timestamp: { $date: message(null, at % 60).timestamp },
      })),
    );

    const answers = [];
    for (const _ of [1, 2]) answers.push((await erase(user, FIRST, 60)).json);

    assertEquals(answers.map(({ mensajes, hay_mas }) => [mensajes, hay_mas]), [
      [4000, true],
      [200, false],
    ]);
  });

  for (const way of ["alone", "in a batch"]) {
    it(`is not undone by a store that comes late, ${way}`, async () => {
      const user = newUser();
      const id = crypto.randomUUID();
      await site.save(record(user, id, 1));
      await erase(user, id, 2);

      const late = [record(user, id, 2)];
      const answer = way === "alone"
        ? await site.save(late[0]!)
        : await site.saveMany([
          ...late,
          record(newUser(), crypto.randomUUID(), 1),
        ]);

      assertEquals(answer.status, 200);
      assertEquals(held(user), [0, 0]);
    });

    it(`leaves what the same customer writes afterwards, and a late store of before doesn't touch it, ${way}`, async () => {
      const user = newUser();
      const [old, young] = [crypto.randomUUID(), crypto.randomUUID()];
      await site.save(record(user, old, 50));
      await erase(user, old, 50);
      await site.save({ ...record(user, young, 60), version: 1, nombre: "Yo" });

      const late = { ...record(user, old, 49), version: 51, nombre: "Antes" };
      if (way === "alone") await site.save(late);
      else await site.saveMany([late, record(newUser(), SECOND, 1)]);
      await erase(user, old, 50);

      const [row] = site.sandbox.rows("CHATBOT").filter(({ userId }) =>
        userId === user
      );
      assertEquals([row?.nombre, row?.conversationId, row?.version], [
        "Yo",
        young,
        1,
      ]);
      assertEquals(held(user), [1, 1]);
    });
  }

  it("wins over stores of the same moment, first ones and repeats, alone and together", async () => {
    const users = Array.from({ length: 12 }, newUser);
    const records = users.map((user) => record(user, crypto.randomUUID(), 3));
    await Promise.all(records.slice(6).map((each) => site.save(each)));

    await Promise.all(records.flatMap((each) => [
      site.save(each),
      erase(each.userId, each.conversationId, 3),
      site.saveMany([each, record(newUser(), crypto.randomUUID(), 1)]),
      site.save({ ...each, version: 4, nombre: "Otro" }),
    ]));

    assertEquals(users.map(held), users.map(() => [0, 0]));
  });

  it("is for the companion alone, and says which field is wrong", async () => {
    const body = JSON.stringify({
      userId: "1",
      conversationId: FIRST,
      hasta: "ayer",
    });
    const path = "/_functions/borrarConversacion";

    const stranger = await site.call("POST", path, {
      body,
      secret: "not the secret that both sides share",
    });
    const wrong = await site.call("POST", path, { body });

    assertEquals(stranger.status, 403);
    assertEquals([wrong.status, wrong.json.field], [400, "hasta"]);
  });

  it("trims the oldest messages, a page at a time, and leaves the rows", async () => {
    const user = newUser();
    await site.save(record(user, crypto.randomUUID(), 500));
    await site.save(record(user, crypto.randomUUID(), 700));
    const antes = message(null, 600).timestamp;

    const { json } = await post("recortarMensajes", { antes });

    assertEquals([json.success, json.hay_mas], [true, false]);
    assertEquals(held(user), [1, 1]);
    assertEquals(
      site.sandbox.rows("CHATBOT_MENSAJES").filter(({ timestamp }) =>
        new Date(timestamp as string) < new Date(antes)
      ),
      [],
    );
  });

  it("deletes the bot's conversation at OpenAI, and finds one that is gone deleted", async () => {
    const apiKey = "sk-of-the-tests";
    await using openai = await startOpenAiSandbox({ port: 0, apiKey });
    const made = await fetch(`${openai.url}/v1/conversations`, {
      method: "POST",
      headers: { Authorization: `Bearer ${apiKey}` },
      body: "{}",
    });
    const { id: threadId } = await made.json();
    site.sandbox.setSecret("OPENAI_API_KEY", apiKey);
    site.sandbox.setSecret("OPENAI_BASE_URL", `${openai.url}/v1`);

    const answers = [];
    for (const id of [threadId, threadId, "thread_of_the_old_kind"]) {
      const { status, json } = await post("borrarHilo", { threadId: id });
      answers.push([status, json.borrado]);
    }
    await fetch(`${openai.url}/sandbox/faults`, {
      method: "POST",
      body: JSON.stringify({ path: "/v1/conversations", status: 500 }),
    });
    const failed = await post("borrarHilo", { threadId });

    assertEquals(openai.conversations(), []);
    assertEquals(answers, [[200, true], [200, false], [200, false]]);
    assertEquals([failed.status, failed.json.retryable], [503, true]);
  });
});

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { startInbox } from "./inbox.ts";

const CUSTOMER = "+573001112233";
const KEY = "573001112233";

describe("a reply", () => {
  it("reaches the customer's phone, with its ticks, and the site", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    await inbox.twilio.inbound({
      from: CUSTOMER,
      body: "Hola",
      profileName: "Marta",
    });

    const sent = await inbox.reply("ana", KEY, "Buenos días");
    await inbox.settle();

    assertEquals(sent.status, 200);
    const [, onPhone] = inbox.twilio.phone(CUSTOMER);
    assertEquals(onPhone?.body, "Buenos días");
    const thread = await inbox.thread("ana", KEY);
    assertEquals(thread.map(({ body, status }) => [body, status]), [[
      "Hola",
      "received",
    ], ["Buenos días", "delivered"]]);
    const kept = inbox.site.rows("CHATBOT_MENSAJES").map((
      { mensaje, from },
    ) => [from, mensaje]);
    assertEquals(kept, [["usuario", "Hola"], ["sistema", "Buenos días"]]);
  });

  it("that quotes another one leads to its place", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    const first = await inbox.twilio.inbound({ from: CUSTOMER, body: "Hola" });
    await inbox.reply("ana", KEY, "Buenos días");
    await inbox.settle();

    await inbox.twilio.inbound({
      from: CUSTOMER,
      body: "Decía esto",
      quoted: { sid: first.messageSid! },
    });

    const thread = await inbox.thread("ana", KEY);
    const { quoted } = thread.at(-1)!.details;
    assertEquals([quoted?.message_id, quoted?.position], [thread[0]!.id, 1]);
  });

  it("is on the page around its place, as near its middle as there are messages", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    for (let n = 1; n <= 9; n++) {
      await inbox.twilio.inbound({ from: CUSTOMER, body: `${n}` });
    }
    const bodies = async (query: string) => {
      const { json } = await inbox.as(
        "ana",
        `/api/conversacion/${KEY}${query}`,
      );
      return json.twilio_messages?.map(({ body }: { body: string }) => body)
        .join("") ?? json.code;
    };

    assertEquals(
      await Promise.all([
        bodies("?limit=4&desde_posicion=5"),
        bodies("?limit=4&desde_posicion=1"),
        bodies("?limit=4&desde_posicion=9&offset=3"),
        bodies("?limit=4&desde_posicion=99"),
        bodies("?limit=1&desde_posicion=1"),
        bodies("?desde_posicion=0"),
      ]),
      ["4567", "123", "6789", "6789", "1", "invalid"],
    );
  });

  it("sent twice by the page is sent once to the customer", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    await inbox.twilio.inbound({ from: CUSTOMER, body: "Hola" });
    const id = crypto.randomUUID();

    const answers = await Promise.all(
      [1, 2, 3].map(() => inbox.reply("ana", KEY, "Buenos días", id)),
    );
    await inbox.settle();

    assertEquals(
      answers.map(({ status, json }) => [status, json.message_id]),
      Array(3).fill([200, id]),
    );
    assertEquals(inbox.twilio.phone(CUSTOMER).map(({ body }) => body), [
      "Hola",
      "Buenos días",
    ]);
  });
});

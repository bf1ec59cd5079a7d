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

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { clearFaults, orderFault } from "./faults/ordered_faults.ts";
import {
  countOf,
  CREATING,
  KEY,
  MARTA,
  onPhone,
  replies,
  startConversation,
  troubles,
} from "./faults/sending_house.ts";
import { until } from "./until.ts";

describe("a reply that Twilio does not take", () => {
  it("because it is too much at once, is sent again until it is taken, and once", async () => {
    await using inbox = await startConversation();
    await orderFault(inbox.twilio, { ...CREATING, status: 429, times: 3 });

    await inbox.reply("ana", KEY, "Uno");
    await inbox.reply("ana", KEY, "Dos");
    await inbox.settle();

    assertEquals(onPhone(inbox), ["Uno", "Dos"]);
    assertEquals(countOf(inbox, "POST"), 5);
    assertEquals(
      (await replies(inbox)).map(({ status }) => status),
      ["delivered", "delivered"],
    );
  });

  it("because the account is refused, stops the line, is kept, and goes out when that is mended", async () => {
    await using inbox = await startConversation();
    await orderFault(inbox.twilio, { ...CREATING, status: 401, times: 1000 });
    await inbox.reply("ana", KEY, "Uno");
    await inbox.reply("ana", KEY, "Dos");
    await until("the supervisor sees it", async () => {
      return (await troubles(inbox)).lineas.length === 1;
    });
    const { lineas, carriles } = await troubles(inbox);
    const kept = await replies(inbox);

    await clearFaults(inbox.twilio);
    await inbox.settle();

    assertEquals(lineas[0].motivo, "Twilio answered 401, error 20003");
    const [lane] = carriles;
    assertEquals([lane.tipo, lane.detenido], ["send_message", false]);
    assertEquals(kept.map(({ status }) => status), ["pending", "pending"]);
    assertEquals(onPhone(inbox), ["Uno", "Dos"]);
    const after = await troubles(inbox);
    assertEquals([after.lineas, after.carriles], [[], []]);
  });

  it("for good, is failed with the code, and the next one goes out", async () => {
    await using inbox = await startConversation();
    const { sql } = inbox;
    const [{ address }] = await sql<[{ address: string }]>`
      select address from conversations
    `;
    await sql`update conversations set address = 'whatsapp:nobody'`;
    await inbox.reply("ana", KEY, "A nadie");
    await until("it has failed", async () => {
      return (await replies(inbox))[0]!.status === "failed";
    });
    await sql`update conversations set address = ${address}`;

    await inbox.reply("ana", KEY, "A Marta");
    await inbox.settle();

    const [failed, sent] = await replies(inbox);
    assertEquals([failed!.code, failed!.sid], [21211, null]);
    assertEquals(sent!.status, "delivered");
    assertEquals(onPhone(inbox), ["A Marta"]);
    const [shown] = (await inbox.thread("ana", KEY)).slice(1);
    assertEquals([shown!.status, shown!.error_code], ["failed", 21211]);
  });

  for (const code of [63016, 63024, 21610]) {
    it(`after all, as a report says with ${code}, is failed with that code, and the next one goes out`, async () => {
      await using inbox = await startConversation();
      await setPhone(inbox.twilio.url, { failWith: code });
      await inbox.reply("ana", KEY, "Uno");
      await inbox.settle();
      await setPhone(inbox.twilio.url, { failWith: null });

      await inbox.reply("ana", KEY, "Dos");
      await inbox.settle();

      const [failed, sent] = await replies(inbox);
      assertEquals([failed!.status, failed!.code], ["failed", code]);
      assertEquals([sent!.status, sent!.code], ["delivered", null]);
    });
  }

  it("because the customer wrote too long ago, as Twilio says at once, is failed with 63016", async () => {
    await using inbox = await startConversation();
    inbox.twilio.setDelivery({ windowError: "sync" });
    await setPhone(inbox.twilio.url, { windowClosed: true });

    await inbox.reply("ana", KEY, "Buenos días");
    await inbox.settle();

    const [reply] = await replies(inbox);
    assertEquals([reply!.status, reply!.code], ["failed", 63016]);
    assertEquals(countOf(inbox, "POST"), 1);
  });

  it("because the window closed while it waited, is failed with 63016 without asking", async () => {
    await using inbox = await startConversation();
    await orderFault(inbox.twilio, { ...CREATING, status: 429, times: 1000 });
    await inbox.reply("ana", KEY, "Buenos días");
    await until("it was tried", () => countOf(inbox, "POST") > 0);

    await inbox
      .sql`update conversations set last_inbound_at = now() - interval '24 hours'`;
    const before = await until("nothing is under way", async () => {
      const [row] = await inbox.sql`
        select count(*)::int as n from outbox_lanes where claimed_by is not null
      `;
      return row!.n === 0;
    }).then(() => countOf(inbox, "POST"));
    await inbox.settle();

    const [reply] = await replies(inbox);
    assertEquals([reply!.status, reply!.code], ["failed", 63016]);
    assert(countOf(inbox, "POST") - before <= 1);
    assertEquals(onPhone(inbox), []);
  });
});

async function setPhone(url: string, settings: object): Promise<void> {
  const response = await fetch(`${url}/sandbox/phones/${MARTA}`, {
    method: "POST",
    body: JSON.stringify(settings),
  });
  await response.body?.cancel();
}

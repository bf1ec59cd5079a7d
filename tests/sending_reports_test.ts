import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { type DeliveryStatus, statusesBefore } from "../shared/delivery.ts";
import type { Inbox } from "./inbox.ts";
import { orderFault } from "./faults/ordered_faults.ts";
import {
  CREATING,
  KEY,
  replies,
  startConversation,
} from "./faults/sending_house.ts";

const WORDS = [
  "accepted",
  "queued",
  "sending",
  "sent",
  "delivered",
  "read",
  "failed",
  "undelivered",
] as const;

describe("reports of how a reply fares", () => {
  it("in any order, late and twice, are answered 200 and move it only forward", async () => {
    await using inbox = await startConversation();
    inbox.twilio.setDelivery({ mode: "manual" });
    const words = fc.array(fc.constantFrom(...WORDS), {
      minLength: 1,
      maxLength: 7,
    });

    await fc.assert(
      fc.asyncProperty(words, async (reported) => {
        const sid = await send(inbox);
        let expected: DeliveryStatus = "queued";
        for (const word of reported) {
          const answered = await inbox.twilio.report(sid, { status: word });
          if (statusesBefore(word).includes(expected)) expected = word;
          const shown = (await replies(inbox)).at(-1)!.status;
          assertEquals([answered, shown], [200, expected]);
        }
      }),
      { numRuns: 10 },
    );
  });

  it("with a word that nobody knows are answered 200 and change nothing", async () => {
    await using inbox = await startConversation();
    inbox.twilio.setDelivery({ mode: "manual" });
    const sid = await send(inbox);

    const answers = [
      await inbox.twilio.report(sid, { status: "teleported" }),
      await inbox.twilio.report(sid, { status: "" }),
      await inbox.twilio.report(sid, { status: "DELIVERED" }),
    ];

    assertEquals(answers, [200, 200, 200]);
    assertEquals((await replies(inbox)).at(-1)!.status, "delivered");
  });

  it("of a try that an agent has repeated say nothing of the new one", async () => {
    await using inbox = await startConversation();
    inbox.twilio.setDelivery({ mode: "manual" });
    const first = await send(inbox);
    await inbox.twilio.report(first, { status: "failed", errorCode: 63024 });
    const { id } = (await replies(inbox)).at(-1)!;
    await orderFault(inbox.twilio, { ...CREATING, delayMs: 400, times: 1 });

    const retried = await inbox.as("ana", `/api/mensajes/${id}/reintentar`, {
      method: "POST",
    });
    const late = await inbox.twilio.report(first, {
      status: "undelivered",
      errorCode: 63016,
    });
    await inbox.settle();

    assertEquals([retried.status, late], [200, 200]);
    const reply = (await replies(inbox)).at(-1)!;
    assertEquals([reply.id, reply.status, reply.code], [
      id,
      "queued",
      null,
    ]);
    const sent = inbox.twilio.messages().filter(({ direction }) =>
      direction !== "inbound"
    );
    assertEquals(sent.length, 2);
  });

  it("reversed and doubled by Twilio leave it as it is on the phone", async () => {
    await using inbox = await startConversation();
    inbox.twilio.setDelivery({ reverse: true, duplicate: true, readMs: 1 });

    await inbox.reply("ana", KEY, "Buenos días");
    await inbox.settle();

    const [reply] = await replies(inbox);
    assertEquals([reply!.status, reply!.code], ["read", null]);
  });

  it("of a failure keep their code, and give way to a delivery that was seen", async () => {
    await using inbox = await startConversation();
    inbox.twilio.setDelivery({ mode: "manual" });
    const sid = await send(inbox);

    await inbox.twilio.report(sid, { status: "undelivered", errorCode: 63024 });
    await inbox.twilio.report(sid, { status: "sent" });
    const failed = (await replies(inbox)).at(-1)!;
    await inbox.twilio.report(sid, { status: "delivered" });
    const delivered = (await replies(inbox)).at(-1)!;

    assertEquals([failed.status, failed.code], ["undelivered", 63024]);
    assertEquals(delivered.status, "delivered");
  });
});

/** One more reply, which Twilio has taken. */
async function send(inbox: Inbox): Promise<string> {
  await inbox.reply("ana", KEY, "Buenos días");
  await inbox.settle();
  return (await replies(inbox)).at(-1)!.sid!;
}

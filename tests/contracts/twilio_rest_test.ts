import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { assert, assertEquals } from "@std/assert";
import {
  ACCOUNT,
  assertRefused,
  CUSTOMER,
  LINE,
  type OpenAccount,
  openAccount,
  SERVICE,
} from "./twilio_account.ts";
import { clientOf } from "./twilio_client.ts";

const HOUR = 3_600_000;

describe("the stand-in's messages, to Twilio's own client,", () => {
  let account: OpenAccount;

  beforeEach(async () => {
    account = await openAccount({ messagingServiceSid: SERVICE });
    account.twilio.setDelivery({ mode: "manual" });
  });
  afterEach(() => account.close());

  it("are taken and given back", async () => {
    const { client, send } = account;

    const sent = await send({ body: "Buenos días" });
    const fetched = await client.messages(sent.sid).fetch();

    assertEquals(sent.status, "queued");
    assertEquals(sent.direction, "outbound-api");
    assertEquals(sent.dateSent, null);
    assertEquals(fetched.body, "Buenos días");
    assertEquals(fetched.from, LINE);
    assertEquals(fetched.numMedia, "0");
  });

  it("are accepted for a service, which picks the sender later", async () => {
    const sent = await account.client.messages.create({
      messagingServiceSid: SERVICE,
      to: CUSTOMER,
      body: "Hola",
    });

    assertEquals(sent.status, "accepted");
    assertEquals(sent.from, null);
  });

  it("wait for their time until they are canceled", async () => {
    const { client } = account;

    const sent = await client.messages.create({
      ...LATER,
      sendAt: new Date(Date.now() + HOUR),
    });
    const canceled = await client.messages(sent.sid)
      .update({ status: "canceled" });

    assertEquals([sent.status, canceled.status], ["scheduled", "canceled"]);
  });

  it("leave at their time, and not when canceled before it", async () => {
    const { client, twilio } = account;
    twilio.setDelivery({ mode: "auto" });
    const sendAt = new Date(Date.now() + HOUR);
    await twilio.inbound({ from: CUSTOMER, body: "Hola" });
    const kept = await client.messages.create({ ...LATER, sendAt });
    const dropped = await client.messages.create({ ...LATER, sendAt });
    await client.messages(dropped.sid).update({ status: "canceled" });
    await twilio.idle();
    assertEquals(twilio.phone(CUSTOMER).length, 1);

    twilio.advance(HOUR);
    await twilio.idle();

    const ends = twilio.messages().filter(({ sid }) =>
      [kept.sid, dropped.sid].includes(sid)
    );
    assertEquals(ends.map(({ status }) => status), ["delivered", "canceled"]);
  });

  it("need a service and a time within reach to be scheduled", async () => {
    const { client, send } = account;
    const at = (ms: number) => ({ sendAt: new Date(Date.now() + ms) });

    await assertRefused(
      [35118, 400],
      () => send({ scheduleType: "fixed", ...at(HOUR) }),
    );
    await assertRefused([35111, 400], () => client.messages.create(LATER));
    await assertRefused(
      [35114, 400],
      () => client.messages.create({ ...LATER, ...at(HOUR / 60) }),
    );
    await assertRefused(
      [35114, 400],
      () => client.messages.create({ ...LATER, ...at(HOUR * 24 * 36) }),
    );
  });

  it("are listed by customer and day, page after page, newest first", async () => {
    const { client, send } = account;
    for (let n = 1; n <= 5; n++) await send({ body: `n${n}` });
    await send({ to: "whatsapp:+573009998877", body: "otra" });
    const day = 24 * HOUR;
    const now = Date.now();

    const all = await client.messages.list({ to: CUSTOMER, pageSize: 2 });
    assertEquals(all.map(({ body }) => body), ["n5", "n4", "n3", "n2", "n1"]);
    const dated = (filter: Record<string, Date>) =>
      client.messages.list({ to: CUSTOMER, ...filter }).then((l) => l.length);
    assertEquals(await dated({ dateSentAfter: new Date(now) }), 5);
    assertEquals(await dated({ dateSentAfter: new Date(now + day) }), 0);
    assertEquals(await dated({ dateSentBefore: new Date(now - day) }), 0);
    assertEquals(await dated({ dateSent: new Date(now) }), 5);
    assertEquals((await client.messages.list({ from: LINE })).length, 6);
  });

  it("are found by each way that Twilio's examples write a date", async () => {
    await account.send();
    const path = `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`;

    for (
      const date of [
        "2008-01-02",
        "06/11/2019 22:05:25 MST",
        "2019-06-11 22:05:25.000",
        "Wed, 19 Jun 2019 22:04:00 -0000",
      ]
    ) {
      const query = new URLSearchParams({ "DateSent>": date });
      const { messages } = await account.rest(`${path}?${query}`) as {
        messages: unknown[];
      };
      assertEquals(messages.length, 1, date);
    }
  });

  it("do not shift a page when one arrives meanwhile", async () => {
    const { client, send } = account;
    for (let n = 1; n <= 4; n++) await send({ body: `n${n}` });

    const first = await client.messages.page({ pageSize: 2 });
    await send({ body: "n5" });
    const second = await first.nextPage();
    const before = await second!.previousPage();

    assertEquals(second?.instances.map(({ body }) => body), ["n2", "n1"]);
    assertEquals(before?.instances.map(({ body }) => body), ["n4", "n3"]);
  });

  it("are emptied and deleted once they have ended; the phone keeps them", async () => {
    const { client, send, twilio } = account;
    const { sid } = await send({ body: "secreto" });

    await assertRefused([20009, 409], () => client.messages(sid).remove());
    await twilio.report(sid, { status: "delivered" });
    await assertRefused(
      [30409, 400],
      () => client.messages(sid).update({ status: "canceled" }),
    );
    assertEquals((await client.messages(sid).update({ body: "" })).body, "");
    assertEquals(await client.messages(sid).remove(), true);
    await assertRefused([20404, 404], () => client.messages(sid).fetch());
    assertEquals(twilio.phone(CUSTOMER)[0]?.body, "secreto");
  });

  it("are refused as Twilio does", async () => {
    const { client, send, twilio } = account;
    const host = "https://under_score.test/x";

    await assertRefused([21604, 400], () => send({ to: "" }));
    await assertRefused([21211, 400], () => send({ to: "whatsapp:+12" }));
    await assertRefused([21211, 400], () => send({ to: "+573001112233" }));
    await assertRefused([21603, 400], () => send({ from: "" }));
    await assertRefused([21606, 400], () => send({ from: "+573153369631" }));
    await assertRefused(
      [63007, 400],
      () => send({ from: "whatsapp:+573000000000" }),
    );
    await assertRefused([63031, 400], () => send({ to: LINE }));
    await assertRefused([21617, 400], () => send({ body: "x".repeat(1_601) }));
    await assertRefused([21619, 400], () => send({ body: "" }));
    await assertRefused([21609, 400], () => send({ statusCallback: host }));
    await assertRefused([21620, 400], () => send({ mediaUrl: ["no url"] }));
    await assertRefused(
      [21701, 400],
      () => send({ messagingServiceSid: `MG${"0".repeat(32)}` }),
    );
    await assertRefused(
      [20404, 404],
      () => client.messages("SMnone").fetch(),
    );
    assertEquals(twilio.messages().length, 0);
  });

  it("need credentials", async () => {
    const wrong = clientOf(account.twilio.url, {
      user: ACCOUNT,
      password: "wrong",
    });

    await assertRefused([20003, 401], () => wrong.messages.list());
  });

  it("may be long, and for a user without a number", async () => {
    await account.send({ body: "x".repeat(1_600) });
    await account.send({ to: "whatsapp:CO.4480123456789012" });
  });

  it("meet 429 in Twilio's words when a fault asks for it", async () => {
    await account.control("faults", { path: "/2010-04-01", status: 429 });

    await assertRefused([20429, 429], () => account.send());
    assertEquals((await account.send()).status, "queued");
  });

  it("are there though the answer was lost", async () => {
    await account.control("faults", {
      path: "/2010-04-01",
      method: "POST",
      after: "commit",
    });

    await account.send().then(() => assert(false), () => {});

    assertEquals((await account.client.messages.list()).length, 1);
  });

  it("take feedback", async () => {
    const { sid } = await account.send();

    const answer = await account.client.messages(sid).feedback.create({
      outcome: "confirmed",
    });

    assertEquals([answer.messageSid, answer.outcome], [sid, "confirmed"]);
  });
});

const LATER = {
  messagingServiceSid: SERVICE,
  to: CUSTOMER,
  body: "Mañana",
  scheduleType: "fixed",
} as const;

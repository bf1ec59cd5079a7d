import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { assertEquals } from "@std/assert";
import {
  assertRefused,
  CUSTOMER,
  LINE,
  type OpenAccount,
  openAccount,
  SECOND_LINE,
} from "./twilio_account.ts";
import {
  assertDescribed,
  describeApi,
  type OperationName,
  requestExamples,
} from "./twilio_description.ts";

describe("the stand-in's Messaging Services", () => {
  let account: OpenAccount;

  beforeEach(async () => {
    account = await openAccount({ moreNumbers: [SECOND_LINE] });
  });
  afterEach(() => account.close());

  it("send from their pool, always from the same sender to one customer", async () => {
    const { client, twilio } = account;
    const { sid } = await newService();
    const send = (to: string) =>
      client.messages.create({ messagingServiceSid: sid, to, body: "Hola" });
    await assertRefused([21703, 400], () => send(CUSTOMER));
    await join(sid);

    for (let n = 0; n < 3; n++) {
      await send(CUSTOMER);
      await send("whatsapp:+573009998877");
    }

    const senders = (to: string) =>
      new Set(
        twilio.messages().filter((one) => one.to === to).map((one) => one.from),
      );
    assertEquals(senders(CUSTOMER), new Set([LINE]));
    assertEquals(senders("whatsapp:+573009998877"), new Set([SECOND_LINE]));
  });

  it("report `queued` after `accepted`, to their own address", async () => {
    const { client, origin, received, twilio } = account;
    const { sid } = await newService({ statusCallback: `${origin}/servicio` });
    await join(sid);
    await twilio.inbound({ from: CUSTOMER, body: "Hola" });

    await client.messages.create({
      messagingServiceSid: sid,
      to: CUSTOMER,
      body: "Hola",
    });
    await twilio.idle();

    const reports = received.filter(({ path }) => path === "/servicio");
    assertEquals(
      reports.map(({ params }) => params.MessageStatus),
      ["queued", "sent", "delivered"],
    );
    assertEquals(reports[0]?.params.MessagingServiceSid, sid);
  });

  it("leave webhooks to their senders, unless told to take them", async () => {
    const { client, origin, received, twilio } = account;
    const { sid } = await newService({
      inboundRequestUrl: `${origin}/servicio`,
      useInboundWebhookOnNumber: true,
    });
    await join(sid);

    await twilio.inbound({ from: CUSTOMER, body: "uno" });
    await client.messaging.v1.services(sid).update({
      useInboundWebhookOnNumber: false,
    });
    await twilio.inbound({ from: CUSTOMER, body: "dos" });

    assertEquals(
      received.map(({ path, params }) => [path, params.MessagingServiceSid]),
      [["/in", sid], ["/servicio", sid]],
    );
  });

  it("refuse a sender of nobody's, or of another service's", async () => {
    const { client } = account;
    const [one, other] = [await newService(), await newService()];
    const senders = await join(one.sid);
    const pool = client.messaging.v1.services(other.sid).channelSenders;

    await assertRefused(
      [21710, 409],
      () => pool.create({ sid: senders[0]! }),
    );
    await assertRefused(
      [20404, 404],
      () => pool.create({ sid: `XE${"f".repeat(32)}` }),
    );
    await assertRefused(
      [21712, 400],
      () => account.send({ messagingServiceSid: other.sid }),
    );
    const named = await account.send({ messagingServiceSid: one.sid });
    assertEquals(named.status, "accepted");
    await client.messaging.v1.services(one.sid).channelSenders(senders[0]!)
      .remove();
    assertEquals((await pool.create({ sid: senders[0]! })).sender, LINE);
  });

  describe("with Advanced Opt-Out", () => {
    it("answer STOP themselves, tell of it, and send nothing after it", async () => {
      const { client, control, received, twilio } = account;
      const { sid } = await newService();
      await join(sid);
      await control(`services/${sid}`, { advancedOptOut: true });
      const send = () =>
        client.messages.create({
          messagingServiceSid: sid,
          to: CUSTOMER,
          body: "x",
        });

      await twilio.inbound({ from: CUSTOMER, body: " stop " });
      await twilio.idle();

      assertEquals(received[0]?.params.OptOutType, "STOP");
      const [, reply] = twilio.phone(CUSTOMER);
      assertEquals(reply?.direction, "to_customer");
      assertEquals(twilio.messages()[1]?.direction, "outbound-reply");
      await assertRefused([21610, 400], send);
      await twilio.inbound({ from: CUSTOMER, body: "START" });
      assertEquals((await send()).status, "accepted");
    });
  });

  it("without it take STOP for a word like any other", async () => {
    const { received, send, twilio } = account;

    await twilio.inbound({ from: CUSTOMER, body: "STOP" });

    assertEquals(received[0]?.params.Body, "STOP");
    assertEquals(received[0]?.params.OptOutType, undefined);
    assertEquals((await send()).status, "queued");
  });

  it("are answered as Twilio's published description says", async () => {
    const api = await describeApi("messaging_v1");
    const [example] = requestExamples(api, "/v1/Services");
    const body = new URLSearchParams(
      Object.entries(example!).map(([name, value]) => [name, String(value)]),
    );
    const made = await account.rest("/v1/Services", {
      method: "POST",
      body,
    }) as {
      sid: string;
    };
    const [lineSid] = await join(made.sid);
    const numbered = await account.client.incomingPhoneNumbers.create({
      phoneNumber: "+573150000003",
    });
    await account.client.messaging.v1.services(made.sid).phoneNumbers.create({
      phoneNumberSid: numbered.sid,
    });
    const one = `/v1/Services/${made.sid}`;
    const senders = "/v1/Services/{MessagingServiceSid}/ChannelSenders";
    const checks: [OperationName, unknown][] = [
      ["POST 201 /v1/Services", made],
      ["GET 200 /v1/Services", await account.rest("/v1/Services")],
      ["GET 200 /v1/Services/{Sid}", await account.rest(one)],
      [`GET 200 ${senders}`, await account.rest(`${one}/ChannelSenders`)],
      [
        `GET 200 ${senders}/{Sid}`,
        await account.rest(`${one}/ChannelSenders/${lineSid}`),
      ],
      [
        "GET 200 /v1/Services/{ServiceSid}/PhoneNumbers",
        await account.rest(`${one}/PhoneNumbers`),
      ],
    ];

    for (const [operation, answer] of checks) {
      assertDescribed(api, operation, answer);
    }
  });

  it("are listed page after page, by whole addresses", async () => {
    for (let n = 0; n < 5; n++) await newService();

    const all = await account.client.messaging.v1.services.list({
      pageSize: 2,
    });

    assertEquals(new Set(all.map(({ sid }) => sid)).size, 5);
  });

  it("are deleted", async () => {
    const { client } = account;
    const { sid } = await newService();

    await client.messaging.v1.services(sid).remove();

    await assertRefused(
      [20404, 404],
      () => client.messaging.v1.services(sid).fetch(),
    );
  });

  function newService(
    more: Partial<
      Parameters<typeof account.client.messaging.v1.services.create>[0]
    > = {},
  ) {
    return account.client.messaging.v1.services.create({
      friendlyName: "Clínica",
      ...more,
    });
  }

  /** Puts both senders into the pool. */
  async function join(serviceSid: string): Promise<string[]> {
    const { messaging } = account.client;
    const senders = await messaging.v2.channelsSenders.list({
      channel: "whatsapp",
    });
    const pool = messaging.v1.services(serviceSid).channelSenders;
    for (const { sid } of senders) await pool.create({ sid });
    return senders.map(({ sid }) => sid);
  }
});

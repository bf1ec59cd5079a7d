import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import {
  assertRefused,
  CUSTOMER,
  empty,
  type OpenAccount,
  openAccount,
  SERVICE,
} from "./twilio_account.ts";
import { GREETING, newContent } from "./twilio_contents.ts";

describe("what nobody knows of Twilio, the stand-in does both ways:", () => {
  let account: OpenAccount;

  beforeEach(async () => {
    account = await openAccount({ messagingServiceSid: SERVICE });
    await account.twilio.inbound({ from: CUSTOMER, body: "Hola" });
    account.received.length = 0;
  });
  afterEach(() => account.close());

  it("where the end of the service window shows", async () => {
    const { outcome, send, twilio } = account;
    twilio.advance(25 * 60 * 60 * 1_000);
    assertEquals(await outcome(), 63016);

    await vary({ windowError: "sync" });
    await assertRefused([63016, 400], () => send());
  });

  it("where a message to who unsubscribed is refused, and what STOP means", async () => {
    const { outcome, send, twilio } = account;
    await vary({ plainStop: "obeyed" });
    await twilio.inbound({ from: CUSTOMER, body: "STOP" });
    const messagingServiceSid = SERVICE;

    await assertRefused([21610, 400], () => send({ messagingServiceSid }));
    await vary({ optOutError: "callback" });
    assertEquals(await outcome({ messagingServiceSid }), 21610);
  });

  it("whether a keyword still reaches the webhook", async () => {
    const { control, received, twilio } = account;
    await control(`services/${SERVICE}`, { advancedOptOut: true });
    await vary({ keywordWebhook: false });

    await twilio.inbound({ from: CUSTOMER, body: "STOP" });
    await twilio.idle();

    assertEquals(received.some(({ path }) => path === "/in"), false);
  });

  it("whether `sending` is reported, and what hides in reports", async () => {
    const { outcome, received } = account;
    await vary({
      reportsSending: true,
      masksToAddress: false,
      prefixesUserId: false,
    });

    await outcome();

    assertEquals(
      received.map(({ params }) => params.MessageStatus),
      ["sending", "sent", "delivered"],
    );
    const { params } = received.at(-1)!;
    assertEquals(`whatsapp:${params.ChannelToAddress}`, CUSTOMER);
    assertMatch(params.ExternalUserId!, /^CO\.\d+$/);
  });

  it("how a failure is worded", async () => {
    const { control, outcome, received } = account;
    await vary({
      refusedStatus: "undelivered",
      errorMessages: true,
      channelStatusCode: true,
      notOnWhatsApp: 63003,
    });
    await control(`phones/${CUSTOMER}`, { isOnWhatsApp: false });

    assertEquals(await outcome(), 63003);
    const { params } = received.at(-1)!;
    assertEquals(params.MessageStatus, "undelivered");
    assertEquals(params.ChannelStatusCode, "63003");
    assertEquals(params.ErrorMessage !== "", true);
  });

  it("where a customer's rate is refused", async () => {
    const { control, send } = account;
    await control("rates", { customerEverySeconds: 6, customerBurst: 1 });
    await vary({ rateError: "sync" });

    await send();
    await assertRefused([63018, 429], () => send());
  });

  it("how a customer's message is worded", async () => {
    const { received, twilio } = account;
    await vary({
      userName: "ProfileUsername",
      notForwarded: "false",
      buttonType: "interactive",
      listReply: "named",
    });

    await twilio.inbound({
      from: CUSTOMER,
      userName: "camila",
      button: { text: "Sí" },
    });
    await twilio.inbound({
      from: CUSTOMER,
      listItem: { id: "h10", title: "10:00" },
    });

    const [button, list] = received.map(({ params }) => params);
    assertEquals(button?.ProfileUsername, "camila");
    assertEquals(button?.MessageType, "interactive");
    assertEquals(button?.Forwarded, "false");
    assertEquals([list?.ListId, list?.ListTitle], ["h10", "10:00"]);
  });

  it("what becomes of reactions", async () => {
    const { received, twilio } = account;
    const react = () =>
      twilio.inbound({ from: CUSTOMER, reaction: { sid: "SM1", emoji: "👍" } });

    await react();
    assertEquals(received.length, 0);
    await vary({ reactions: "untitled" });
    await react();

    const { params } = received[0]!;
    assertEquals([params.MessageType, params.Body], ["reaction", ""]);
  });

  it("what a retry token on a new message does", async () => {
    const { rest, twilio } = account;
    const create = () =>
      rest(
        `/2010-04-01/Accounts/${
          twilio.messages()[0]!.accountSid
        }/Messages.json`,
        {
          method: "POST",
          headers: { "i-twilio-idempotency-token": "t1" },
          body: new URLSearchParams({
            From: twilio.messages()[0]!.to,
            To: CUSTOMER,
            Body: "x",
          }),
        },
      ) as Promise<{ sid: string }>;

    const [first, second] = [await create(), await create()];
    await vary({ createToken: "obeyed" });
    const [third, fourth] = [await create(), await create()];

    assertEquals([first.sid === second.sid, third.sid === fourth.sid], [
      false,
      true,
    ]);
  });

  it("how a service's message begins", async () => {
    await vary({ serviceStatus: "queued" });

    const { status } = await account.send({ messagingServiceSid: SERVICE });

    assertEquals(status, "queued");
  });

  it("what an address without rules is tried again for", async () => {
    const { answers, twilio } = account;
    await vary({ usualRetries: "ct,rt,5xx" });
    answers.push(() => empty(500));

    const { attempts, status } = await twilio.inbound({ from: CUSTOMER });

    assertEquals([attempts, status], [2, 200]);
  });

  it("how the newer interfaces word a refusal", async () => {
    const { client, rest } = account;
    await vary({ newerRefusals: "problem" });

    const answer = await rest("/v1/Services/MG0") as Record<string, unknown>;

    assertEquals(answer.status, 404);
    assertMatch(String(answer.type), /20404$/);
    await assertRefused(
      [20404, 404],
      () => client.messaging.v1.services("MG0").fetch(),
    );
  });

  it("how a template's approval begins", async () => {
    const { client, twilio } = account;
    twilio.setDelivery({ mode: "manual" });
    await vary({ approvalStart: "received" });
    const { sid } = await newContent(account, GREETING);
    const content = client.content.v1.contents(sid);

    const { status } = await content.approvalCreate.create(
      { name: "hola", category: "UTILITY" } as never,
    );

    assertEquals(status, "received");
  });

  it("whether a paused template may go within the window", async () => {
    const { control, outcome } = account;
    const { sid } = await newContent(account, GREETING);
    await control(`contents/${sid}`, { status: "paused" });

    assertEquals(await outcome({ contentSid: sid }), 63041);
    await vary({ pausedInWindow: "sent" });
    assertEquals(await outcome({ contentSid: sid }), "delivered");
  });

  it("and nothing that is no such choice", async () => {
    await assertRejects(() => vary({ weather: "rain" }));
    await assertRejects(() => vary({ windowError: 3 }));
  });

  function vary(variants: object) {
    return account.control("variants", variants);
  }
});

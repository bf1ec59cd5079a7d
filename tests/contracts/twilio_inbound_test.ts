import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { until } from "../until.ts";
import {
  ACCOUNT,
  CUSTOMER,
  LINE,
  type OpenAccount,
  openAccount,
  TOKEN,
  twiml,
} from "./twilio_account.ts";

const DAY = 24 * 60 * 60 * 1_000;

describe("the stand-in, telling of a customer's message,", () => {
  let account: OpenAccount;

  beforeEach(async () => {
    account = await openAccount();
  });
  afterEach(() => account.close());

  it("signs what Twilio sends", async () => {
    const { control, received } = account;

    const result = await control("inbound", {
      from: CUSTOMER,
      body: "¿Tienen citas mañana? 🙏",
      profileName: "Camila",
    });

    assertEquals(result.status, 200);
    const { params, isSigned, headers } = received[0]!;
    assert(isSigned);
    assertMatch(headers.get("i-twilio-idempotency-token") ?? "", /.{36}/);
    assertMatch(params.ExternalUserId ?? "", /^whatsapp:CO\.\d+$/);
    assertMatch(String(result.messageSid), /^SM[0-9a-f]{32}$/);
    const { ExternalUserId: _, ChannelMetadata, ...plain } = params;
    assertEquals(JSON.parse(ChannelMetadata!).data.context, {
      ProfileName: "Camila",
      WaId: "573001112233",
    });
    assertEquals(plain as Record<string, unknown>, {
      AccountSid: ACCOUNT,
      ApiVersion: "2010-04-01",
      Body: "¿Tienen citas mañana? 🙏",
      From: CUSTOMER,
      MessageSid: result.messageSid,
      MessageType: "text",
      NumMedia: "0",
      NumSegments: "1",
      ProfileName: "Camila",
      ReferralNumMedia: "0",
      SmsMessageSid: result.messageSid,
      SmsSid: result.messageSid,
      SmsStatus: "received",
      To: LINE,
      WaId: "573001112233",
    });
  });

  it("knows every kind of message", async () => {
    const { control, received } = account;

    for (const [request, expected] of KINDS) {
      const before = received.length;
      await control("inbound", { from: CUSTOMER, ...request });
      const { params, isSigned } = received[before]!;
      assert(isSigned);
      for (const [key, value] of Object.entries(expected)) {
        assertEquals(params[key], value, `${key} of ${expected.MessageType}`);
      }
    }
    assert(!("Body" in received.at(-1)!.params));
  });

  it("names a customer without a number by the id alone", async () => {
    await account.control("inbound", { from: "CO.4480123456", body: "Hola" });

    const { params } = account.received[0]!;
    assertEquals(params.From, "whatsapp:CO.4480123456");
    assertEquals(params.ExternalUserId, "whatsapp:CO.4480123456");
    assert(!("WaId" in params));
  });

  it("keeps one phone for a customer who hides the number later", async () => {
    const { received, twilio } = account;
    await twilio.inbound({ from: CUSTOMER, body: "uno" });
    await twilio.inbound({ from: CUSTOMER, body: "dos", hideNumber: true });

    assertMatch(received[1]!.params.From!, /^whatsapp:CO\./);
    assert(!("WaId" in received[1]!.params));
    const shown = (number: string) =>
      twilio.phone(number).map(({ body }) => body);
    assertEquals(shown(CUSTOMER), ["uno", "dos"]);
    assertEquals(shown(received[1]!.params.From!), ["uno", "dos"]);
  });

  it("puts the id across a company's lines in place of the customer's", async () => {
    const { received, twilio } = account;

    await twilio.inbound({ from: CUSTOMER, parentUserId: "CO.ENT.77" });

    const { params } = received[0]!;
    assertEquals(params.From, "whatsapp:CO.ENT.77");
    assertMatch(params.ExternalUserId!, /^whatsapp:CO\.\d+$/);
  });

  it("keeps one phone for both spellings of a Mexican number", async () => {
    const { received, twilio } = account;
    await twilio.inbound({ from: "+5215512345678", body: "uno" });
    await twilio.inbound({ from: "+525512345678", body: "dos" });

    assertEquals(received[0]!.params.From, "whatsapp:+5215512345678");
    assertEquals(received[1]!.params.From, "whatsapp:+525512345678");
    assertEquals(twilio.phone("5512345678").length, 0);
    assertEquals(twilio.phone("525512345678").length, 2);
  });

  it("makes an album of several webhooks with one file each", async () => {
    const { control, received } = account;

    const { messages } = await control("inbound", {
      from: CUSTOMER,
      body: "las fotos",
      media: ["image", "image", "image"],
    });

    assertEquals((messages as unknown[]).length, 3);
    assertEquals(received.length, 3);
    assertEquals(
      received.map(({ params }) => params.Body).toSorted(),
      ["", "", "las fotos"],
    );
    assert(received.every(({ params }) => params.NumMedia === "1"));
  });

  it("sends an album's webhooks at once", async () => {
    const { answers, received, twilio } = account;
    const { promise, resolve } = Promise.withResolvers<void>();
    const wait = () => promise.then(() => twiml());
    answers.push(wait, wait);

    const writing = twilio.inbound({
      from: CUSTOMER,
      media: ["image", "image"],
    });
    await until("both came", () => received.length === 2, 2_000)
      .finally(resolve);
    const { messages } = await writing;

    assertEquals(messages.map(({ status }) => status), [200, 200]);
  });

  it("repeats a message word for word", async () => {
    const { received, twilio } = account;
    const first = await twilio.inbound({ from: CUSTOMER, media: ["image"] });
    const again = await twilio.inbound({ messageSid: first.messageSid });

    assertEquals(again.messageSid, first.messageSid);
    assertEquals(received[0]!.params, received[1]!.params);
    assertEquals(twilio.phone(CUSTOMER).length, 1);
  });

  it("leaves the signature out, or wrong, when told to", async () => {
    const { received, twilio } = account;
    await twilio.inbound({ from: CUSTOMER, body: "1", signature: "wrong" });
    await twilio.inbound({ from: CUSTOMER, body: "2", signature: "none" });

    assert(received.every(({ isSigned }) => !isSigned));
    assert(received[0]!.headers.has("x-twilio-signature"));
    assert(!received[1]!.headers.has("x-twilio-signature"));
  });

  it("names what is quoted for a week", async () => {
    const { received, twilio } = account;
    const { messageSid } = await twilio.inbound({ from: CUSTOMER, body: "a" });
    const quoted = { sid: messageSid };

    await twilio.inbound({ from: CUSTOMER, body: "b", quoted });
    twilio.advance(7 * DAY + 1);
    await twilio.inbound({ from: CUSTOMER, body: "c", quoted });

    assertEquals(
      received.map(({ params }) => params.OriginalRepliedMessageSid),
      [undefined, messageSid, undefined],
    );
  });

  it("sends what the answer's TwiML says, but not round in circles", async () => {
    const { answers, client, files, origin, received, twilio } = account;
    files["/a.png"] = () =>
      new Response("png", { headers: { "content-type": "image/png" } });
    answers.push(() =>
      twiml(
        `<Message>Un momento &amp; ya</Message><Message><Body>foto</Body><Media>${origin}/a.png</Media></Message>`,
      )
    );
    await twilio.inbound({ from: CUSTOMER, body: "Hola" });
    await twilio.idle();

    const replies = twilio.phone(CUSTOMER).slice(1);
    assertEquals(replies.map(({ body }) => body), ["Un momento & ya", "foto"]);
    assertEquals(replies[1]?.media.length, 1);
    const [listed] = await client.messages.list();
    assertEquals(listed?.direction, "outbound-reply");

    answers.push(() => twiml("<Message>otra</Message>".repeat(30)));
    await twilio.inbound({ from: CUSTOMER, body: "Hola" });
    await twilio.idle();
    assertEquals(twilio.phone(CUSTOMER).length, 2 + 20);
    assertEquals(
      (await client.monitor.v1.alerts.list())[0]?.errorCode,
      "14107",
    );
    assert(received.length > 2);
  });

  it("waits with what is written without coverage", async () => {
    const { control, received, twilio } = account;
    await control("phones", { number: CUSTOMER, isCovered: false });

    const writing = twilio.inbound({ from: CUSTOMER, body: "Hola" });
    await twilio.idle();
    assertEquals(received.length, 0);
    await control(`phones/${CUSTOMER}`, { isCovered: true });

    assertEquals((await writing).status, 200);
  });

  it("answers this machine alone about its phones", async () => {
    const answer = await fetch(`${account.twilio.url}/sandbox/phones`, {
      headers: { origin: "https://example.com", authorization: TOKEN },
    });

    assertEquals(answer.status, 403);
    await answer.body?.cancel();
  });
});

/** What a customer does, and what the webhook says of it. */
const KINDS: [Record<string, unknown>, Record<string, string>][] = [
  [{ media: ["audio"] }, {
    MessageType: "audio",
    MediaContentType0: "audio/ogg",
    NumMedia: "1",
  }],
  [{ media: ["video"] }, { MessageType: "video" }],
  [{ media: ["document"] }, { MessageType: "document" }],
  [{ media: ["sticker"] }, { MessageType: "sticker" }],
  [{ contact: { name: "Luis", phone: "+573009998877" } }, {
    MessageType: "contacts",
    MediaContentType0: "text/vcard",
  }],
  [{ latitude: 4.65, longitude: -74.05, label: "Clínica" }, {
    MessageType: "location",
    Latitude: "4.65",
    Label: "Clínica",
    Body: "",
  }],
  [{ button: { text: "Sí", payload: "yes" } }, {
    MessageType: "button",
    Body: "Sí",
    ButtonText: "Sí",
    ButtonPayload: "yes",
    ButtonType: "REPLY",
  }],
  [{ listItem: { id: "h10", title: "10:00" } }, {
    MessageType: "interactive",
    Body: "10:00",
  }],
  [{ flow: { nombre: "Camila" } }, {
    MessageType: "interactive",
    FlowData: '{"nombre":"Camila"}',
  }],
  [{ body: "esa", quoted: { sid: "SM1" } }, {
    OriginalRepliedMessageSid: "SM1",
    OriginalRepliedMessageSender: LINE,
  }],
  [{ body: "info", referral: { sourceId: "ad1", headline: "Oferta" } }, {
    ReferralSourceId: "ad1",
    ReferralHeadline: "Oferta",
  }],
  [{ body: "cadena", forwarded: "frequently" }, {
    Forwarded: "true",
    FrequentlyForwarded: "true",
  }],
  [{ messageType: "poll" }, { MessageType: "poll", Body: "" }],
  [{ body: "x", params: { Body: null, Nuevo: "1" } }, { Nuevo: "1" }],
];

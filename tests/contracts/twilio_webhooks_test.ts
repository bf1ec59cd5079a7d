import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { validateRequest } from "twilio/lib/webhooks/webhooks.js";
import { startTwilioSandbox } from "../../scripts/sandbox/twilio/server.ts";
import type { TwilioSandbox } from "../../scripts/sandbox/twilio/server.ts";

const ACCOUNT = "AC0123456789abcdef0123456789abcdef";
const TOKEN = "token";
const LINE = "whatsapp:+573153369631";
const CUSTOMER = "+573001112233";

interface Received {
  url: string;
  params: Record<string, string>;
  isSigned: boolean;
  headers: Headers;
}

describe("Twilio's stand-in", () => {
  let sandbox: TwilioSandbox;
  let receiver: Deno.HttpServer<Deno.NetAddr>;
  let received: Received[];
  let answers: (() => Response | Promise<Response>)[];
  let origin: string;

  beforeEach(async () => {
    received = [];
    answers = [];
    receiver = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      async (request) => {
        const params = Object.fromEntries(
          new URLSearchParams(await request.text()),
        );
        received.push({
          url: request.url,
          params,
          headers: request.headers,
          isSigned: validateRequest(
            TOKEN,
            request.headers.get("x-twilio-signature") ?? "",
            request.url,
            params,
          ),
        });
        return await answers.shift()?.() ?? twiml();
      },
    );
    origin = `http://127.0.0.1:${receiver.addr.port}`;
    sandbox = await startTwilioSandbox({
      port: 0,
      accountSid: ACCOUNT,
      authToken: TOKEN,
      number: LINE,
      webhookUrl: `${origin}/webhook/twilio`,
      fallbackUrl: `${origin}/fallback`,
    });
  });
  afterEach(async () => {
    await sandbox.stop();
    await receiver.shutdown();
  });

  describe("telling of a customer's message", () => {
    it("signs what Twilio sends", async () => {
      const result = await post("/sandbox/inbound", {
        from: CUSTOMER,
        body: "¿Tienen citas mañana? 🙏",
        profileName: "Camila",
      });

      assertEquals(result.status, 200);
      const { params, isSigned, headers } = received[0]!;
      assert(isSigned);
      assertMatch(headers.get("i-twilio-idempotency-token") ?? "", /.{36}/);
      assertMatch(params.ExternalUserId ?? "", /^whatsapp:CO\.\d+$/);
      assertEquals(params.MessageSid, result.messageSid);
      assertMatch(result.messageSid, /^SM[0-9a-f]{32}$/);
      const { ExternalUserId: _, ChannelMetadata, ...plain } = params;
      assertEquals(JSON.parse(ChannelMetadata!).data.context, {
        ProfileName: "Camila",
        WaId: "573001112233",
      });
      assertEquals(plain, {
        AccountSid: ACCOUNT,
        ApiVersion: "2010-04-01",
        Body: "¿Tienen citas mañana? 🙏",
        From: `whatsapp:${CUSTOMER}`,
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
      const kinds: [Record<string, unknown>, Record<string, string>][] = [
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

      for (const [request, expected] of kinds) {
        const before = received.length;
        await post("/sandbox/inbound", { from: CUSTOMER, ...request });
        const { params, isSigned } = received[before]!;
        assert(isSigned);
        for (const [key, value] of Object.entries(expected)) {
          assertEquals(params[key], value, `${key} of ${expected.MessageType}`);
        }
      }
      assert(!("Body" in received.at(-1)!.params));
    });

    it("names a customer without a number by the id alone", async () => {
      await post("/sandbox/inbound", { from: "CO.4480123456", body: "Hola" });

      const { params } = received[0]!;
      assertEquals(params.From, "whatsapp:CO.4480123456");
      assertEquals(params.ExternalUserId, "whatsapp:CO.4480123456");
      assert(!("WaId" in params));
    });

    it("keeps one phone for a customer who hides the number later", async () => {
      await sandbox.inbound({ from: CUSTOMER, body: "uno" });
      await sandbox.inbound({ from: CUSTOMER, body: "dos", hideNumber: true });

      assertMatch(received[1]!.params.From!, /^whatsapp:CO\./);
      const shown = (number: string) =>
        sandbox.phone(number).map(({ body }) => body);
      assertEquals(shown(CUSTOMER), ["uno", "dos"]);
      assertEquals(shown(received[1]!.params.From!), ["uno", "dos"]);
    });

    it("keeps one phone for both spellings of a Mexican number", async () => {
      await sandbox.inbound({ from: "+5215512345678", body: "uno" });
      await sandbox.inbound({ from: "+525512345678", body: "dos" });

      assertEquals(received[0]!.params.From, "whatsapp:+5215512345678");
      assertEquals(received[1]!.params.From, "whatsapp:+525512345678");
      assertEquals(sandbox.phone("5512345678").length, 0);
      assertEquals(sandbox.phone("525512345678").length, 2);
    });

    it("makes an album of several webhooks with one file each", async () => {
      const { messages } = await post("/sandbox/inbound", {
        from: CUSTOMER,
        body: "las fotos",
        media: ["image", "image", "image"],
      });

      assertEquals(messages.length, 3);
      assertEquals(received.length, 3);
      assertEquals(
        received.map(({ params }) => params.Body).toSorted(),
        ["", "", "las fotos"],
      );
      assert(received.every(({ params }) => params.NumMedia === "1"));
    });

    it("repeats a message word for word", async () => {
      const first = await sandbox.inbound({ from: CUSTOMER, media: ["image"] });
      const again = await sandbox.inbound({ messageSid: first.messageSid });

      assertEquals(again.messageSid, first.messageSid);
      assertEquals(received[0]!.params, received[1]!.params);
      assertEquals(sandbox.phone(CUSTOMER).length, 1);
    });

    it("leaves the signature out, or wrong, when told to", async () => {
      await sandbox.inbound({ from: CUSTOMER, body: "1", signature: "wrong" });
      await sandbox.inbound({ from: CUSTOMER, body: "2", signature: "none" });

      assert(received.every(({ isSigned }) => !isSigned));
      assert(received[0]!.headers.has("x-twilio-signature"));
      assert(!received[1]!.headers.has("x-twilio-signature"));
    });
  });

  describe("whose webhook fails", () => {
    it("turns to the fallback once, and repeats nothing by default", async () => {
      answers.push(() => new Response(null, { status: 500 }));

      const result = await sandbox.inbound({ from: CUSTOMER, body: "Hola" });

      assertEquals([result.status, result.fallbackStatus], [500, 200]);
      assertEquals(paths(), ["/webhook/twilio", "/fallback"]);
      assertEquals(received[1]!.params.ErrorCode, "11200");
      assert(received[1]!.isSigned);
    });

    it("repeats what its rules name, with one token, signed without the fragment", async () => {
      sandbox.setWebhook(`${origin}/in?line=1#rc=3&rp=ct,rt,5xx`);
      answers.push(
        () => new Response(null, { status: 503 }),
        () => new Response(null, { status: 502 }),
      );

      const result = await sandbox.inbound({ from: CUSTOMER, body: "Hola" });

      assertEquals([result.status, result.attempts], [200, 3]);
      assert(received.every(({ isSigned }) => isSigned));
      const tokens = received.map(({ headers }) =>
        headers.get("i-twilio-idempotency-token")
      );
      assertEquals(new Set(tokens).size, 1);
    });

    it("repeats no refusal unless told to", async () => {
      sandbox.setWebhook(`${origin}/in#rc=3&rp=ct,rt,5xx`);
      answers.push(() => new Response(null, { status: 403 }));

      assertEquals(
        (await sandbox.inbound({ from: CUSTOMER, body: "x" })).attempts,
        1,
      );
    });

    it("waits no longer than its rules say", async () => {
      sandbox.setWebhook(`${origin}/in#rt=100&rc=0`);
      const { promise, resolve } = Promise.withResolvers<Response>();
      answers.push(() => promise);

      const result = await sandbox.inbound({ from: CUSTOMER, body: "x" });
      resolve(twiml());

      assertEquals([result.status, result.fallbackStatus], [null, 200]);
    });

    it("tries a host that is not there twice", async () => {
      const closed = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      sandbox.setWebhook(`http://127.0.0.1:${closed.addr.port}/in`);
      closed.close();

      const result = await sandbox.inbound({ from: CUSTOMER, body: "x" });

      assertEquals([result.status, result.attempts], [null, 2]);
    });
  });

  describe("on the way of a reply", () => {
    it("reports each step but the first, in order, to the address with its query", async () => {
      await sandbox.inbound({ from: CUSTOMER, body: "Hola" });
      const sid = await reply();
      await sandbox.idle();
      assertEquals(sandbox.open(CUSTOMER), 1);
      await sandbox.idle();

      const reports = received.slice(1);
      assertEquals(reports.map(({ params }) => params.MessageStatus), [
        "sent",
        "delivered",
        "read",
      ]);
      for (const { params, url, isSigned } of reports) {
        assert(isSigned);
        assertEquals(url, `${origin}/status?message=m1`);
        assertEquals(params.MessageSid, sid);
        assertEquals(params.ChannelPrefix, "whatsapp");
        assertMatch(params.ChannelToAddress!, /XXXX$/);
        assert(!("Body" in params) && !("ErrorCode" in params));
      }
      assertEquals(
        reports.map(({ params }) => params.EventType),
        [undefined, "DELIVERED", "READ"],
      );
      const [, shown] = sandbox.phone(CUSTOMER);
      assertEquals(
        [shown?.direction, shown?.body, shown?.status],
        ["to_customer", "Buenos días", "read"],
      );
    });

    it("refuses outside the service window by report, or at once when told to", async () => {
      await reply();
      await sandbox.idle();

      const { params } = received[0]!;
      assertEquals([params.MessageStatus, params.ErrorCode], [
        "failed",
        "63016",
      ]);
      assertEquals(params.ErrorMessage, "");
      assertEquals(sandbox.phone(CUSTOMER), []);
      await post("/sandbox/delivery", { windowError: "sync" });
      assertEquals((await create({ Body: "x" })).code, 63016);
    });

    it("doubles, turns round and loses reports when told to", async () => {
      await sandbox.inbound({ from: CUSTOMER, body: "Hola" });
      const statuses = async (settings: object) => {
        await post("/sandbox/delivery", settings);
        received = [];
        await reply();
        await sandbox.idle();
        return received.map(({ params }) => params.MessageStatus).join(" ");
      };

      assertEquals(
        await statuses({ duplicate: true, readMs: 1 }),
        "sent sent delivered delivered read read",
      );
      assertEquals(
        await statuses({ duplicate: false, reverse: true }),
        "read delivered sent",
      );
      assertEquals(
        await statuses({ reverse: false, drop: ["delivered"] }),
        "sent read",
      );
      assertEquals(await statuses({ drop: true }), "");
    });

    it("waits for reports by hand in manual mode", async () => {
      await sandbox.inbound({ from: CUSTOMER, body: "Hola" });
      await post("/sandbox/delivery", { mode: "manual" });
      const sid = await reply();
      await sandbox.idle();
      assertEquals(received.length, 1);

      const { status } = await post("/sandbox/report", {
        messageSid: sid,
        status: "undelivered",
        errorCode: 63049,
      });

      assertEquals(status, 200);
      assertEquals(received[1]!.params.ErrorCode, "63049");
      assertEquals(sandbox.messages()[1]!.status, "undelivered");
    });

    it("fails for a phone that cannot be reached", async () => {
      await sandbox.inbound({ from: CUSTOMER, body: "Hola" });
      await post("/sandbox/phones/573001112233", { failWith: 63024 });
      await reply();
      await sandbox.idle();

      assertEquals(received[1]!.params.ErrorCode, "63024");
    });
  });

  it("shows a page of phones that needs nothing from elsewhere", async () => {
    const page = await fetch(sandbox.url);
    const text = await page.text();

    assertEquals(page.status, 200);
    for (const [, path] of text.matchAll(/(?:href|src)="([^"]+)"/g)) {
      const file = await fetch(new URL(path!, sandbox.url));
      assertEquals(file.status, 200, path);
      assert(!/innerHTML|https?:\/\/(?!www\.w3\.org)/.test(await file.text()));
    }
  });

  it("finds the phones' history again after a stop", async () => {
    const folder = await Deno.makeTempDir();
    const options = {
      port: 0,
      accountSid: ACCOUNT,
      authToken: TOKEN,
      number: LINE,
      webhookUrl: `${origin}/in`,
      dataFile: `${folder}/twilio.json`,
    };
    {
      await using first = await startTwilioSandbox(options);
      await first.inbound({ from: CUSTOMER, body: "Hola", media: ["image"] });
    }
    {
      await using again = await startTwilioSandbox(options);

      const [message] = again.phone(CUSTOMER);
      assertEquals(message?.body, "Hola");
      const picture = await fetch(message!.media[0]!.url);
      assertEquals((await picture.bytes()).slice(1, 4), bytes("PNG"));
    }
    await Deno.remove(folder, { recursive: true });
  });

  function paths(): string[] {
    return received.map(({ url }) => new URL(url).pathname);
  }

  async function reply(): Promise<string> {
    const { sid } = await create({
      Body: "Buenos días",
      StatusCallback: `${origin}/status?message=m1`,
    });
    return sid;
  }

  async function create(fields: Record<string, string>) {
    const answer = await fetch(
      `${sandbox.url}/2010-04-01/Accounts/${ACCOUNT}/Messages.json`,
      {
        method: "POST",
        headers: { authorization: `Basic ${btoa(`${ACCOUNT}:${TOKEN}`)}` },
        body: new URLSearchParams({
          From: LINE,
          To: `whatsapp:${CUSTOMER}`,
          ...fields,
        }),
      },
    );
    return await answer.json();
  }

  async function post(path: string, body: unknown) {
    const answer = await fetch(sandbox.url + path, {
      method: "POST",
      body: JSON.stringify(body),
    });
    return await answer.json();
  }
});

function twiml(): Response {
  return new Response("<Response/>", {
    headers: { "content-type": "text/xml" },
  });
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { assert, assertEquals } from "@std/assert";
import {
  assertRefused,
  CUSTOMER,
  LINE,
  type OpenAccount,
  openAccount,
  SECOND_LINE,
} from "./twilio_account.ts";
import type { TwilioClient } from "./twilio_client.ts";
import {
  assertDescribed,
  describeApi,
  type OperationName,
  requestExamples,
} from "./twilio_description.ts";

describe("the stand-in's senders", () => {
  let account: OpenAccount;

  beforeEach(async () => {
    account = await openAccount({ moreNumbers: [SECOND_LINE] });
  });
  afterEach(() => account.close());

  it("are listed by their channel", async () => {
    const { client, rest } = account;
    const { channelsSenders } = client.messaging.v2;

    const list = await channelsSenders.list({ channel: "whatsapp" });
    const others = await channelsSenders.list({ channel: "rcs" });

    assertEquals(list.map(({ senderId }) => senderId), [LINE, SECOND_LINE]);
    assertEquals(others.length, 0);
    const answer = await rest("/v2/Channels/Senders") as { code: number };
    assertEquals(answer.code, 20001);
  });

  it("say where their webhooks go, and are told", async () => {
    const { client, origin, received, twilio } = account;
    const { channelsSenders } = client.messaging.v2;
    const [sender] = await channelsSenders.list({ channel: "whatsapp" });

    const changed = await channelsSenders(sender!.sid).update({
      webhook: { callback_url: `${origin}/nuevo`, callback_method: "PUT" },
    } as unknown as SenderChange);
    await twilio.inbound({ from: CUSTOMER, body: "Hola" });
    await twilio.inbound({ from: CUSTOMER, to: SECOND_LINE, body: "Hola" });

    assertEquals(changed.status, "ONLINE");
    assertEquals(
      received.map(({ method, path, params }) => [method, path, params.To]),
      [["PUT", "/nuevo", LINE], ["POST", "/in", SECOND_LINE]],
    );
    assert(received.every(({ isSigned }) => isSigned));
  });

  it("come with a code, unless the number is Twilio's, and leave", async () => {
    const { client, send } = account;
    const { channelsSenders } = client.messaging.v2;
    const bought = await client.incomingPhoneNumbers.create({
      phoneNumber: "+573150000003",
    });
    const create = (senderId: string) =>
      channelsSenders.create({ sender_id: senderId } as unknown as NewSender);

    const own = await create("whatsapp:+573150000002");
    const twilios = await create(`whatsapp:${bought.phoneNumber}`);

    assertEquals([own.status, twilios.status], ["CREATING", "CREATING"]);
    const statusOf = async (sid: string) =>
      (await channelsSenders(sid).fetch()).status;
    assertEquals(await statusOf(own.sid), "PENDING_VERIFICATION");
    assertEquals(await statusOf(twilios.sid), "ONLINE");
    await assertRefused([63007, 400], () => send({ from: own.senderId }));
    await channelsSenders(own.sid).update({
      configuration: { verification_code: "123456" },
    } as unknown as SenderChange);
    assertEquals((await send({ from: own.senderId })).status, "queued");
    await channelsSenders(own.sid).remove();
    await assertRefused([20404, 404], () => channelsSenders(own.sid).fetch());
  });

  it("fail when Meta locked them", async () => {
    await account.twilio.inbound({ from: CUSTOMER, body: "Hola" });
    await account.control(`lines/${LINE}`, { isLocked: true });

    assertEquals(await account.outcome(), 63051);
  });

  it("keep one window each", async () => {
    const { outcome, twilio } = account;
    await twilio.inbound({ from: CUSTOMER, to: SECOND_LINE, body: "Hola" });

    assertEquals(await outcome({ from: LINE }), 63016);
    assertEquals(await outcome({ from: SECOND_LINE }), "delivered");
  });

  it("are answered as Twilio's published description says", async () => {
    const api = await describeApi("messaging_v2");
    const path = "/v2/Channels/Senders";
    const [example] = requestExamples(api, path);
    const body = JSON.stringify({
      ...example,
      sender_id: "whatsapp:+573150000004",
    });
    const made = await account.rest(path, json(body)) as { sid: string };
    const checks: [OperationName, unknown][] = [
      [`POST 202 ${path}`, made],
      [
        `GET 200 ${path}/{Sid}`,
        await account.rest(`${path}/${made.sid}`),
      ],
      [`GET 200 ${path}`, await account.rest(`${path}?Channel=whatsapp`)],
    ];

    for (const [operation, answer] of checks) {
      assertDescribed(api, operation, answer);
    }
  });

  it("take JSON and nothing else", async () => {
    const { code } = await account.rest("/v2/Channels/Senders", {
      method: "POST",
      body: new URLSearchParams({ sender_id: "whatsapp:+573150000004" }),
    }) as { code: number };

    assertEquals(code, 20415);
  });

  describe("seem to be writing", () => {
    for (const version of ["v2", "v3"] as const) {
      it(`in ${version}: the customer's message is read, until an answer or 25 s`, async () => {
        const { client, control, send, twilio } = account;
        const api = await describeApi(`messaging_${version}`);
        const { messageSid } = await twilio.inbound({
          from: CUSTOMER,
          body: "¿Hay citas?",
        });

        const answer = version === "v2"
          ? await client.messaging.v2.typingIndicator.create({
            channel: "whatsapp",
            messageId: messageSid,
          })
          : await client.messaging.v3.typingIndicator.create(
            typing("WHATSAPP", messageSid),
          );

        assertEquals(answer.success, true);
        assertDescribed(api, `POST 200 /${version}/Indicators/Typing.json`, {
          success: answer.success,
        });
        const phone = () => control(`phones/${CUSTOMER}`, {});
        assertEquals(twilio.phone(CUSTOMER)[0]?.isReadByBusiness, true);
        assertEquals(((await phone()).typing as unknown[]).length, 1);
        await send();
        await twilio.idle();
        assertEquals((await phone()).typing, []);
      });
    }

    it("about a customer's message alone, on WhatsApp alone", async () => {
      const { client, send, twilio } = account;
      const { typingIndicator } = client.messaging.v3;
      const { sid } = await send();
      const { messageSid } = await twilio.inbound({ from: CUSTOMER });

      await assertRefused(
        [20404, 404],
        () => typingIndicator.create(typing("WHATSAPP", sid)),
      );
      await assertRefused(
        [20001, 400],
        () => typingIndicator.create(typing("RCS", messageSid)),
      );
    });
  });
});

type Senders = TwilioClient["messaging"]["v2"]["channelsSenders"];
type NewSender = Parameters<Senders["create"]>[0];
type SenderChange = Parameters<ReturnType<Senders>["update"]>[0];
type Typing = Parameters<
  TwilioClient["messaging"]["v3"]["typingIndicator"]["create"]
>[0];

/** Twilio's types want the fields of every channel. */
function typing(channel: string, messageId: string): Typing {
  return { channel, messageId } as Typing;
}

function json(body: string): RequestInit {
  return {
    method: "POST",
    body,
    headers: { "content-type": "application/json" },
  };
}

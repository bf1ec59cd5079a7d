import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { until } from "../until.ts";
import { CUSTOMER, type OpenAccount, openAccount } from "./twilio_account.ts";

describe("the stand-in's reports of a message", () => {
  let account: OpenAccount;

  beforeEach(async () => {
    account = await openAccount();
    await account.twilio.inbound({ from: CUSTOMER, body: "Hola" });
    account.received.length = 0;
  });
  afterEach(() => account.close());

  it("tell each step but the first, in order, to the address with its query", async () => {
    const { origin, received, send, twilio } = account;
    const statusCallback = `${origin}/status?message=m1`;
    const { sid } = await send({ statusCallback });
    await twilio.idle();
    assertEquals(twilio.open(CUSTOMER), 1);
    await twilio.idle();

    assertEquals(statuses(), ["sent", "delivered", "read"]);
    for (const { params, url, isSigned } of received) {
      assert(isSigned);
      assertEquals(url, statusCallback);
      assertEquals(params.MessageSid, sid);
      assertEquals(params.ChannelPrefix, "whatsapp");
      assertMatch(params.ChannelToAddress!, /XXXX$/);
      assert(!("Body" in params) && !("ErrorCode" in params));
    }
    assertEquals(
      received.map(({ params }) => params.EventType),
      [undefined, "DELIVERED", "READ"],
    );
    const [, shown] = twilio.phone(CUSTOMER);
    assertEquals(
      [shown?.direction, shown?.body, shown?.status],
      ["to_customer", "Hola", "read"],
    );
  });

  it("wait for one another though one takes long", async () => {
    const { answers, client, send, twilio } = account;
    const { promise, resolve } = Promise.withResolvers<void>();
    answers.push(async () => {
      await promise;
      return new Response(null, { status: 204 });
    });

    const { sid } = await send();
    await until("delivered", () => statusOf(sid) === "delivered");
    // Time enough for a report that did not wait to have come.
    for (let n = 0; n < 10; n++) await client.messages(sid).fetch();
    const early = statuses();
    resolve();
    await twilio.idle();

    assertEquals(early, ["sent"]);
    assertEquals(statuses(), ["sent", "delivered"]);
  });

  it("come twice, turned round, late or not at all when told so", async () => {
    const { control, received, send, twilio } = account;
    const told = async (settings: object) => {
      await control("delivery", settings);
      received.length = 0;
      await send();
      await twilio.idle();
      return statuses().join(" ");
    };

    assertEquals(
      await told({ duplicate: true, readMs: 1 }),
      "sent sent delivered delivered read read",
    );
    assertEquals(
      await told({ duplicate: false, reverse: true }),
      "read delivered sent",
    );
    assertEquals(
      await told({ reverse: false, drop: ["delivered"], lateMs: 5 }),
      "sent read",
    );
    assertEquals(await told({ drop: true }), "");
  });

  it("come twice or overtaken by seed, the same ones each time", async () => {
    const { control, received, send, twilio } = account;
    const told = async () => {
      await control("delivery", { seed: 4, seedRate: 0.8, readMs: 1 });
      received.length = 0;
      for (let n = 0; n < 3; n++) {
        await send();
        await twilio.idle();
      }
      return statuses();
    };

    const all = await told();

    assertEquals(new Set(all), new Set(["sent", "delivered", "read"]));
    assert(all.join(" ") !== "sent delivered read ".repeat(3).trim());
  });

  it("wait to be sent by hand in manual mode", async () => {
    const { control, received, send, twilio } = account;
    await control("delivery", { mode: "manual" });
    const { sid } = await send();
    await twilio.idle();
    assertEquals(received.length, 0);

    const { status } = await control("report", {
      messageSid: sid,
      status: "undelivered",
      errorCode: 63049,
    });

    assertEquals(status, 200);
    assertEquals(received[0]!.params.ErrorCode, "63049");
    assertEquals(statusOf(sid), "undelivered");
  });

  function statuses() {
    return account.received.map(({ params }) => params.MessageStatus);
  }

  function statusOf(sid: string) {
    return account.twilio.messages().find((one) => one.sid === sid)?.status;
  }
});

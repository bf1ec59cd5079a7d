import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { assert, assertEquals } from "@std/assert";
import { until } from "../until.ts";
import {
  assertRefused,
  CUSTOMER,
  type OpenAccount,
  openAccount,
} from "./twilio_account.ts";

const HOUR = 60 * 60 * 1_000;

describe("WhatsApp, as the stand-in has it,", () => {
  let account: OpenAccount;

  beforeEach(async () => {
    account = await openAccount();
  });
  afterEach(() => account.close());

  it("takes free text for a day after the customer's own, and no longer", async () => {
    const { outcome, received, twilio } = account;

    assertEquals(await outcome(), 63016);
    const { params } = received.at(-1)!;
    assertEquals([params.MessageStatus, params.ErrorCode], [
      "failed",
      "63016",
    ]);
    assertEquals(params.ErrorMessage, "");
    assertEquals(twilio.phone(CUSTOMER), []);

    await twilio.inbound({ from: CUSTOMER, body: "Hola" });
    assertEquals(await outcome(), "delivered");
    twilio.advance(24 * HOUR);
    assertEquals(await outcome(), 63016);
  });

  it("delivers nothing to who is not there, or blocked the business", async () => {
    const { control, outcome, twilio } = account;
    await twilio.inbound({ from: CUSTOMER, body: "Hola" });
    const set = (settings: object) => control(`phones/${CUSTOMER}`, settings);

    await set({ isOnWhatsApp: false });
    assertEquals(await outcome(), 63024);
    await set({ isOnWhatsApp: true, blocks: "business" });
    assertEquals(await outcome(), 63014);
    await set({ blocks: "nobody", failWith: 63032 });
    assertEquals(await outcome(), 63032);
    await set({ failWith: null });
    assertEquals(await outcome(), "delivered");
  });

  it("keeps what finds no coverage until there is some", async () => {
    const { client, control, send, twilio } = account;
    await twilio.inbound({ from: CUSTOMER, body: "Hola" });
    await control(`phones/${CUSTOMER}`, { isCovered: false });
    const { sid } = await send();
    await twilio.idle();

    assertEquals((await client.messages(sid).fetch()).status, "sent");
    assertEquals(twilio.phone(CUSTOMER).length, 1);
    await control(`phones/${CUSTOMER}`, { isCovered: true });
    await twilio.idle();

    assertEquals((await client.messages(sid).fetch()).status, "delivered");
    assertEquals(twilio.phone(CUSTOMER).length, 2);
  });

  it("takes a sender's messages at its rate, the rest wait", async () => {
    const { control, send, twilio } = account;
    await twilio.inbound({ from: CUSTOMER, body: "Hola" });
    await control("rates", { perSecond: 2 });

    const sent = [];
    for (let n = 0; n < 4; n++) sent.push((await send()).sid);
    // The first second's worth arrives, the others have not left.
    await arrival(sent[1]!);
    assertEquals(statusOf(sent[3]!), "queued");
    twilio.advance(2_000);
    await twilio.idle();

    assertEquals(sent.map(statusOf), Array(4).fill("delivered"));
  });

  it("refuses what a sender's queue has no room for", async () => {
    const { control, send, twilio } = account;
    await twilio.inbound({ from: CUSTOMER, body: "Hola" });
    await control("rates", { perSecond: 1, queueSeconds: 2 });
    const sent = [];
    for (let n = 0; n < 3; n++) sent.push((await send()).sid);

    await assertRefused([21611, 400], () => send());
    twilio.advance(3_000);
    await twilio.idle();

    assertEquals(sent.map(statusOf), Array(3).fill("delivered"));
    assertEquals((await send()).status, "queued");
  });

  it("fails what its own limit on waiting ends before its turn", async () => {
    const { client, control, send, twilio } = account;
    await twilio.inbound({ from: CUSTOMER, body: "Hola" });
    await control("rates", { perSecond: 1 });
    for (let n = 0; n < 3; n++) await send();

    const { sid } = await send({ validityPeriod: 1 });
    twilio.advance(10_000);
    await twilio.idle();

    assertEquals((await client.messages(sid).fetch()).errorCode, 30036);
  });

  it("takes a customer's messages at WhatsApp's rate, when it counts them", async () => {
    const { control, outcome, twilio } = account;
    await twilio.inbound({ from: CUSTOMER, body: "Hola" });
    await control("rates", { customerEverySeconds: 6, customerBurst: 2 });

    assertEquals(await outcome(), "delivered");
    assertEquals(await outcome(), "delivered");
    assertEquals(await outcome(), 63018);
    twilio.advance(6_000);
    assertEquals(await outcome(), "delivered");
  });

  it("refuses bursts of requests with 429 when told to", async () => {
    const { control, send, twilio } = account;
    await control("rates", { requestsPerSecond: 2 });

    await send();
    await send();
    await assertRefused([20429, 429], () => send());
    twilio.advance(1_000);

    assertEquals((await send()).status, "queued");
  });

  it("meets the same failures for the same seed", async () => {
    const { control, send } = account;
    const run = async () => {
      await control("seed", {
        seed: 1,
        rate: 0.4,
        path: "/2010-04-01",
        kinds: ["busy", "failed"],
      });
      const ends: unknown[] = [];
      for (let n = 0; n < 12; n++) {
        ends.push(
          await send().then(() => 201, ({ status }) => status as unknown),
        );
      }
      return ends;
    };

    const first = await run();

    assertEquals(await run(), first);
    assert(first.includes(201) && first.includes(429) && first.includes(500));
  });

  function statusOf(sid: string) {
    return account.twilio.messages().find((one) => one.sid === sid)?.status;
  }

  async function arrival(sid: string): Promise<void> {
    await until("delivered", () => statusOf(sid) === "delivered");
  }
});

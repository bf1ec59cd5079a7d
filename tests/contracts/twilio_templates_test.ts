import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { assertEquals } from "@std/assert";
import {
  assertRefused,
  CUSTOMER,
  type OpenAccount,
  openAccount,
} from "./twilio_account.ts";
import {
  approve,
  GREETING,
  LIST,
  newContent,
  REMINDER,
} from "./twilio_contents.ts";

describe("the stand-in's contents", () => {
  let account: OpenAccount;

  beforeEach(async () => {
    account = await openAccount();
  });
  afterEach(() => account.close());

  describe("sent outside the service window", () => {
    it("go when approved, with their places filled", async () => {
      const { client, outcome, twilio } = account;
      const { sid } = await newContent(account, REMINDER);
      await approve(account, sid);

      const end = await outcome({
        contentSid: sid,
        contentVariables: JSON.stringify({ 1: "Camila" }),
      });

      assertEquals(end, "delivered");
      const [shown] = twilio.phone(CUSTOMER);
      assertEquals(shown?.body, "Hola Camila, su cita es a las 10:00 hoy.");
      assertEquals(shown?.template?.buttons.map(({ title }) => title), [
        "Confirmar",
        "Cancelar",
      ]);
      const [kept] = await client.messages.list();
      assertEquals(kept?.body, shown?.body);
    });

    it("fail as their standing says", async () => {
      const { control, outcome } = account;
      const { sid } = await newContent(account, REMINDER);
      const contentVariables = JSON.stringify({ 1: "Camila" });

      const stand = async (status: string) => {
        await control(`contents/${sid}`, { status });
        return await outcome({ contentSid: sid, contentVariables });
      };

      assertEquals(await outcome({ contentSid: sid, contentVariables }), 63016);
      assertEquals(await stand("pending"), 63016);
      assertEquals(await stand("rejected"), 63040);
      assertEquals(await stand("paused"), 63041);
      assertEquals(await stand("disabled"), 63042);
      assertEquals(await stand("approved"), "delivered");
    });

    it("do not go as a list, which lives in the window only", async () => {
      const { control, outcome } = account;
      const { sid } = await newContent(account, LIST);
      await control(`contents/${sid}`, { status: "approved" });

      assertEquals(await outcome({ contentSid: sid }), 63016);
    });
  });

  it("need no approval within the window, but what sells does", async () => {
    const { outcome, twilio } = account;
    await twilio.inbound({ from: CUSTOMER, body: "Hola" });
    const list = await newContent(account, LIST);
    const coupon = await newContent(account, {
      ...GREETING,
      types: {
        "twilio/call-to-action": {
          body: "Descuento",
          actions: [{ type: "COPY_CODE", title: "Copiar", code: "HOY" }],
        },
      },
    });

    assertEquals(await outcome({ contentSid: list.sid }), "delivered");
    assertEquals(await outcome({ contentSid: coupon.sid }), 63016);
  });

  it("refuse values that are none, and fail without one for each place", async () => {
    const { outcome, send, twilio } = account;
    await twilio.inbound({ from: CUSTOMER, body: "Hola" });
    const { sid } = await newContent(account, REMINDER);
    const sendWith = (contentVariables?: string) =>
      send({ contentSid: sid, contentVariables });

    await assertRefused([21656, 400], () => sendWith("no json"));
    await assertRefused([21656, 400], () => sendWith('["Camila"]'));
    await assertRefused([21656, 400], () => sendWith('{"1":""}'));
    await assertRefused(
      [21655, 400],
      () => send({ contentSid: `HX${"0".repeat(32)}` }),
    );
    await assertRefused(
      [21654, 400],
      () => send({ contentVariables: '{"1":"x"}', body: "x" }),
    );
    assertEquals(await outcome({ contentSid: sid }), 63028);
    assertEquals(
      await outcome({
        contentSid: sid,
        contentVariables: JSON.stringify({ 1: "Camila     Rojas" }),
      }),
      63013,
    );
  });

  it("come back as the button that a customer touched", async () => {
    const { control, outcome, received, twilio } = account;
    await twilio.inbound({ from: CUSTOMER, body: "Hola" });
    const { sid } = await newContent(account, REMINDER);
    await outcome({
      contentSid: sid,
      contentVariables: JSON.stringify({ 1: "Camila" }),
    });
    const shown = twilio.phone(CUSTOMER)[1]!;

    await control(`phones/${CUSTOMER}/tap`, {
      messageSid: shown.sid,
      button: "Confirmar",
    });

    const { params } = received.at(-1)!;
    assertEquals(
      [params.ButtonText, params.ButtonPayload, params.Body],
      ["Confirmar", "yes", "Confirmar"],
    );
    assertEquals(params.OriginalRepliedMessageSid, shown.sid);
  });

  it("that sell reach nobody in the United States, nor who wants none", async () => {
    const { control, outcome } = account;
    const { sid } = await newContent(account, GREETING);
    await control(`contents/${sid}`, {
      status: "approved",
      category: "MARKETING",
    });
    await control("phones", { number: CUSTOMER, blocks: "marketing" });

    assertEquals(await outcome({ contentSid: sid }), 63033);
    assertEquals(
      await outcome({ contentSid: sid, to: "whatsapp:+14155550100" }),
      63049,
    );
  });
});

import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { assert, assertEquals } from "@std/assert";
import {
  assertRefused,
  CUSTOMER,
  type OpenAccount,
  openAccount,
} from "./twilio_account.ts";
import type { TwilioClient } from "./twilio_client.ts";
import {
  assertDescribed,
  describeApi,
  type OperationName,
} from "./twilio_description.ts";

type NewContent = Parameters<
  TwilioClient["content"]["v1"]["contents"]["create"]
>[0];
type Approval = Parameters<
  ReturnType<
    TwilioClient["content"]["v1"]["contents"]
  >["approvalCreate"]["create"]
>[0];

describe("the stand-in's contents", () => {
  let account: OpenAccount;

  beforeEach(async () => {
    account = await openAccount();
  });
  afterEach(() => account.close());

  it("are made, changed, found and deleted", async () => {
    const { client } = account;
    const { sid, types } = await newContent(REMINDER);

    assertEquals(types, REMINDER.types);
    const change = { types: GREETING.types, friendly_name: "saludo" };
    const changed = await client.content.v1.contents(sid).update(
      change as unknown as Parameters<
        ReturnType<typeof client.content.v1.contents>["update"]
      >[0],
    );
    assertEquals(changed.friendlyName, "saludo");
    assertEquals((await client.content.v1.contents.list()).length, 1);
    await client.content.v1.contents(sid).remove();
    await assertRefused(
      [20404, 404],
      () => client.content.v1.contents(sid).fetch(),
    );
  });

  it("have a language and kinds that WhatsApp knows", async () => {
    await assertRefused(
      [20001, 400],
      () => newContent({ ...REMINDER, language: "" }),
    );
    await assertRefused(
      [20001, 400],
      () => newContent({ ...REMINDER, types: { "twilio/other": {} } }),
    );
    await assertRefused(
      [20001, 400],
      () => newContent({ ...REMINDER, types: { "twilio/text": {} } }),
    );
  });

  it("are searched for by version 2", async () => {
    const { client } = account;
    const { sid } = await newContent(REMINDER);
    await newContent({ ...GREETING, language: "en" });
    await approve(sid);
    const found = async (
      filter: Parameters<typeof client.content.v2.contents.list>[0],
    ) =>
      (await client.content.v2.contents.list(filter as object)).map((one) =>
        one.friendlyName
      );

    assertEquals(await found({ contentName: "recor" }), ["recordatorio"]);
    assertEquals(await found({ content: "cita" }), ["recordatorio"]);
    assertEquals(await found({ language: ["en", "pt"] }), ["saludo"]);
    assertEquals(await found({ contentType: ["twilio/text"] }), ["saludo"]);
    assertEquals(
      await found({ channelEligibility: ["whatsapp:approved"] }),
      ["recordatorio"],
    );
    assertEquals(await found({ sortByContentName: "asc" }), [
      "recordatorio",
      "saludo",
    ]);
  });

  it("are answered as Twilio's published description says", async () => {
    const [v1, v2] = [
      await describeApi("content_v1"),
      await describeApi("content_v2"),
    ];
    const made = await account.rest("/v1/Content", json(REMINDER)) as {
      sid: string;
    };
    const one = `/v1/Content/${made.sid}`;
    const asked = await account.rest(
      `${one}/ApprovalRequests/whatsapp`,
      json({ name: "cita", category: "UTILITY" }),
    );
    const approvals = "/v1/Content/{ContentSid}/ApprovalRequests/whatsapp";
    const checks: [typeof v1, OperationName, unknown][] = [
      [v1, "POST 201 /v1/Content", made],
      [v1, `POST 201 ${approvals}`, asked],
      [
        v1,
        "GET 200 /v1/Content/{Sid}/ApprovalRequests",
        await account.rest(`${one}/ApprovalRequests`),
      ],
      [v1, "GET 200 /v1/Content/{Sid}", await account.rest(one)],
      ...[
        "/v1/Content",
        "/v1/ContentAndApprovals",
        "/v1/LegacyContent",
      ].map((path) => [v1, `GET 200 ${path}`, path] as never),
      ...["/v2/Content", "/v2/ContentAndApprovals"].map((path) =>
        [v2, `GET 200 ${path}`, path] as never
      ),
    ];

    for (const [api, operation, answer] of checks) {
      assertDescribed(
        api,
        operation,
        typeof answer === "string" ? await account.rest(answer) : answer,
      );
    }
  });

  it("are approved, or rejected for what breaks WhatsApp's rules", async () => {
    const verdict = async (body: string) => {
      const { sid } = await newContent({
        ...GREETING,
        types: { "twilio/text": { body } },
      });
      return (await approve(sid)).status;
    };

    const fine = "Hola {{1}}, su cita es a las {{2}} hoy.";
    assertEquals(await verdict(fine), "approved");
    for (
      const body of [
        "{{1}}, su cita es hoy.",
        "Su cita es hoy, {{1}}",
        "Hola {{1}} {{2}}, su cita es hoy.",
        "Hola {{2}}, su cita es hoy.",
        "Escriba a wa.me/573001112233 hoy.",
        "Feliz día 🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉 a todos.",
        "x".repeat(1_025),
      ]
    ) assertEquals(await verdict(body), "rejected", body.slice(0, 40));
  });

  it("need a name of their own, and a category", async () => {
    const first = await newContent(REMINDER);
    const second = await newContent(GREETING);
    await approve(first.sid, "cita");

    await assertRefused([20409, 409], () => approve(second.sid, "cita"));
    await assertRefused([20001, 400], () => approve(second.sid, "Con Espacio"));
    await assertRefused(
      [20001, 400],
      () => approve(second.sid, "otra", "OTHER"),
    );
    await assertRefused([20409, 409], () => approve(first.sid, "cita"));
  });

  describe("sent outside the service window", () => {
    it("go when approved, with their places filled", async () => {
      const { client, outcome, twilio } = account;
      const { sid } = await newContent(REMINDER);
      await approve(sid);

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
      const { sid } = await newContent(REMINDER);
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
      const { sid } = await newContent(LIST);
      await control(`contents/${sid}`, { status: "approved" });

      assertEquals(await outcome({ contentSid: sid }), 63016);
    });
  });

  it("need no approval within the window, but what sells does", async () => {
    const { outcome, twilio } = account;
    await twilio.inbound({ from: CUSTOMER, body: "Hola" });
    const list = await newContent(LIST);
    const coupon = await newContent({
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
    const { sid } = await newContent(REMINDER);
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
    const { sid } = await newContent(REMINDER);
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
    const { sid } = await newContent(GREETING);
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

  it("tell the debugger when WhatsApp approved them", async () => {
    const { sid } = await newContent(REMINDER);
    await approve(sid);

    const alerts = await account.client.monitor.v1.alerts.list({
      logLevel: "warning",
    });

    assertEquals(
      alerts.map(({ errorCode, resourceSid }) => [errorCode, resourceSid]),
      [["63046", sid]],
    );
    assert(alerts[0]!.dateCreated instanceof Date);
  });

  function newContent(content: object) {
    return account.client.content.v1.contents.create(
      content as unknown as NewContent,
    );
  }

  async function approve(
    sid: string,
    name = sid.toLowerCase(),
    category = "UTILITY",
  ) {
    const content = account.client.content.v1.contents(sid);
    await content.approvalCreate.create(
      { name, category } as unknown as Approval,
    );
    const { whatsapp } = await content.approvalFetch().fetch();
    return whatsapp as unknown as { status: string };
  }
});

const REMINDER = {
  friendly_name: "recordatorio",
  language: "es",
  variables: { 2: "10:00" },
  types: {
    "twilio/quick-reply": {
      body: "Hola {{1}}, su cita es a las {{2}} hoy.",
      actions: [
        { title: "Confirmar", id: "yes" },
        { title: "Cancelar", id: "no" },
      ],
    },
  },
};

const GREETING = {
  friendly_name: "saludo",
  language: "es",
  types: { "twilio/text": { body: "Buenos días." } },
};

const LIST = {
  friendly_name: "horas",
  language: "es",
  types: {
    "twilio/list-picker": {
      body: "¿A qué hora?",
      button: "Ver horas",
      items: [{ id: "h10", item: "10:00" }, { id: "h11", item: "11:00" }],
    },
  },
};

function json(body: unknown): RequestInit {
  return {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  };
}

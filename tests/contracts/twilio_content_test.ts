import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { assert, assertEquals } from "@std/assert";
import {
  assertRefused,
  type OpenAccount,
  openAccount,
} from "./twilio_account.ts";
import { approve, GREETING, newContent, REMINDER } from "./twilio_contents.ts";
import {
  assertDescribed,
  describeApi,
  type OperationName,
} from "./twilio_description.ts";

describe("the stand-in's contents", () => {
  let account: OpenAccount;

  beforeEach(async () => {
    account = await openAccount();
  });
  afterEach(() => account.close());

  it("are made, changed, found and deleted", async () => {
    const { client } = account;
    const { sid, types } = await newContent(account, REMINDER);

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
      () => newContent(account, { ...REMINDER, language: "" }),
    );
    await assertRefused(
      [20001, 400],
      () => newContent(account, { ...REMINDER, types: { "twilio/other": {} } }),
    );
    await assertRefused(
      [20001, 400],
      () => newContent(account, { ...REMINDER, types: { "twilio/text": {} } }),
    );
  });

  it("are searched for by version 2", async () => {
    const { client } = account;
    const { sid } = await newContent(account, REMINDER);
    await newContent(account, { ...GREETING, language: "en" });
    await approve(account, sid);
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
      const { sid } = await newContent(account, {
        ...GREETING,
        types: { "twilio/text": { body } },
      });
      return await approve(account, sid);
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
    const first = await newContent(account, REMINDER);
    const second = await newContent(account, GREETING);
    await approve(account, first.sid, { name: "cita" });

    await assertRefused(
      [20409, 409],
      () => approve(account, second.sid, { name: "cita" }),
    );
    await assertRefused(
      [20001, 400],
      () => approve(account, second.sid, { name: "Con Espacio" }),
    );
    await assertRefused(
      [20001, 400],
      () => approve(account, second.sid, { name: "otra", category: "OTHER" }),
    );
    await assertRefused(
      [20409, 409],
      () => approve(account, first.sid, { name: "cita" }),
    );
  });

  it("tell the debugger when WhatsApp approved them", async () => {
    const { sid } = await newContent(account, REMINDER);
    await approve(account, sid);

    const alerts = await account.client.monitor.v1.alerts.list({
      logLevel: "warning",
    });

    assertEquals(
      alerts.map(({ errorCode, resourceSid }) => [errorCode, resourceSid]),
      [["63046", sid]],
    );
    assert(alerts[0]!.dateCreated instanceof Date);
  });
});

function json(body: unknown): RequestInit {
  return {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  };
}

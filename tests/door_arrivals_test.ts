import { assertEquals, assertGreater } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { openLineBook } from "../companion/http/line_book.ts";
import { registerLine } from "../companion/inbox/register_line.ts";
import { createDatabase } from "./database.ts";
import {
  callWebhook,
  countRows,
  messageParams,
  newSid,
} from "./door_webhook.ts";
import { ACCOUNT, AUTH_TOKEN, type Inbox, LINE, startInbox } from "./inbox.ts";

const OLD_TOKEN = "the-token-that-is-being-rotated-out";
const SERVICE = `MG${"5".repeat(32)}`;

describe("Twilio's door", () => {
  let inbox: Inbox;
  let customers = 0;
  beforeAll(async () => {
    const apiUrl = "http://127.0.0.1:1";
    inbox = await startInbox({
      agents: ["ana"],
      settings: {
        twilio: {
          accountSid: ACCOUNT,
          authTokens: [AUTH_TOKEN, OLD_TOKEN],
          number: LINE,
          apiUrl,
        },
      },
    });
    await inbox
      .sql`update lines set messaging_service_sid = ${SERVICE} where number = ${LINE}`;
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  /** A customer whom nobody has met, as the provider and as the interface names them. */
  function newCustomer() {
    const key = `5731000${String(customers++).padStart(5, "0")}`;
    return { key, From: `whatsapp:+${key}` };
  }

  const troubles = async () => {
    const { json } = await inbox.as("sofia", "/api/atascos");
    return json.webhooks as { clave: string; tipo: string; motivo: string }[];
  };
  const trouble = async (key: string) =>
    (await troubles()).filter(({ clave }) => clave === key)
      .map(({ motivo }) => motivo);

  it("takes both tokens while one gives way to the other", async () => {
    const { key, From } = newCustomer();

    const answers = [];
    for (const token of [AUTH_TOKEN, OLD_TOKEN]) {
      answers.push(await callWebhook(inbox, { token, params: { From } }));
    }

    assertEquals(answers.map(({ status }) => status), [200, 200]);
    assertEquals((await inbox.thread("ana", key)).length, 2);
  });

  it("finds the account by the messaging service, where nothing else tells", async () => {
    const { key, From } = newCustomer();
    const params = {
      From,
      AccountSid: null,
      To: "whatsapp:+570000000001",
      MessagingServiceSid: SERVICE,
    };

    const right = await callWebhook(inbox, { params });
    const wrong = await callWebhook(inbox, { params, token: "another" });

    assertEquals([right.status, wrong.status], [200, 403]);
    assertEquals((await inbox.thread("ana", key)).length, 1);
  });

  it("keeps what is for no line of ours, once, where a supervisor sees it", async () => {
    const sid = newSid();
    const params = {
      From: newCustomer().From,
      MessageSid: sid,
      To: "whatsapp:+570000000002",
    };
    await inbox.settle();
    const before = await countRows(inbox.sql);

    const answers = [];
    for (let time = 0; time < 3; time++) {
      answers.push(await callWebhook(inbox, { params }));
    }

    assertEquals(answers.map(({ status }) => status), [200, 200, 200]);
    assertEquals(await trouble(`m:${sid}`), ["unknown_line"]);
    const after = await countRows(inbox.sql);
    assertEquals(after, { ...before, webhooks: before.webhooks! + 1 });
    assertEquals((await inbox.as("ana", "/api/atascos")).status, 403);
  });

  it("keeps what lacks its sender or its name, once", async () => {
    const sid = newSid();
    const senderless = { MessageSid: sid, SmsSid: sid, From: null };
    const nameless = {
      MessageSid: null,
      SmsSid: null,
      From: newCustomer().From,
    };
    await inbox.settle();
    const before = await countRows(inbox.sql);

    const answers = [];
    for (const params of [senderless, nameless, nameless, senderless]) {
      answers.push(await callWebhook(inbox, { params }));
    }

    assertEquals(answers.map(({ status }) => status), [200, 200, 200, 200]);
    assertEquals(await trouble(`m:${sid}`), ["unreadable"]);
    const after = await countRows(inbox.sql);
    assertEquals(after, { ...before, webhooks: before.webhooks! + 2 });
  });

  it("keeps parameters and types that nobody knows", async () => {
    const { key, From } = newCustomer();

    const { status } = await callWebhook(inbox, {
      params: {
        From,
        Body: "",
        MessageType: "hologram",
        Hologram: "algo",
        constructor: "nombre de siempre",
        toString: "otro",
      },
    });

    assertEquals(status, 200);
    const [message] = await inbox.thread("ana", key);
    assertEquals([message?.kind, message?.details], ["unsupported", {
      provider_type: "hologram",
    }]);
    const [kept] = await inbox.sql<{ params: Record<string, string> }[]>`
      select params from webhooks where params ->> 'Hologram' = 'algo'
    `;
    assertEquals(kept?.params.constructor as unknown, "nombre de siempre");
  });

  it("takes each text as it is", async () => {
    const texts = [
      `<script>alert("hola")</script><img src=x onerror=alert(1)>`,
      "‏שלום‮ مرحبا‬ fin",
      "👩‍👩‍👧‍👦".repeat(100) + "🇨🇴",
      "😀".repeat(1600),
      "a\r\nb\tc\u2028d\u00a0e",
      "'; drop table messages; --",
      "%00 \\u0000 \\x00 {} ${1} $1",
      "\ufeffempieza con una marca",
      " con espacios alrededor ",
    ];
    const { key, From } = newCustomer();

    for (const Body of texts) {
      const { status } = await callWebhook(inbox, { params: { From, Body } });
      assertEquals(status, 200);
    }

    const thread = await inbox.thread("ana", key);
    assertEquals(thread.map(({ body }) => body), texts);
  });

  it("removes NUL characters, and takes bytes that are no text for what they are", async () => {
    const { key, From } = newCustomer();
    const sid = newSid();
    const right = messageParams({
      From,
      MessageSid: sid,
      SmsSid: sid,
      Body: "mal \ufffd\ufffd fin",
    });
    const wellFormed = new URLSearchParams(right).toString();

    const nul = await callWebhook(inbox, {
      params: { From, Body: "a\0b\0", ProfileName: "Mar\0ta" },
    });
    const broken = await callWebhook(inbox, {
      params: right,
      body: wellFormed.replace("%EF%BF%BD%EF%BF%BD", "%FF%C3"),
    });

    assertEquals([nul.status, broken.status], [200, 200]);
    const { json } = await inbox.as("ana", `/api/conversacion/${key}`);
    assertEquals(json.nombre, "Marta");
    assertEquals(
      json.twilio_messages.map(({ body }: { body: string }) => body),
      ["ab", "mal \ufffd\ufffd fin"],
    );
  });

  it("takes a repeat, also at the same moment, for what it is", async () => {
    const { key, From } = newCustomer();
    const params = { From, MessageSid: newSid(), Body: "Una vez" };

    const answers = await Promise.all(
      Array.from({ length: 30 }, () => callWebhook(inbox, { params })),
    );
    const before = await countRows(inbox.sql);
    const late = await callWebhook(inbox, { params });

    assertEquals(answers.filter(({ status }) => status !== 200), []);
    assertEquals([late.status, late.text], [200, "<Response/>"]);
    assertEquals((await inbox.thread("ana", key)).length, 1);
    const after = await countRows(inbox.sql);
    assertEquals(
      [after.messages, after.webhooks, after.conversations],
      [before.messages, before.webhooks, before.conversations],
    );
  });

  it("keeps a report that it can do nothing with", async () => {
    const path = "/webhook/twilio/status";
    const report = (params: Record<string, string | null>) =>
      callWebhook(inbox, {
        path,
        params: { Body: null, From: LINE, To: "whatsapp:+57300", ...params },
      });
    const stranger = newSid();

    const answers = [
      await report({ MessageSid: stranger, MessageStatus: "delivered" }),
      await report({ MessageSid: newSid(), MessageStatus: "teleported" }),
      await report({
        MessageSid: newSid(),
        MessageStatus: "failed",
        ErrorCode: "99999999999",
      }),
      await report({ MessageSid: null, SmsSid: null, MessageStatus: "read" }),
    ];

    assertEquals(answers.map(({ status }) => status), [200, 200, 200, 200]);
    assertEquals(await trouble(`s:${stranger}:delivered:`), ["unmatched"]);
    assertGreater((await troubles()).length, 3);
  });
});

describe("a line without a token", () => {
  it("believes no signature", async () => {
    await using database = await createDatabase();
    const { sql } = database;
    await registerLine(sql, { number: LINE, accountSid: ACCOUNT });
    const first = { number: LINE, accountSid: ACCOUNT, apiUrl: null };
    const addressee = {
      accountSid: ACCOUNT,
      to: LINE,
      messagingServiceSid: undefined,
    };
    const now = () => new Date();

    const empty = openLineBook(sql, { ...first, authTokens: [""] }, {
      now,
      keys: [],
    });
    const rotating = openLineBook(
      sql,
      { ...first, authTokens: ["new", "", "old"] },
      { now, keys: [] },
    );

    assertEquals(await empty.tokensFor(addressee), []);
    assertEquals(await rotating.tokensFor(addressee), ["new", "old"]);
  });
});

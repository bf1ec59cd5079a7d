import { assertEquals, assertMatch } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { createHmac } from "node:crypto";
import { signedText } from "../shared/site_request.ts";
import { callWebhook, countRows } from "./door_webhook.ts";
import { type Inbox, SITE_SECRET, startInbox } from "./inbox.ts";

const PATH = "/webhook/wix";
const OLD_SECRET = "a-site-secret-that-is-being-rotated-out-now";
const FIVE_MINUTES = 5 * 60_000;

interface NoticeChanges {
  secret?: string;
  timestamp?: number;
  headers?: Record<string, string>;
  /** What is sent where something else was signed. */
  sent?: string;
}

describe("the site's door", () => {
  let inbox: Inbox;
  beforeAll(async () => {
    inbox = await startInbox({
      agents: ["ana"],
      settings: {
        siteSecrets: [SITE_SECRET, OLD_SECRET],
        trustedProxies: ["127.0.0.1"],
      },
    });
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  async function tell(body: string, changes: NoticeChanges = {}) {
    const timestamp = String(changes.timestamp ?? Date.now());
    const text = signedText({ timestamp, method: "POST", path: PATH, body });
    const response = await fetch(inbox.url + PATH, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "x-relevo-timestamp": timestamp,
        "x-relevo-signature": createHmac(
          "sha256",
          changes.secret ?? SITE_SECRET,
        )
          .update(text).digest("hex"),
        ...changes.headers,
      },
      body: changes.sent ?? body,
    });
    assertMatch(response.headers.get("content-type") ?? "", /json/);
    return {
      status: response.status,
      headers: response.headers,
      json: await response.json(),
    };
  }

  it("takes a changed row once, with either secret, and tells the pages", async () => {
    await callWebhook(inbox, { params: { From: "whatsapp:+573110000001" } });
    await inbox.settle();
    const row = (id: string, stopBot: boolean) =>
      JSON.stringify({
        id,
        tipo: "fila",
        userId: "573110000001",
        stopBot,
        observaciones: "Prefiere\0 la tarde",
      });

    const first = await tell(row("a", true));
    const repeated = await tell(row("a", true), { secret: OLD_SECRET });
    const { json: before } = await inbox.as("ana", "/api/conversaciones");
    const overtaken = await tell(row("a", false));
    const { json: after } = await inbox.as("ana", "/api/conversaciones");

    assertEquals([first, repeated, overtaken].map(({ status }) => status), [
      200,
      200,
      200,
    ]);
    const { stopBot, observaciones, version } =
      before.conversaciones["573110000001"];
    assertEquals([stopBot, observaciones], [true, "Prefiere la tarde"]);
    assertEquals(after.conversaciones["573110000001"].version, version);
  });

  it("takes what it knows nothing of, and keeps it", async () => {
    const { status } = await tell(
      JSON.stringify({ id: "b", tipo: "cita", "nu\0l": ["\0", "\ud800"] }),
    );

    assertEquals(status, 200);
    const [kept] = await inbox
      .sql`select kind, state from webhooks where key = 'w:b'`;
    assertEquals({ ...kept }, { kind: "wix", state: "done" });
  });

  it("turns away who doesn't sign, and what is old, changed, too large or no notice", async () => {
    const body = JSON.stringify({ id: "c", tipo: "fila" });
    const now = Date.now();
    const before = await countRows(inbox.sql);
    const refusals: [Promise<{ status: number; json: unknown }>, number][] = [
      [tell(body, { headers: { "x-relevo-signature": "" } }), 403],
      [tell(body, { headers: { "x-relevo-timestamp": "" } }), 403],
      [tell(body, { secret: "another-secret-that-is-long-enough-too" }), 403],
      [tell(body, { timestamp: now - FIVE_MINUTES - 5000 }), 403],
      [tell(body, { timestamp: now + FIVE_MINUTES + 5000 }), 403],
      [tell(body, { sent: body.replace("fila", "cita") }), 403],
      [tell("x".repeat(256 * 1024 + 1)), 413],
      [tell("no es JSON"), 422],
      [tell("[]"), 422],
      [tell("{}"), 422],
      [tell(JSON.stringify({ id: 5 })), 422],
      [tell(JSON.stringify({ id: "x".repeat(151) })), 422],
      [tell(`{"id":"d","hondo":${"[".repeat(5000)}${"]".repeat(5000)}}`), 422],
    ];

    for (const [answer, status] of refusals) {
      const { json, ...rest } = await answer;
      assertEquals(
        [rest.status, (json as { success: boolean }).success],
        [status, false],
      );
    }
    assertEquals(await countRows(inbox.sql), before);
  });

  it("asks an address that keeps failing to stay away", async () => {
    const headers = { "X-Forwarded-For": "203.0.113.44" };
    const body = JSON.stringify({ id: "e" });
    const secret = "another-secret-that-is-long-enough-too";

    const answers = await Promise.all(
      Array.from({ length: 125 }, () => tell(body, { headers, secret })),
    );
    const signed = await tell(body, { headers });

    const last = answers.filter(({ status }) => status === 429);
    assertEquals([last.length, last[0]?.json.code], [5, "too_many"]);
    assertMatch(last[0]?.headers.get("retry-after") ?? "", /^[1-9]\d?$/);
    assertEquals(signed.status, 200);
  });
});

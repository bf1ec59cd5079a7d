import { assertEquals, assertMatch } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { callWebhook, countRows, type WebhookChanges } from "./door_webhook.ts";
import { type Inbox, startInbox } from "./inbox.ts";
import { askRaw } from "./raw_http.ts";

const LIMIT = 256 * 1024;

describe("Twilio's door turns away", () => {
  let inbox: Inbox;
  beforeAll(async () => {
    inbox = await startInbox({ settings: { trustedProxies: ["127.0.0.1"] } });
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  const json = { headers: { "Content-Type": "application/json" } };
  const type = (type: string) => ({ headers: { "Content-Type": type } });
  const refusals: [what: string, changes: WebhookChanges, status: number][] = [
    ["what is not signed", { signature: null }, 400],
    ["an empty signature", { signature: "" }, 400],
    ["a wrong signature", { signature: "bm90IHRoZSBzaWduYXR1cmU=" }, 403],
    ["another token's signature", { token: "another-token" }, 403],
    ["a signature by no token at all", { token: "" }, 403],
    ["the signature of another address", {
      signedUrl: "https://example.com/webhook/twilio",
    }, 403],
    ["a body that was changed on its way", { body: "Body=Otra+cosa" }, 403],
    ["an account that nobody knows", {
      params: { AccountSid: `AC${"9".repeat(32)}` },
    }, 403],
    ["what names no account and no line of ours", {
      params: { AccountSid: null, To: "whatsapp:+570000000000" },
    }, 403],
    ["JSON", { ...json, body: "{}" }, 415],
    ["a form of parts", type("multipart/form-data; boundary=x"), 415],
    ["plain text", type("text/plain"), 415],
    ["a body of no type", type(""), 415],
    [
      "another encoding",
      type("application/x-www-form-urlencoded; charset=ISO-8859-1"),
      415,
    ],
    ["a compressed body", { headers: { "Content-Encoding": "gzip" } }, 415],
    ["too large a body", { params: { Body: "x".repeat(LIMIT) } }, 413],
    ["too large a body that doesn't say so", {
      body: new Blob(["Body=", "x".repeat(LIMIT)]).stream(),
    }, 413],
    ["more parameters than any webhook has", { body: "a=&".repeat(1000) }, 413],
    ["another method", { method: "GET" }, 404],
    ["another path", { path: "/webhook/twilio/otra" }, 404],
  ];
  for (const [what, changes, status] of refusals) {
    it(`${what}, with ${status}`, async () => {
      const before = await countRows(inbox.sql);

      const answer = await callWebhook(inbox, changes);

      assertEquals([answer.status, answer.text], [status, "<Response/>"]);
      assertMatch(answer.headers.get("content-type") ?? "", /^text\/xml/);
      assertEquals(answer.headers.get("location"), null);
      assertEquals(await countRows(inbox.sql), before);
    });
  }

  it("the same at the door for reports", async () => {
    const path = "/webhook/twilio/status?m=nada";
    const before = await countRows(inbox.sql);

    const unsigned = await callWebhook(inbox, { path, signature: null });
    const wrong = await callWebhook(inbox, { path, token: "another" });
    const changed = await callWebhook(inbox, {
      path,
      signedUrl: `${inbox.url}/webhook/twilio/status?m=otra`,
    });

    assertEquals([unsigned, wrong, changed].map(({ status }) => status), [
      400,
      403,
      403,
    ]);
    assertEquals(await countRows(inbox.sql), before);
  });

  it("whatever else HTTP has of methods and paths, never with a page nor to another place", async () => {
    const methods = ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "X"];
    const paths = [
      "/webhook/twilio/",
      "/webhook/twilio//status",
      "/webhook/twilio/status/",
      "/webhook/twilio/%00",
      "/webhook/twilio/%zz%ff",
      "/webhook/twilio/..%2f..%2fapi",
      "/webhook/twilio/\u00f1",
    ];
    const knock = (method: string, path: string, headers = "") =>
      askRaw(
        inbox.url,
        `${method} ${path} HTTP/1.1\r\nHost: x\r\n${headers}Content-Length: 0\r\n\r\n`,
      );

    const answers = [];
    for (const path of ["/webhook/twilio", "/webhook/twilio/status"]) {
      for (const method of methods) answers.push(await knock(method, path));
    }
    for (const path of paths) answers.push(await knock("POST", path));
    answers.push(await knock("POST", "http://elsewhere/webhook/twilio/x"));
    const elsewhere = [];
    for (
      const path of [
        "//webhook/twilio",
        "/webhook//twilio",
        "/WEBHOOK/twilio",
      ]
    ) {
      elsewhere.push(await knock("POST", path));
    }
    const broken = await Promise.all([
      askRaw(inbox.url, "\x16\x03\x01\r\n\r\n"),
      askRaw(inbox.url, `POST /${"x".repeat(70_000)} HTTP/1.1\r\n\r\n`),
      knock("POST", "/webhook/twilio", "a: b\r\n".repeat(300)),
      knock("POST", "/webhook/twilio", `a: ${"b".repeat(600_000)}\r\n`),
    ]);

    for (const { status, head, body } of answers) {
      assertEquals([status, body.replace("<Response/>", "")], [404, ""]);
      assertMatch(head, /^content-type: text\/xml\r?$/im);
    }
    for (const { status, body } of elsewhere) {
      assertEquals([status, JSON.parse(body).code], [404, "not_found"]);
    }
    for (const { status, body } of broken) {
      assertEquals([status, body], [400, ""]);
    }
    for (const { head } of [...answers, ...elsewhere, ...broken]) {
      assertEquals(/^location:|text\/html/im.test(head), false);
    }
  });

  it("nobody for the size alone, up to 256 KiB", async () => {
    const params = { From: "whatsapp:+573000000077" };
    const filler = "x".repeat(LIMIT - 1000);

    const answer = await callWebhook(inbox, {
      params: { ...params, Filler: filler },
    });

    assertEquals(answer.status, 200);
  });

  it("an address that keeps failing for a minute, but never who signs", async () => {
    const flood = { "X-Forwarded-For": "198.51.100.1, 203.0.113.9" };
    const attempts = Array.from(
      { length: 130 },
      () => callWebhook(inbox, { headers: flood, token: "guessed" }),
    );

    const answers = await Promise.all(attempts);
    const signed = await callWebhook(inbox, { headers: flood });
    const neighbour = await callWebhook(inbox, {
      headers: { "X-Forwarded-For": "203.0.113.9, 198.51.100.1" },
      token: "guessed",
    });

    const tooMany = answers.filter(({ status }) => status === 429);
    assertEquals(tooMany.length, 10);
    for (const { headers, text } of tooMany) {
      const wait = Number(headers.get("retry-after"));
      assertEquals([text, wait > 0 && wait <= 60], ["<Response/>", true]);
    }
    assertEquals([signed.status, neighbour.status], [200, 403]);
  });
});

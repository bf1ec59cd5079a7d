import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { createHmac } from "node:crypto";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { keepLogs, type KeptLogs } from "../door_logs.ts";
import { signedText } from "../../shared/site_request.ts";
import { readForm } from "../../companion/http/form_params.ts";
import {
  ACCOUNT,
  AUTH_TOKEN,
  type Inbox,
  LINE,
  SITE_SECRET,
  startInbox,
} from "../inbox.ts";
import { IS_FULL, oddBody, oddText, sample, SEED } from "./fuzz_parts.ts";
import { errorsIn } from "./logged_errors.ts";
import { handlesClosed, openHandles } from "./open_handles.ts";

const COUNT = IS_FULL ? 2500 : 250;
const AT_ONCE = 16;
const FORM = "application/x-www-form-urlencoded";
const NAMES = [
  "MessageSid",
  "SmsSid",
  "From",
  "To",
  "Body",
  "NumMedia",
  "MediaUrl0",
  "MediaContentType0",
  "MediaUrl1",
  "ProfileName",
  "WaId",
  "MessageType",
  "MessageStatus",
  "SmsStatus",
  "ErrorCode",
  "Latitude",
  "Longitude",
  "Address",
  "Label",
  "ButtonText",
  "ButtonPayload",
  "ListId",
  "OriginalRepliedMessageSid",
  "OriginalRepliedMessageSender",
  "ReferralBody",
  "ReferralSourceUrl",
  "ReferralHeadline",
  "Forwarded",
  "MessagingServiceSid",
  "ChannelMetadata",
  "InteractiveData",
  "Contacts",
  "ApiVersion",
];

/** A parameter as it travels: also with bytes that are no text. */
const param = fc.tuple(
  fc.oneof(fc.constantFrom(...NAMES), oddText.map(encoded)),
  fc.oneof(
    { weight: 5, arbitrary: oddText.map(encoded) },
    {
      weight: 1,
      arbitrary: fc.constantFrom("%00", "%ff%fe", "%ED%A0%80", "%", "%zz", "+"),
    },
  ),
).map(([name, value]) => `${name}=${value}`);

/** The body of a webhook of our account, and mostly of our line. */
const form = fc.tuple(
  fc.option(fc.constant(`From=whatsapp%3A%2B57300${"1234567"}`)),
  fc.option(fc.constant(`To=${encodeURIComponent(LINE)}`)),
  fc.array(param, { maxLength: 12 }),
  fc.constantFrom(0, 0, 0, 0, 300, 900),
).map(([from, to, params, more]) =>
  [
    `AccountSid=${ACCOUNT}`,
    from,
    to,
    ...params,
    ...Array.from({ length: more }, (_, at) => `More${at % 400}=${at}`),
  ].filter(Boolean).join("&")
);

interface Answered {
  status: number;
  type: string | null;
  text: string;
  location: string | null;
}

describe(`whatever the webhooks are sent (RELEVO_SEED=${SEED})`, () => {
  let inbox: Inbox;
  let client: Deno.HttpClient;
  let logs: KeptLogs;
  beforeAll(async () => {
    logs = await keepLogs();
    inbox = await startInbox({ limits: { failuresPerMinute: 1e9 } });
  });
  afterAll(async () => {
    await inbox[Symbol.asyncDispose]();
    await logs[Symbol.asyncDispose]();
  });

  async function post(
    path: string,
    body: BodyInit,
    headers: Record<string, string>,
  ): Promise<Answered> {
    const response = await fetch(inbox.url + path, {
      method: "POST",
      body,
      headers,
      client,
      redirect: "manual",
    });
    return {
      status: response.status,
      type: response.headers.get("content-type"),
      text: await response.text(),
      location: response.headers.get("location"),
    };
  }

  /** Sends them side by side, and answers what came back of each that is not as it should be. */
  async function wrong<T>(
    items: readonly T[],
    send: (item: T) => Promise<Answered>,
    isRight: (answer: Answered) => boolean,
  ): Promise<unknown[]> {
    const before = await openHandles();
    client = Deno.createHttpClient({ poolMaxIdlePerHost: AT_ONCE });
    const found: unknown[] = [];
    const left = items.values();
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      for (const item of left) {
        const answer = await send(item);
        if (!isRight(answer)) found.push({ item, answer });
      }
    }));
    client.close();
    await inbox.settle();
    await handlesClosed(before);
    return [...found, ...errorsIn(logs)];
  }

  const isTwiml = (...statuses: number[]) => (answer: Answered) =>
    statuses.includes(answer.status) && answer.text === "<Response/>" &&
    answer.type === "text/xml" && answer.location === null;

  for (const path of ["/webhook/twilio", "/webhook/twilio/status"]) {
    it(`is taken when it is signed, and answered in Twilio's form: ${path}`, async () => {
      const bodies = sample(form, COUNT);

      const found = await wrong(bodies, (body) => {
        const params = readForm(new TextEncoder().encode(body));
        const query = path.endsWith("status") ? "?m=%00x" : "";
        const address = inbox.url + path + query;
        return post(path + query, body, {
          "Content-Type": FORM,
          "X-Twilio-Signature": getExpectedTwilioSignature(
            AUTH_TOKEN,
            address,
            params,
          ),
        });
      }, isTwiml(200));

      assertEquals(found, []);
    });

    it(`is turned away when it is not: ${path}`, async () => {
      const bytes = fc.uint8Array({ maxLength: 300 });
      const type = fc.oneof(
        { weight: 3, arbitrary: fc.constant(FORM) },
        { weight: 1, arbitrary: oddText.map(headerText) },
      );
      const signature = fc.oneof(
        oddText.map(headerText),
        fc.base64String({ minLength: 28, maxLength: 28 }),
      );
      const requests = sample(
        fc.tuple(fc.oneof(form, bytes), type, signature),
        COUNT,
      );

      const found = await wrong(
        requests,
        ([body, type, signature]) =>
          post(path, body as BodyInit, {
            "Content-Type": type,
            "X-Twilio-Signature": signature,
          }),
        isTwiml(400, 403, 413, 415),
      );

      assertEquals(found, []);
    });
  }

  it("is kept or named as wrong when the site signs it", async () => {
    const path = "/webhook/wix";
    const fields = [
      "id",
      "tipo",
      "userId",
      "stopBot",
      "observaciones",
      "threadId",
    ];
    const row = fc.record({
      id: oddText,
      tipo: fc.constant("fila"),
      userId: fc.oneof(oddText, fc.constant("573001234567")),
      stopBot: fc.boolean(),
      observaciones: oddText,
      threadId: oddText,
    }).map((row) => JSON.stringify(row));
    const bodies = sample(fc.oneof(oddBody(fields), row), COUNT);

    const found = await wrong(bodies, (text) => {
      // What travels: halves of characters are none any more.
      const body = text.toWellFormed();
      const timestamp = String(Date.now());
      const signed = signedText({ timestamp, method: "POST", path, body });
      return post(path, body, {
        "Content-Type": "application/json",
        "x-relevo-timestamp": timestamp,
        "x-relevo-signature": createHmac("sha256", SITE_SECRET).update(signed)
          .digest("hex"),
      });
    }, ({ status, text }) => {
      const { success, code, error } = JSON.parse(text);
      if (status === 200) return success === true;
      return status === 422 && success === false && code === "invalid" &&
        error.length > 0;
    });

    assertEquals(found, []);
  });
});

function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** What a header can carry. */
function headerText(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, "").slice(0, 200);
}

import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { assert } from "@std/assert";
import {
  ACCOUNT,
  CUSTOMER,
  LINE,
  type OpenAccount,
  openAccount,
  SERVICE,
} from "./twilio_account.ts";
import {
  assertDescribed,
  describeApi,
  type OperationName,
  requestExamples,
} from "./twilio_description.ts";

const HOUR = 3_600_000;
const MESSAGES = "/2010-04-01/Accounts/{AccountSid}/Messages";

describe("the stand-in's messages", () => {
  let account: OpenAccount;

  beforeEach(async () => {
    account = await openAccount({ messagingServiceSid: SERVICE });
    account.twilio.setDelivery({ mode: "manual" });
  });
  afterEach(() => account.close());

  it("are answered as Twilio's published description says", async () => {
    const api = await describeApi("api_v2010");
    const { sid } = await account.send();
    const inbound = await account.twilio.inbound({
      from: CUSTOMER,
      media: ["image"],
    });
    const [file] = await account.client.messages(inbound.messageSid).media
      .list();
    const base = `/2010-04-01/Accounts/${ACCOUNT}/Messages`;
    const checks: [OperationName, string, RequestInit?][] = [
      [`POST 201 ${MESSAGES}.json`, `${base}.json`, form(FORM)],
      [`GET 200 ${MESSAGES}.json`, `${base}.json`],
      [`GET 200 ${MESSAGES}/{Sid}.json`, `${base}/${sid}.json`],
      [
        `POST 200 ${MESSAGES}/{MessageSid}/Feedback.json`,
        `${base}/${sid}/Feedback.json`,
        form({ Outcome: "confirmed" }),
      ],
      [
        `GET 200 ${MESSAGES}/{MessageSid}/Media.json`,
        `${base}/${inbound.messageSid}/Media.json`,
      ],
      [
        `GET 200 ${MESSAGES}/{MessageSid}/Media/{Sid}.json`,
        `${base}/${inbound.messageSid}/Media/${file!.sid}.json`,
      ],
      [
        `POST 200 ${MESSAGES}/{Sid}.json`,
        `${base}/${sid}.json`,
        form({ Status: "canceled" }),
      ],
    ];

    for (const [operation, path, init] of checks) {
      assertDescribed(api, operation, await account.rest(path, init));
    }
  });

  it("are created by each of Twilio's published examples", async () => {
    const api = await describeApi("api_v2010");
    const path = `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`;
    const examples = requestExamples(api, `${MESSAGES}.json`);
    assert(examples.length >= 7);

    for (const example of examples) {
      const fields = Object.entries(example).flatMap(([name, value]) =>
        [value].flat().map((one) => [name, String(one)])
      );
      const body = new URLSearchParams(fields);
      // What an example names must exist in the account: SMS numbers, services and contents do not.
      body.set("To", CUSTOMER);
      body.delete("ContentSid");
      if (body.has("From")) body.set("From", LINE);
      if (body.has("MessagingServiceSid")) {
        body.set("MessagingServiceSid", SERVICE);
      }
      if (body.has("ScheduleType")) {
        body.set("SendAt", new Date(Date.now() + HOUR).toISOString());
      }
      const answer = await account.rest(path, { method: "POST", body });
      assertDescribed(api, `POST 201 ${MESSAGES}.json`, answer);
    }
  });
});

const FORM = { To: CUSTOMER, From: LINE, Body: "x" };

function form(fields: Record<string, string>): RequestInit {
  return { method: "POST", body: new URLSearchParams(fields) };
}

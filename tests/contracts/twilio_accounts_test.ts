import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { assertEquals } from "@std/assert";
import { validateRequest } from "twilio/lib/webhooks/webhooks.js";
import {
  ACCOUNT,
  assertRefused,
  CUSTOMER,
  empty,
  LINE,
  type OpenAccount,
  openAccount,
} from "./twilio_account.ts";
import { clientOf } from "./twilio_client.ts";
import { assertDescribed, describeApi } from "./twilio_description.ts";

const ACCOUNTS = "/2010-04-01/Accounts";
const OWN = `${ACCOUNTS}/${ACCOUNT}`;

describe("the stand-in's accounts", () => {
  let account: OpenAccount;

  beforeEach(async () => {
    account = await openAccount();
  });
  afterEach(() => account.close());

  it("tell of themselves and their balance", async () => {
    const api = await describeApi("api_v2010");
    const { client, rest } = account;

    const own = await client.api.v2010.accounts(ACCOUNT).fetch();
    const balance = await client.api.v2010.accounts(ACCOUNT).balance.fetch();

    assertEquals([own.status, own.type], ["active", "Full"]);
    assertEquals(balance.currency, "USD");
    assertDescribed(
      api,
      `GET 200 ${ACCOUNTS}/{Sid}.json`,
      await rest(`${OWN}.json`),
    );
    assertDescribed(
      api,
      `GET 200 ${ACCOUNTS}/{AccountSid}/Balance.json`,
      await rest(`${OWN}/Balance.json`),
    );
    assertDescribed(
      api,
      `GET 200 ${ACCOUNTS}.json`,
      await rest(`${ACCOUNTS}.json`),
    );
  });

  it("are opened by keys too, until these are revoked", async () => {
    const api = await describeApi("api_v2010");
    const { client, rest, twilio } = account;
    const key = await client.newKeys.create({ friendlyName: "respaldo" });
    const other = clientOf(twilio.url, {
      user: key.sid,
      password: key.secret,
      accountSid: ACCOUNT,
    });

    const { friendlyName } = await other.keys(key.sid).fetch();
    assertEquals(friendlyName, "respaldo");
    assertEquals((await other.messages.list()).length, 0);
    assertDescribed(
      api,
      `GET 200 ${ACCOUNTS}/{AccountSid}/Keys.json`,
      await rest(`${OWN}/Keys.json`),
    );
    await client.keys(key.sid).update({ friendlyName: "otro" });
    assertEquals((await client.keys.list())[0]?.friendlyName, "otro");
    await client.keys(key.sid).remove();
    await assertRefused([20003, 401], () => other.messages.list());
  });

  it("have subaccounts, which see only what is theirs", async () => {
    const { client, control, send, twilio } = account;
    const { sid, authToken } = await client.api.v2010.accounts.create({
      friendlyName: "Sede norte",
    });
    const number = "whatsapp:+573150000001";
    await control("lines", { number, accountSid: sid });
    const sub = clientOf(twilio.url, { user: sid, password: authToken });
    const ours = await send();

    const theirs = await sub.messages.create({
      from: number,
      to: CUSTOMER,
      body: "x",
    });

    assertEquals(theirs.accountSid, sid);
    await assertRefused([20404, 404], () => sub.messages(ours.sid).fetch());
    await assertRefused(
      [20003, 401],
      () => sub.api.v2010.accounts(ACCOUNT).messages.list(),
    );
    await assertRefused([63007, 400], () => send({ from: number }));
    const seen = await client.api.v2010.accounts(sid).messages.list();
    assertEquals(seen.map((one) => one.sid), [theirs.sid]);
    const all = await client.api.v2010.accounts.list();
    assertEquals(all.map((one) => one.sid), [sid, ACCOUNT]);
  });

  it("sign what their lines are told with their own token", async () => {
    const { client, control, received, twilio } = account;
    const { sid, authToken } = await client.api.v2010.accounts.create();
    const number = "whatsapp:+573150000001";
    await control("lines", { number, accountSid: sid });

    await twilio.inbound({ from: CUSTOMER, to: number, body: "Hola" });

    const { headers, params, url, isSigned } = received[0]!;
    const signature = headers.get("x-twilio-signature") ?? "";
    assertEquals(isSigned, false);
    assertEquals(validateRequest(authToken, signature, url, params), true);
    assertEquals([params.AccountSid, params.To], [sid, number]);
  });

  it("do nothing while suspended", async () => {
    const { client, twilio } = account;
    const { sid, authToken } = await client.api.v2010.accounts.create();
    const sub = clientOf(twilio.url, { user: sid, password: authToken });

    await client.api.v2010.accounts(sid).update({ status: "suspended" });
    await assertRefused([20005, 401], () => sub.messages.list());
    await client.api.v2010.accounts(sid).update({ status: "active" });

    assertEquals((await sub.messages.list()).length, 0);
  });

  it("have phone numbers, which say nothing about WhatsApp", async () => {
    const api = await describeApi("api_v2010");
    const { client, origin, received, rest, twilio } = account;
    const numbers = `${ACCOUNTS}/{AccountSid}/IncomingPhoneNumbers`;
    const bought = await client.incomingPhoneNumbers.create({
      phoneNumber: LINE.slice("whatsapp:".length),
      smsUrl: `${origin}/sms`,
    });

    await twilio.inbound({ from: CUSTOMER, body: "Hola" });

    assertEquals(received[0]?.path, "/in");
    await client.incomingPhoneNumbers(bought.sid).update({
      friendlyName: "Principal",
    });
    const named = await client.incomingPhoneNumbers.list({
      friendlyName: "Principal",
    });
    assertEquals(named.map(({ sid }) => sid), [bought.sid]);
    assertDescribed(
      api,
      `GET 200 ${numbers}.json`,
      await rest(`${OWN}/IncomingPhoneNumbers.json`),
    );
    assertDescribed(
      api,
      `GET 200 ${numbers}/{Sid}.json`,
      await rest(`${OWN}/IncomingPhoneNumbers/${bought.sid}.json`),
    );
    await assertRefused(
      [21422, 400],
      () =>
        client.incomingPhoneNumbers.create({
          phoneNumber: LINE.slice("whatsapp:".length),
        }),
    );
    await client.incomingPhoneNumbers(bought.sid).remove();
    assertEquals((await client.incomingPhoneNumbers.list()).length, 0);
  });

  it("list webhooks that failed and requests that were refused", async () => {
    const monitor = await describeApi("monitor_v1");
    const { answers, client, rest, send, twilio } = account;
    answers.push(
      () => empty(500),
      () => Response.json({ done: true }),
    );
    const failed = await twilio.inbound({ from: CUSTOMER, body: "uno" });
    const odd = await twilio.inbound({ from: CUSTOMER, body: "dos" });
    await send({ to: "whatsapp:+12" }).catch(() => {});

    const alerts = await client.monitor.v1.alerts.list({ logLevel: "error" });

    assertEquals(
      alerts.map(({ errorCode, resourceSid }) => [errorCode, resourceSid]),
      [
        ["21211", null],
        ["12300", odd.messageSid],
        ["11200", failed.messageSid],
      ],
    );
    const { sid } = alerts.at(-1)!;
    const one = await client.monitor.v1.alerts(sid).fetch();
    const told = new URLSearchParams(one.requestVariables);
    assertEquals(told.get("Body"), "uno");
    const day = 24 * 60 * 60 * 1_000;
    const later = await client.monitor.v1.alerts.list({
      startDate: new Date(Date.now() + day),
    });
    assertEquals(later.length, 0);
    assertDescribed(monitor, "GET 200 /v1/Alerts", await rest("/v1/Alerts"));
    assertDescribed(
      monitor,
      "GET 200 /v1/Alerts/{Sid}",
      await rest(`/v1/Alerts/${sid}`),
    );
  });
});

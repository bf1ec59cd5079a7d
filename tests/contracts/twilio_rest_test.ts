import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { assert, assertEquals, assertRejects } from "@std/assert";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import twilio from "twilio";
import spec from "@twilio/cli-core/src/services/twilio-api/twilio_api_v2010.json" with {
  type: "json",
};
import { startTwilioSandbox } from "../../scripts/sandbox/twilio/server.ts";
import type { TwilioSandbox } from "../../scripts/sandbox/twilio/server.ts";

const ACCOUNT = "AC0123456789abcdef0123456789abcdef";
const TOKEN = "token";
const LINE = "whatsapp:+573153369631";
const CUSTOMER = "whatsapp:+573001112233";
const SERVICE = "MG0123456789abcdef0123456789abcdef";

describe("the stand-in, to Twilio's own client,", () => {
  let sandbox: TwilioSandbox;
  let client: ReturnType<typeof twilio>;

  beforeEach(async () => {
    sandbox = await startTwilioSandbox({
      port: 0,
      accountSid: ACCOUNT,
      authToken: TOKEN,
      number: LINE,
      messagingServiceSid: SERVICE,
    });
    sandbox.setDelivery({ mode: "manual" });
    client = clientOf(sandbox.url, TOKEN);
  });
  afterEach(() => sandbox.stop());

  it("takes a message and gives it back", async () => {
    const sent = await client.messages.create({
      from: LINE,
      to: CUSTOMER,
      body: "Buenos días",
    });
    const fetched = await client.messages(sent.sid).fetch();

    assertEquals(sent.status, "queued");
    assertEquals(sent.direction, "outbound-api");
    assertEquals(sent.dateSent, null);
    assertEquals(fetched.body, "Buenos días");
    assertEquals(fetched.from, LINE);
    assertEquals(fetched.numMedia, "0");
  });

  it("accepts for a service and picks the sender later", async () => {
    const sent = await client.messages.create({
      messagingServiceSid: SERVICE,
      to: CUSTOMER,
      body: "Hola",
    });

    assertEquals(sent.status, "accepted");
    assertEquals(sent.from, null);
  });

  it("keeps a scheduled message until it is canceled", async () => {
    const sent = await client.messages.create({
      messagingServiceSid: SERVICE,
      to: CUSTOMER,
      body: "Mañana",
      scheduleType: "fixed",
      sendAt: new Date(Date.now() + 3_600_000),
    });
    const canceled = await client.messages(sent.sid)
      .update({ status: "canceled" });

    assertEquals([sent.status, canceled.status], ["scheduled", "canceled"]);
  });

  it("lists by customer and day, page after page, newest first", async () => {
    for (let n = 1; n <= 5; n++) await send({ body: `n${n}` });
    await send({ to: "whatsapp:+573009998877", body: "otra" });
    const day = 86_400_000;
    const now = Date.now();

    const all = await client.messages.list({ to: CUSTOMER, pageSize: 2 });
    assertEquals(all.map(({ body }) => body), ["n5", "n4", "n3", "n2", "n1"]);
    const dated = (filter: Record<string, Date>) =>
      client.messages.list({ to: CUSTOMER, ...filter }).then((l) => l.length);
    assertEquals(await dated({ dateSentAfter: new Date(now) }), 5);
    assertEquals(await dated({ dateSentAfter: new Date(now + day) }), 0);
    assertEquals(await dated({ dateSentBefore: new Date(now - day) }), 0);
    assertEquals(await dated({ dateSent: new Date(now) }), 5);
    assertEquals((await client.messages.list({ from: LINE })).length, 6);
  });

  it("does not shift a page when a message arrives meanwhile", async () => {
    for (let n = 1; n <= 4; n++) await send({ body: `n${n}` });

    const first = await client.messages.page({ pageSize: 2 });
    await send({ body: "n5" });
    const second = await first.nextPage();

    assertEquals(second?.instances.map(({ body }) => body), ["n2", "n1"]);
  });

  it("empties and deletes a message once it has ended", async () => {
    const { sid } = await send({ body: "secreto" });

    const early = await assertRejects(() => client.messages(sid).remove());
    assertEquals((early as twilio.RestException).code, 20009);
    await sandbox.report(sid, { status: "delivered" });
    assertEquals((await client.messages(sid).update({ body: "" })).body, "");
    assertEquals(await client.messages(sid).remove(), true);
    await refused(20404, 404, () => client.messages(sid).fetch());
  });

  it("refuses as Twilio does", async () => {
    await refused(21604, 400, () => send({ to: "" }));
    await refused(21211, 400, () => send({ to: "whatsapp:+12" }));
    await refused(21211, 400, () => send({ to: "+573001112233" }));
    await refused(21603, 400, () => send({ from: "" }));
    await refused(21606, 400, () => send({ from: "+573153369631" }));
    await refused(63007, 400, () => send({ from: "whatsapp:+573000000000" }));
    await refused(63031, 400, () => send({ to: LINE }));
    await refused(21617, 400, () => send({ body: "x".repeat(1_601) }));
    await refused(21619, 400, () => send({ body: "" }));
    await refused(
      21609,
      400,
      () => send({ statusCallback: "https://under_score.test/x" }),
    );
    await refused(21620, 400, () => send({ mediaUrl: ["not a url"] }));
    await refused(
      20003,
      401,
      () => clientOf(sandbox.url, "wrong").messages.list(),
    );
    await refused(20404, 404, () => client.messages("SMnone").fetch());
    assertEquals(sandbox.messages().length, 0);
  });

  it("takes 1,600 characters, a user without a number, and a template", async () => {
    await send({ body: "x".repeat(1_600) });
    await send({ to: "whatsapp:CO.4480123456789012" });
    const template = await client.messages.create({
      from: LINE,
      to: CUSTOMER,
      contentSid: `HX${"a".repeat(32)}`,
      contentVariables: JSON.stringify({ 1: "Camila" }),
    });

    assertEquals(template.status, "queued");
  });

  it("says 429 in its own words when a fault asks for it", async () => {
    await fetch(`${sandbox.url}/sandbox/faults`, {
      method: "POST",
      body: JSON.stringify({ path: "/2010-04-01", status: 429 }),
    }).then((answer) => answer.body?.cancel());

    await refused(20429, 429, () => send({}));
    assertEquals((await send({})).status, "queued");
  });

  it("tells of the account and its balance", async () => {
    const account = await client.api.v2010.accounts(ACCOUNT).fetch();
    const balance = await client.api.v2010.accounts(ACCOUNT).balance.fetch();

    assertEquals([account.status, account.type], ["active", "Full"]);
    assertEquals(balance.currency, "USD");
  });

  it("answers what Twilio's published description says", async () => {
    const { sid } = await send({ body: "Hola" });
    sandbox.setWebhook(`${sandbox.url}/sandbox/none`);
    const inbound = await sandbox.inbound({
      from: CUSTOMER,
      media: ["image"],
    });
    const accounts = "/2010-04-01/Accounts/{AccountSid}";
    const media = `/Messages/${inbound.messageSid}/Media.json`;

    const form = new URLSearchParams({ To: CUSTOMER, From: LINE, Body: "x" });
    check(
      `${accounts}/Messages.json`,
      { method: "post", status: "201" },
      await raw("/Messages.json", form),
    );
    check(`${accounts}/Messages.json`, GET, await raw("/Messages.json"));
    check(
      `${accounts}/Messages/{Sid}.json`,
      GET,
      await raw(`/Messages/${sid}.json`),
    );
    check(
      `${accounts}/Messages/{MessageSid}/Media.json`,
      GET,
      await raw(media),
    );
    const files = await client.messages(inbound.messageSid).media.list();
    check(
      `${accounts}/Messages/{MessageSid}/Media/{Sid}.json`,
      GET,
      await raw(`/Messages/${inbound.messageSid}/Media/${files[0]!.sid}.json`),
    );
    check(`${accounts}/Balance.json`, GET, await raw("/Balance.json"));
    check("/2010-04-01/Accounts/{Sid}.json", GET, await raw(".json"));
  });

  function send(
    more: Partial<Parameters<typeof client.messages.create>[0]>,
  ) {
    return client.messages.create({
      from: LINE,
      to: CUSTOMER,
      body: "Hola",
      ...more,
    });
  }

  async function raw(path: string, body?: URLSearchParams): Promise<unknown> {
    const answer = await fetch(
      `${sandbox.url}/2010-04-01/Accounts/${ACCOUNT}${path}`,
      {
        method: body ? "POST" : "GET",
        body,
        headers: { authorization: `Basic ${btoa(`${ACCOUNT}:${TOKEN}`)}` },
      },
    );
    return await answer.json();
  }
});

async function refused(
  code: number,
  status: number,
  work: () => Promise<unknown>,
): Promise<void> {
  const error = await assertRejects(work) as twilio.RestException;
  assertEquals([error.code, error.status], [code, status]);
}

const GET = { method: "get", status: "200" };

/** Holds an answer against the schema, and against the list of its fields: none unknown, none missing. */
function check(
  path: string,
  { method, status }: { method: string; status: string },
  answer: unknown,
): void {
  const pointer = (text: string) =>
    text.replaceAll("~", "~0").replaceAll("/", "~1");
  const validate = ajv.compile({
    $ref: `twilio#/paths/${
      pointer(path)
    }/${method}/responses/${status}/content/application~1json/schema`,
  });
  const problems = validate(answer) ? [] : validate.errors;
  assertEquals(problems, [], path);
  assert(Object.keys(answer as object).length > 2);
}

const ajv = addFormats.default(
  new Ajv.default({ strict: false, allErrors: true }),
);
const description = structuredClone(spec) as {
  components: { schemas: Record<string, Record<string, unknown>> };
};
for (const schema of Object.values(description.components.schemas)) {
  schema.additionalProperties = false;
}
for (const format of ["phone-number", "date-time-rfc-2822", "uri-map"]) {
  ajv.addFormat(format, true);
}
ajv.addFormat(
  "date-time-rfc-2822",
  /^\w{3}, \d\d \w{3} \d{4} [\d:]{8} \+0000$/,
);
ajv.addFormat("phone-number", /^whatsapp:(\+\d+|[A-Z]{2}\..+)$/);
ajv.addFormat("uri", /^\/2010-04-01\//); // this interface's addresses are relative
ajv.addFormat("currency", /^[A-Z]{3}$/i);
ajv.addSchema(description, "twilio");

/** Twilio's client, unchanged but for the host it calls. */
function clientOf(origin: string, token: string) {
  return twilio(ACCOUNT, token, {
    httpClient: {
      async request(
        options: {
          method: string;
          uri: string;
          username?: string;
          password?: string;
          params?: object;
          data?: object;
        },
      ) {
        const url = new URL(options.uri);
        for (const [key, value] of toForm(options.params)) {
          url.searchParams.append(key, value);
        }
        const answer = await fetch(
          new URL(url.pathname + url.search, origin),
          {
            method: options.method,
            headers: {
              authorization: `Basic ${
                btoa(`${options.username}:${options.password}`)
              }`,
            },
            body: options.method === "post" ? toForm(options.data) : undefined,
          },
        );
        const text = await answer.text();
        return {
          statusCode: answer.status,
          body: text ? JSON.parse(text) : "",
        };
      },
    } as unknown as twilio.ClientOpts["httpClient"],
  });
}

function toForm(fields: object = {}): URLSearchParams {
  const form = new URLSearchParams();
  for (const [key, value] of Object.entries(fields)) {
    for (const one of [value].flat()) form.append(key, String(one));
  }
  return form;
}

import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { signToken } from "./access_tokens.ts";
import { callWebhook, newSid } from "./door_webhook.ts";
import { listen } from "./events_stream.ts";
import { startCompanionProcess } from "./faults/companion_process.ts";
import { startSurroundings, type Surroundings } from "./faults/surroundings.ts";
import { AUTH_TOKEN, emailOf, SITE_SECRET } from "./inbox.ts";
import { until } from "./until.ts";

const KEY = "573558642097";
const LINE_TOKEN = "a-token-of-a-further-line";
/** What no line may have, of anybody or of ours. */
const SECRETS = [
  "8642097",
  "Wilhelmina",
  "Quetzalcoatl",
  "murci",
  "ornitorrinco",
  "zarigüeya",
  "@example",
  "[?]m=",
  "[?]q=",
  "%2B57",
  "/conversacion/5",
  AUTH_TOKEN,
  LINE_TOKEN,
  SITE_SECRET,
  "Bearer",
  "postgres://",
];

interface Line {
  message: string;
  properties: Record<string, unknown>;
}

describe("what the house logs at its most talkative", () => {
  const stack = new AsyncDisposableStack();
  let around: Surroundings;
  let url = "";
  let logged = "";
  let site: string[] = [];
  let inboundId = "";
  let reply: { message_id: string };

  async function as(name: string, path: string, json?: unknown) {
    const token = await signToken({ sub: `m-${name}`, email: emailOf(name) });
    const response = await fetch(url + path, {
      method: json === undefined ? "GET" : "POST",
      headers: { Authorization: `Bearer ${token}` },
      body: json instanceof FormData
        ? json
        : json === undefined
        ? undefined
        : JSON.stringify(json),
    });
    const text = await response.text();
    return { status: response.status, json: JSON.parse(text || "null") };
  }

  async function fail(
    whose: { url: string },
    ...faults: Record<string, unknown>[]
  ) {
    for (const fault of faults) {
      const response = await fetch(`${whose.url}/sandbox/faults`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(fault),
      });
      await response.body?.cancel();
    }
  }

  const isLogged = (message: string, since = 0) =>
    until(
      `"${message}" is logged`,
      () => logged.indexOf(`"message":"${message}"`, since) >= 0,
      15_000,
    );

  beforeAll(async () => {
    around = stack.use(await startSurroundings(["ana", "luis"]));
    const companion = stack.use(
      await startCompanionProcess(
        around.settings,
        null,
        { LOG_LEVEL: "debug", FIRST_SUPERVISOR: emailOf("sofia") },
        (text) => logged += text,
      ),
    );
    url = companion.url;
    around.twilio.setWebhook(`${url}/webhook/twilio`);
    const token = await signToken({ sub: "m-ana", email: emailOf("ana") });
    stack.use(await listen({ url }, token));
    await ordinaryDay();
    await brokenDay();
    await refusals();
    site = await siteLog();
  });
  afterAll(() => stack.disposeAsync());

  async function siteLog(): Promise<string[]> {
    const response = await fetch(`${around.site.url}/sandbox/console`);
    return (await response.json()).map(({ text }: { text: string }) => text);
  }

  async function ordinaryDay(): Promise<void> {
    const { twilio, sql } = around;
    const profileName = "Wilhelmina";
    await twilio.inbound({
      from: `+${KEY}`,
      body: "Un murciélago",
      profileName,
    });
    const [row] = await sql<{ id: string }[]>`select id from messages`;
    inboundId = row!.id;
    await as("ana", `/api/conversaciones?q=${KEY}`);
    await as("ana", `/api/conversacion/${KEY}?limit=5`);
    await as("ana", `/api/conversacion/${KEY}/leido`, {});
    const form = new FormData();
    form.set(
      "archivo",
      new File(["Una zarigüeya"], "Quetzalcoatl.txt", {
        type: "text/plain",
      }),
    );
    await as("ana", "/api/archivos", form);
    reply = (await as("ana", "/api/enviar-mensaje", {
      to: KEY,
      message: "Un ornitorrinco",
    })).json;
    await around.quiet();
    await twilio.idle();
    await as("sofia", "/api/lineas", {
      numero: `+${KEY}`,
      nombre: "Quetzalcoatl",
      account_sid: `AC${"9".repeat(32)}`,
      auth_token: LINE_TOKEN,
    });
    await as("sofia", "/api/agentes", {
      email: "quetzalcoatl@example.com",
      nombre: "Quetzalcoatl",
    });
    await twilio.inbound({
      from: `+${KEY}`,
      media: [{ contentType: "image/png", base64: btoa("una zarigüeya") }],
    });
    await twilio.inbound({
      from: `+${KEY}`,
      body: "",
      contact: { name: "Quetzalcoatl", phone: `+${KEY}` },
    });
    await around.quiet();
  }

  /** The database, the provider and the site refuse, each in its own words. */
  async function brokenDay(): Promise<void> {
    const { sql, twilio } = around;
    await sql`alter table messages add constraint odd check (body not like '%murciélago%') not valid`;
    const from = `whatsapp:+${KEY}`;
    const body = "Otro murciélago";
    await callWebhook({ url }, {
      params: { From: from, Body: body, MessageSid: newSid() },
    });
    await as("ana", "/api/enviar-mensaje", { to: KEY, message: body });
    await sql`alter table messages drop constraint odd`;
    await isLogged("Unexpected");
    await isLogged("Cannot take a message in; it is kept");
    await callWebhook({ url }, {
      params: {
        From: from,
        MessageSid: newSid(),
        NumMedia: "1",
        MediaUrl0: `http://127.0.0.1:9/${KEY}?To=%2B${KEY}`,
        MediaContentType0: "image/png",
      },
    });
    let since = logged.length;
    await fail(
      twilio,
      { path: "/2010-04-01", status: 400, times: 1 },
      { path: "/2010-04-01", drop: true, times: 1 },
      { path: "/2010-04-01", status: 429, times: 1 },
    );
    await as("ana", "/api/enviar-mensaje", {
      to: KEY,
      message: "ornitorrinco",
    });
    await as("ana", "/api/enviar-mensaje", {
      to: KEY,
      message: "ornitorrinco",
    });
    await isLogged("Work has to wait", since);
    since = logged.length;
    await fail(
      around.site,
      { path: "/_functions", status: 500, times: 1 },
      { path: "/wix-data", status: 500, times: 3 },
    );
    await twilio.inbound({ from: `+${KEY}`, body: "Un tercer murciélago" });
    await isLogged("Work has to wait", since);
    await until(
      "the site told of it",
      async () =>
        (await siteLog()).some((line) => line.startsWith("Cannot store")),
      15_000,
    );
    await isLogged("Stored in the site", since);
    // A bug that quotes: a column that takes no such text.
    await sql`update conversations set name = 'Quetzalcoatl'`;
    await sql`alter table outbox_lanes add constraint odd check (cursor < 0) not valid`;
    await twilio.inbound({ from: `+${KEY}`, body: "Un cuarto murciélago" });
    await sql`alter table outbox_lanes drop constraint odd`;
  }

  async function refusals(): Promise<void> {
    const params = {
      From: `whatsapp:+${KEY}`,
      Body: "Un murciélago",
      ProfileName: "Quetzalcoatl",
    };
    const hook = (changes: Parameters<typeof callWebhook>[1]) =>
      callWebhook({ url }, {
        ...changes,
        params: { ...params, ...changes?.params },
      });
    await hook({ signature: null });
    await hook({ token: "guessed" });
    await hook({ params: { To: `whatsapp:+${KEY}1` } });
    await hook({ params: { From: null } });
    await hook({
      path: `/webhook/twilio/status?m=${KEY}`,
      params: { MessageStatus: "murciélago" },
    });
    await as("luis", `/api/conversacion/${KEY}`);
    await as("nadie", `/api/conversaciones?q=${KEY}`);
    await as("ana", "/api/enviar-mensaje", { to: KEY, id: "murciélago" });
    await as("ana", `/api/conversacion/${KEY}00?q=${KEY}`);
    await as("sofia", "/api/lineas", { numero: KEY, auth_token: LINE_TOKEN });
  }

  function lines(): Line[] {
    return logged.trim().split("\n").map((line) => JSON.parse(line));
  }

  /** The messages of the lines that name it, each once, in their order. */
  function wayOf(id: string): string[] {
    const named = lines().filter((line) => JSON.stringify(line).includes(id));
    return [...new Set(named.map(({ message }) => message))];
  }

  it("follows a message by its id from the webhook to the site", () => {
    const way = wayOf(inboundId);
    const [conversation] = lines().filter(({ message, properties }) =>
      message === "Told" && properties.message === inboundId
    ).map(({ properties }) => String(properties.conversation));

    assertEquals(way.toSorted(), [
      "Committed",
      "Received",
      "Stored in the site",
      "Told",
    ]);
    assertEquals(way[0], "Received");
    assert(wayOf(conversation!).includes("Assigned"));
    const stored = site.filter((line) => line.includes(inboundId));
    assertEquals(stored.length, 1);
    const { relevo, conversations } = JSON.parse(stored[0]!);
    assertEquals(relevo, "stored");
    assertEquals(conversations[0].conversation, conversation);
    assertEquals(conversations[0].told, true);
  });

  it("follows a reply by its id to Twilio and back", () => {
    const way = wayOf(reply.message_id);

    assertEquals(way.toSorted(), [
      "Handed to Twilio",
      "Reply accepted",
      "Reported",
      "Stored in the site",
      "Told",
    ]);
    assertEquals(way[0], "Reply accepted");
    assert(site.some((line) => line.includes(reply.message_id)));
  });

  it("names a call that fails in the site as the companion does, by its conversation", () => {
    const failed = site.filter((line) => line.startsWith("Cannot store"));
    const waiting = lines().filter(({ message, properties }) =>
      message === "Work has to wait" && properties.kind === "publish_change"
    ).map(({ properties }) => String(properties.conversation));

    assert(failed.length > 0);
    assert(failed.every((line) => waiting.some((id) => line.endsWith(id))));
  });

  it("has no number, name, word, address or secret in it, whatever goes wrong", () => {
    const secret = new RegExp(SECRETS.join("|"), "i");
    const all = [...logged.split("\n"), ...site];

    assertEquals(all.filter((line) => secret.test(line)), []);
    assert(all.length > 50, `${all.length} lines`);
  });
});

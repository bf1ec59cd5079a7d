import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { callWebhook } from "./door_webhook.ts";
import { listen } from "./events_stream.ts";
import { type Inbox, startInbox } from "./inbox.ts";
import { until } from "./until.ts";

const TOKENS = ["a-metrics-token-of-the-tests", "the-one-before-it"];
const KEY = "573550020001";

describe("the metrics", () => {
  let inbox: Inbox;
  beforeAll(async () => {
    inbox = await startInbox({
      agents: ["ana"],
      settings: { metricsTokens: TOKENS },
    });
    await inbox.twilio.inbound({
      from: `+${KEY}`,
      body: "Un murciélago",
      profileName: "Wilhelmina",
      media: [{ contentType: "image/png", base64: btoa("foto") }],
    });
    await inbox.reply("ana", KEY, "Un ornitorrinco");
    await inbox.as("ana", `/api/conversaciones?q=${KEY}`);
    await callWebhook(inbox, { token: "guessed" });
    await inbox.settle();
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  async function ask(authorization: string | null) {
    const headers = new Headers();
    if (authorization) headers.set("Authorization", authorization);
    return await inbox.as(null, "/metrics", { headers });
  }

  async function read(): Promise<string> {
    return (await ask(`Bearer ${TOKENS[0]}`)).json;
  }

  /** The value of a line, as `name{labels}`. */
  function valueOf(text: string, line: string): number | null {
    const found = text.split("\n").find((one) => one.startsWith(`${line} `));
    return found === undefined ? null : Number(found.split(" ").at(-1));
  }

  it("are told to who has the token, of which one may still be the one before", async () => {
    const asked = [
      null,
      "Bearer ",
      "Bearer guessed",
      `Bearer ${TOKENS[0]!.slice(0, -1)}`,
      `Basic ${TOKENS[0]}`,
      ...TOKENS.map((token) => `Bearer ${token}`),
    ];
    const answers = [];
    for (const authorization of asked) answers.push(await ask(authorization));

    assertEquals(
      answers.map(({ status }) => status),
      [401, 401, 401, 401, 401, 200, 200],
    );
    assertEquals(answers[0]!.headers.get("www-authenticate"), "Bearer");
  });

  it("count webhooks, commits, calls and requests, by patterns and words of ours", async () => {
    const text = await read();

    const door = `door="/webhook/twilio"`;
    const wanted: Record<string, number> = {
      [`relevo_webhooks_total{${door},outcome="committed"}`]: 1,
      [`relevo_webhooks_total{${door},outcome="refused"}`]: 1,
      relevo_commit_batch_messages_sum: 1,
      [`relevo_commit_batch_seconds_count{outcome="committed"}`]: 1,
      [`relevo_provider_call_seconds_count{provider="twilio",outcome="ok"}`]: 1,
      [`relevo_http_request_seconds_count{method="GET",route="/api/conversaciones",status="200"}`]:
        1,
      relevo_database_up: 1,
      [`relevo_outbox_waiting{kind="send_message"}`]: 0,
      [`relevo_outbox_oldest_seconds{kind="publish_change"}`]: 0,
    };
    assertEquals(
      Object.fromEntries(
        Object.keys(wanted).map((line) => [line, valueOf(text, line)]),
      ),
      wanted,
    );
    for (
      const line of [
        `relevo_provider_call_seconds_count{provider="wix",outcome="ok"}`,
        `relevo_provider_call_seconds_count{provider="media",outcome="ok"}`,
        "relevo_event_lag_seconds_count",
        `relevo_database_connections{state="idle"}`,
        "process_resident_memory_bytes",
        "process_heap_used_bytes",
        "relevo_event_loop_lag_seconds",
      ]
    ) assert(valueOf(text, line)! > 0, line);
  });

  it("show what waits, for how long, and why, while the site is away", async () => {
    await using _page = await listen(inbox, await inbox.token("ana"));
    await fetch(`${inbox.site.url}/sandbox/faults`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ path: "/_functions", status: 503, times: 1000 }),
    }).then((response) => response.body?.cancel());
    await inbox.twilio.inbound({ from: `+${KEY}`, body: "Otro murciélago" });

    let text = "";
    await until("it shows", async () => {
      text = await read();
      return valueOf(text, `relevo_outbox_waiting{kind="publish_change"}`) ===
        1;
    }, 15_000);

    const oldest = `relevo_outbox_oldest_seconds{kind="publish_change"}`;
    const refused =
      `relevo_provider_call_seconds_count{provider="wix",outcome="not_processed"}`;
    assert(valueOf(text, oldest)! > 0);
    assert(valueOf(text, refused)! > 0);
    assertEquals(valueOf(text, "relevo_event_pages"), 1);
  });

  it("have nothing of anybody in them", async () => {
    const text = await read();

    const telling = text.split("\n").filter((line) =>
      /35500|murci|ornitor|Wilhelmina|[?]q=|[0-9a-f]{8}-[0-9a-f]{4}|@|127[.]0/i
        .test(line)
    );
    assertEquals(telling, []);
  });

  it("have no door at all where nobody set a token", async () => {
    inbox.settings.metricsTokens = [];
    await inbox.restart();

    const answers = [await ask(null), await ask(`Bearer ${TOKENS[0]}`)];

    assertEquals(answers.map(({ status }) => status), [404, 404]);
  });
});

import { assert, assertEquals, assertMatch } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type Companion, startCompanion } from "../companion/companion.ts";
import type { HttpContext } from "../companion/http/context.ts";
import { healthRoutes } from "../companion/http/health.ts";
import { signToken } from "./access_tokens.ts";
import { keepLogs } from "./door_logs.ts";
import { callWebhook, newSid } from "./door_webhook.ts";
import { listen } from "./events_stream.ts";
import { type Answer, type Inbox, startInbox } from "./inbox.ts";
import { askRaw, openRaw } from "./raw_http.ts";
import { until } from "./until.ts";

const LIMITS = {
  failuresPerMinute: 30,
  memberPerMinute: 60,
  requestsAtOnce: 4,
  reportsAtOnce: 4,
  uploadsAtOnce: 1,
  streamsOfAgent: 3,
  bodyMs: 300,
  uploadMs: 300,
};
const TWIML = "<Response/>";

describe("too much", () => {
  let inbox: Inbox;
  let second: Companion;
  beforeAll(async () => {
    inbox = await startInbox({
      agents: ["ana", "luis", "eva", "mia"],
      limits: LIMITS,
      settings: { trustedProxies: ["127.0.0.1"] },
    });
    second = await startCompanion({
      ...inbox.settings,
      port: 0,
      publicUrl: inbox.url,
    }, {
      now: () => new Date(),
      newId: () => crypto.randomUUID(),
      limits: LIMITS,
    });
  });
  afterAll(async () => {
    await second.stop();
    await inbox[Symbol.asyncDispose]();
  });

  const from = (address: string) => ({ "X-Forwarded-For": address });
  const refusal = ({ status, headers, json }: Answer) => [
    status,
    json.success,
    json.code,
    /^[1-9]\d*$/.test(headers.get("retry-after") ?? ""),
  ];

  it("that is badly signed is refused in every process, and what is signed in none", async () => {
    const headers = from("203.0.113.9");
    const forged = { headers, token: "guessed" };
    const there = { url: second.url };
    const signedUrl = `${inbox.url}/webhook/twilio`;
    for (let n = 0; n <= LIMITS.failuresPerMinute; n++) {
      await callWebhook(inbox, forged);
    }

    await until(
      "the other process knows",
      async () => (await callWebhook(there, forged)).status === 429,
    );
    const [here, signedHere, signedThere, neighbour] = await Promise.all([
      callWebhook(inbox, forged),
      callWebhook(inbox, { headers }),
      callWebhook(there, { headers, signedUrl }),
      callWebhook(there, { ...forged, headers: from("203.0.113.10") }),
    ]);

    assertEquals([here.status, here.text], [429, TWIML]);
    assertMatch(here.headers.get("retry-after") ?? "", /^[1-9]\d?$/);
    assertEquals([signedHere.status, signedThere.status], [200, 200]);
    assertEquals(neighbour.status, 403);
  });

  it("of one network of IPv6 is of one, whatever its last half", async () => {
    const statuses = [];
    for (let n = 0; n <= LIMITS.failuresPerMinute; n++) {
      const headers = from(`2001:db8:1:2::${n.toString(16)}`);
      const answer = await callWebhook(inbox, { headers, token: "guessed" });
      statuses.push(answer.status);
    }

    assertEquals([statuses.at(-2), statuses.at(-1)], [403, 429]);
  });

  it("without a good token is asked to stay away, and who has one is not", async () => {
    const headers = from("203.0.113.11");
    const ask = (name: string | null) =>
      inbox.as(name, "/api/conversaciones", { headers });
    for (let n = 0; n < LIMITS.failuresPerMinute; n++) await ask(null);

    const over = await ask(null);
    const session = await inbox.as(null, "/api/session", { headers });
    const signedIn = await ask("luis");

    assertEquals(refusal(over), [429, false, "too_many", true]);
    assertEquals(refusal(session), [429, false, "too_many", true]);
    assertEquals(signedIn.status, 200);
  });

  it("with a token that ran out is told so each time, so that the page asks for another one", async () => {
    const headers = new Headers(from("203.0.113.14"));
    const token = await signToken({ sub: "member", email: "" }, {
      issuedIn: -900,
      expiresIn: -60,
    });
    headers.set("Authorization", `Bearer ${token}`);
    const statuses = new Set();

    for (let n = 0; n <= LIMITS.failuresPerMinute * 2; n++) {
      const answer = await inbox.as(null, "/api/conversaciones", { headers });
      statuses.add(answer.status);
    }

    assertEquals([...statuses], [401]);
  });

  it("by one member is refused, in every process, and no other's; the open page is still told", async () => {
    await inbox.pause("luis", true);
    await inbox.pause("mia", true);
    await inbox.pause("eva", true);
    await using page = await listen(inbox, await inbox.token("ana"));
    const ask = (name: string) => inbox.as(name, "/api/session");
    const statuses = [];
    for (let n = 1; n <= LIMITS.memberPerMinute; n++) {
      statuses.push((await ask("ana")).status);
    }

    const other = await ask("sofia");
    await inbox.twilio.inbound({ from: "+573120000001", body: "Hola" });
    const token = await inbox.token("ana");
    await until("the other process knows", async () => {
      const response = await fetch(`${second.url}/api/session`, {
        headers: { Authorization: `Bearer ${token}` },
      });
      await response.body?.cancel();
      return response.status === 429;
    });
    await until("the page is told", () => page.events.length > 0);

    assertEquals(statuses.indexOf(429), LIMITS.memberPerMinute - 1);
    assertEquals(refusal(await ask("ana")), [429, false, "too_many", true]);
    assertEquals(other.status, 200);
    for (const name of ["luis", "mia", "eva"]) await inbox.pause(name, false);
  });

  it("fills no log: of who is to stay away it has a line a second", async () => {
    await using logs = await keepLogs();
    const headers = from("203.0.113.15");
    for (let n = 0; n < LIMITS.failuresPerMinute * 3; n++) {
      await callWebhook(inbox, { headers, token: "guessed" });
      await inbox.as(null, "/api/session", { headers });
    }

    const lines = logs.records.filter(({ properties }) =>
      properties.status === 429
    );
    assert(lines.length > 0);
    assert(lines.length < LIMITS.failuresPerMinute * 2);
  });

  it("costs the database nothing while nobody asks for too much", async () => {
    await inbox.sql`delete from tallies`;
    for (let n = 0; n < LIMITS.memberPerMinute / 10 - 1; n++) {
      await inbox.as("eva", "/api/session");
      await callWebhook(inbox, { headers: from("203.0.113.12") });
    }
    // What is told is told in the order in which it happened.
    for (let n = 0; n < LIMITS.failuresPerMinute / 10; n++) {
      await callWebhook(inbox, {
        headers: from("203.0.113.13"),
        token: "guessed",
      });
    }

    await until("those who fail are told", async () => {
      const [row] = await inbox.sql`
        select from tallies where key = 'webhook:203.0.113.13'
      `;
      return row !== undefined;
    });
    const others = await inbox.sql`
      select from tallies where key like '%.12' or key = (
        select 'member:' || member_id from agents where name = 'Eva'
      )
    `;
    assertEquals(others.length, 0);
  });

  it("at the same moment is asked to come back, and what waits is answered", async () => {
    const token = await inbox.token("luis");
    const headers = { Authorization: `Bearer ${token}` };
    const list = () => fetch(`${inbox.url}/api/conversaciones`, { headers });
    let waiting: Promise<Response>[] = [];

    const refused = await inbox.sql.begin(async (tx) => {
      await tx`lock table conversations in access exclusive mode`;
      // Those that have their place wait for the lock; one of those after them has none.
      waiting = Array.from({ length: LIMITS.requestsAtOnce + 1 }, list);
      return await Promise.race(waiting);
    });
    const answers = await Promise.all(waiting);

    assertEquals(refused.status, 503);
    assertEquals(refused.headers.get("retry-after"), "1");
    assertEquals((await refused.json()).code, "unavailable");
    const others = answers.filter((answer) => answer !== refused);
    for (const answer of others) await answer.body?.cancel();
    assertEquals(
      others.map(({ status }) => status),
      Array.from({ length: LIMITS.requestsAtOnce }, () => 200),
    );
  });

  it("of reports is asked to come back, and what waits is committed", async () => {
    const report = () =>
      callWebhook(inbox, {
        path: "/webhook/twilio/status",
        params: { MessageSid: newSid(), MessageStatus: "delivered" },
      });
    let waiting: ReturnType<typeof report>[] = [];

    const refused = await inbox.sql.begin(async (tx) => {
      await tx`lock table webhooks in access exclusive mode`;
      // Those that have their place wait for the lock; one of those after them has none.
      waiting = Array.from({ length: LIMITS.reportsAtOnce + 1 }, report);
      return await Promise.race(waiting);
    });
    const answers = await Promise.all(waiting);

    assertEquals([refused.status, refused.text], [503, TWIML]);
    assertEquals(refused.headers.get("retry-after"), "2");
    const statuses = answers.map(({ status }) => status).sort();
    assertEquals(statuses, [
      ...Array.from({ length: LIMITS.reportsAtOnce }, () => 200),
      503,
    ]);
  });

  it("that asks how the companion is, is answered by one question to the database", async () => {
    let questions = 0;
    const counting = ((...query: Parameters<typeof inbox.sql>) => {
      questions += 1;
      return inbox.sql(...query);
    }) as unknown as typeof inbox.sql;
    const health = healthRoutes(
      {
        sql: counting,
        hasTwilio: true,
        now: () => new Date(),
      } as unknown as HttpContext,
    );

    const answers = await Promise.all(
      Array.from({ length: 100 }, () => health.request("/")),
    );
    const later = await health.request("/");

    assertEquals(answers.filter(({ status }) => status !== 200), []);
    assertEquals([later.status, questions], [200, 2]);
  });

  it("of pages of one agent ends the oldest", async () => {
    const token = await inbox.token("eva");
    await using stack = new AsyncDisposableStack();
    const open = async () => stack.use(await listen(inbox, token));
    const pages = [await open(), await open(), await open()];

    await open();
    await pages[0]!.ended;

    assertEquals(pages.map((page) => page.isOver()), [true, false, false]);
  });
});

describe("who is slow", () => {
  let inbox: Inbox;
  beforeAll(async () => {
    const limits = { ...LIMITS, failuresPerMinute: 1000 };
    inbox = await startInbox({ agents: ["ana"], limits });
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  const request = (path: string, headers: Record<string, string>) =>
    [
      `POST ${path} HTTP/1.1`,
      "Host: relevo",
      "Content-Length: 1000",
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      "",
      "Half a",
    ].join("\r\n");

  it("with a body is not waited for, at any door", async () => {
    const form = { "Content-Type": "application/x-www-form-urlencoded" };
    const Authorization = `Bearer ${await inbox.token("ana")}`;
    const parts = { "Content-Type": "multipart/form-data; boundary=x" };

    const [message, report, notice, file] = await Promise.all([
      askRaw(inbox.url, request("/webhook/twilio", form)),
      askRaw(inbox.url, request("/webhook/twilio/status", form)),
      askRaw(inbox.url, request("/webhook/wix", {})),
      askRaw(
        inbox.url,
        request("/api/archivos", { Authorization, ...parts }),
      ),
    ]);

    assertEquals([message.status, message.body], [408, TWIML]);
    assertEquals([report.status, report.body], [408, TWIML]);
    for (const { status, body } of [notice!, file!]) {
      assertEquals([status, JSON.parse(body).code], [408, "too_slow"]);
    }
  });

  it("with a file keeps others waiting only so long", async () => {
    const Authorization = `Bearer ${await inbox.token("ana")}`;
    const parts = { "Content-Type": "multipart/form-data; boundary=x" };
    const half = request("/api/archivos", { Authorization, ...parts });
    const upload = async () => {
      const body = new FormData();
      body.set("archivo", new File(["Hola"], "a.txt", { type: "text/plain" }));
      return await inbox.as("ana", "/api/archivos", { method: "POST", body });
    };
    let refused: Answer | null = null;

    await until("one came while the only place was taken", async () => {
      const slow = askRaw(inbox.url, half);
      const answer = await upload();
      await slow;
      if (answer.status === 503) refused = answer;
      return refused !== null;
    });
    const afterwards = await upload();

    const { headers, json } = refused! as Answer;
    assertEquals([headers.get("retry-after"), json.code], ["1", "unavailable"]);
    assertEquals(afterwards.status, 200);
  });

  it("hinders nobody else, however many they are, and leaves no error when they go", async () => {
    await using logs = await keepLogs();
    const form = { "Content-Type": "application/x-www-form-urlencoded" };
    const half = request("/webhook/twilio", form);
    const starts = Array.from(
      { length: 300 },
      (_, n) => n % 2 ? half : half.slice(0, 30 + n % 60),
    );
    const open = await Promise.all(
      starts.map((start) => openRaw(inbox.url, start)),
    );

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => callWebhook(inbox)),
    );
    const { status } = await inbox.as("ana", "/api/session");
    open.forEach((connection) => connection.close());
    await until("all that had begun a body are turned away", () => {
      const turnedAway = logs.records.filter(({ properties }) =>
        properties.status === 408
      );
      return turnedAway.length === starts.length / 2;
    });

    assert(answers.every((answer) => answer.status === 200));
    assertEquals(status, 200);
    assertEquals(logs.records.filter(({ level }) => level === "error"), []);
  });
});

describe("what has no address that can be read", () => {
  it("is refused in the form of its door", async () => {
    await using inbox = await startInbox({ agents: [] });
    const ask = (path: string, method = "POST") =>
      askRaw(
        inbox.url,
        `${method} ${path} HTTP/1.1\r\nHost: a b<>\r\nContent-Length: 0\r\n\r\n`,
      );

    const answers = [];
    for (const path of ["/webhook/twilio", "/webhook/twilio/status"]) {
      answers.push(await ask(path), await ask(path, "OPTIONS"));
    }
    const others = [];
    for (const path of ["/webhook/wix", "/api/session", "/media/x", "/"]) {
      others.push(await ask(path));
    }

    for (const { status, body } of answers) {
      assertEquals([status, body], [400, TWIML]);
    }
    for (const { status, body } of others) {
      assertEquals([status, JSON.parse(body).code], [400, "malformed"]);
    }
  });
});

import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { Hono } from "hono";
import { serveOnLoopback, withControls } from "./controls.ts";
import type { LogEntry, Served } from "./controls.ts";

describe("a stand-in's controls", () => {
  // Deno's fetch repeats a POST, unasked, when a kept-alive connection closes with no answer.
  let once: Deno.HttpClient;
  let served: Served;
  let worked = 0;

  beforeEach(async () => {
    once = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
    worked = 0;
    const vendor = new Hono()
      .post("/work", (c) => c.text(`done ${++worked}`))
      .get("/", (c) => c.text("page"))
      .get("/phones/app.js", (c) => c.text("script"));
    const { app } = withControls(vendor, {
      ownPages: ["/", "/phones"],
      drawsFaults: true,
    });
    served = await serveOnLoopback(app, 0);
  });
  afterEach(async () => {
    once.close();
    await served.stop();
  });

  it("pass what they have no fault for", async () => {
    assertEquals(await work(), { status: 200, text: "done 1" });
  });

  it("answer the next matching request with the status asked for, and the one after as ever", async () => {
    await order({ path: "/wo", method: "post", status: 429 });

    assertEquals((await work()).status, 429);
    assertEquals(worked, 0);
    assertEquals((await work()).status, 200);
  });

  it("leave other paths and methods alone", async () => {
    await order([{ path: "/other", status: 500 }, {
      method: "GET",
      status: 500,
    }]);

    assertEquals((await work()).status, 200);
  });

  it("close the connection so that a client sees it broken", async () => {
    await order({ path: "/work", drop: true });

    await assertRejects(() => work(), TypeError);
    assertEquals(worked, 0);
    assertEquals((await work()).status, 200);
  });

  it("do the work and lose the answer", async () => {
    await order({ path: "/work", after: "commit", times: 2 });

    await assertRejects(() => work(), TypeError);
    await assertRejects(() => work(), TypeError);
    assertEquals((await work()).text, "done 3");
  });

  it("do the work and answer something else", async () => {
    await order({ path: "/work", after: "commit", status: 502 });

    assertEquals((await work()).status, 502);
    assertEquals(worked, 1);
  });

  it("delay an answer", async () => {
    await order({ path: "/work", delayMs: 40 });
    const started = performance.now();

    assertEquals((await work()).status, 200);
    assert(performance.now() - started >= 39);
  });

  it("list and forget faults, and never meet one themselves", async () => {
    await order({ status: 500, times: 9 });
    assertEquals((await get("/sandbox/faults")).length, 1);
    assertEquals((await fetch(`${served.url}/`)).status, 200);

    const cleared = await fetch(`${served.url}/sandbox/faults`, {
      method: "DELETE",
    });
    assertEquals(await cleared.json(), []);
    assertEquals((await work()).status, 200);
  });

  it("draw the same failures for the same seed, and none without", async () => {
    const run = async () => {
      await draw({ seed: 3, rate: 0.5, kinds: ["busy", "failed"] });
      const statuses: number[] = [];
      for (let n = 0; n < 20; n++) statuses.push((await work()).status);
      return statuses;
    };

    const first = await run();

    assertEquals(await run(), first);
    assertEquals(new Set(first), new Set([200, 429, 500]));
    const stop = await fetch(`${served.url}/sandbox/seed`, {
      method: "DELETE",
    });
    assertEquals(await stop.json(), { seed: null });
    assertEquals((await work()).status, 200);
    assertEquals(await draw({ seed: "x" }), 400);
  });

  it("refuse a fault that they cannot read", async () => {
    const answer = await post("/sandbox/faults", { status: "many" });

    assertEquals(answer.status, 400);
    assertEquals((await answer.json()).error.includes('"status"'), true);
  });

  it("tell the last requests, without their queries", async () => {
    await order({ path: "/work", drop: true });
    await assertRejects(() => work("?to=573001112233"));
    await work("?to=573001112233");

    const log: LogEntry[] = await get("/sandbox/log");
    assertEquals(
      log.map(({ method, path, status }) => [method, path, status]),
      [
        ["POST", "/sandbox/faults", 200],
        ["POST", "/work", null],
        ["POST", "/work", 200],
      ],
    );
  });

  it("refuse another host's name and another site's page", async () => {
    assertEquals(await statusOf("/sandbox/log", "Host: evil.example"), 403);
    assertEquals(await statusOf("/", "Host: evil.example"), 403);
    assertEquals(await statusOf("/phones/app.js", "Host: evil.test:80"), 403);
    assertEquals(
      await statusOf(
        "/sandbox/log",
        "Host: localhost:1\r\nOrigin: https://evil.example",
      ),
      403,
    );
    assertEquals(
      await statusOf("/sandbox/log", "Host: localhost\r\nOrigin: null"),
      403,
    );
    assertEquals(
      await statusOf(
        "/sandbox/log",
        "Host: [::1]:9\r\nOrigin: http://localhost:9",
      ),
      200,
    );
    assertEquals(
      await statusOf("/work", "Host: api.twilio.com"),
      404,
      "the vendor's own paths answer to the vendor's name",
    );
  });

  it("say which port is taken", async () => {
    const error = await assertRejects(async () =>
      await serveOnLoopback(new Hono(), served.port)
    );

    assert(error.message.includes(String(served.port)));
  });

  it("stop although a client still listens to an endless answer", async () => {
    const endless = new Hono().get("/events", () =>
      new Response(
        new ReadableStream({
          start: (c) => c.enqueue(new TextEncoder().encode("data: 1\n\n")),
        }),
      ));
    const streaming = await serveOnLoopback(endless, 0, 20);
    const answer = await fetch(`${streaming.url}/events`);
    const reader = answer.body!.getReader();
    await reader.read();

    await streaming.stop();

    await assertRejects(() => reader.read());
  });

  async function draw(seed: unknown): Promise<number> {
    const answer = await post("/sandbox/seed", seed);
    await answer.body?.cancel();
    return answer.status;
  }

  function order(fault: unknown): Promise<unknown> {
    return post("/sandbox/faults", fault).then((answer) => answer.json());
  }

  async function work(query = "") {
    const answer = await post(`/work${query}`, {});
    return { status: answer.status, text: await answer.text() };
  }

  function post(path: string, body: unknown): Promise<Response> {
    return fetch(served.url + path, {
      method: "POST",
      body: JSON.stringify(body),
      client: once,
    });
  }

  async function get(path: string) {
    return await (await fetch(served.url + path)).json();
  }

  async function statusOf(path: string, headers: string): Promise<number> {
    using connection = await Deno.connect({ port: served.port });
    await connection.write(
      new TextEncoder().encode(
        `GET ${path} HTTP/1.1\r\n${headers}\r\nConnection: close\r\n\r\n`,
      ),
    );
    const answer = new Uint8Array(20);
    await connection.read(answer);
    return Number(new TextDecoder().decode(answer).split(" ")[1]);
  }
});

import { assert, assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";
import { signToken } from "./access_tokens.ts";
import { startCompanionProcess } from "./faults/companion_process.ts";
import { startSurroundings } from "./faults/surroundings.ts";
import { emailOf } from "./inbox.ts";
import { until } from "./until.ts";

const KEY = "573550030001";

interface Span {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  attributes: { key: string; value: Record<string, unknown> }[];
}

/** Takes what OpenTelemetry exports, as a collector would. */
function startCollector() {
  const bodies: string[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      bodies.push(await request.text());
      return Response.json({});
    },
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    bodies,
    spans: (): Span[] =>
      bodies.flatMap((body) => JSON.parse(body).resourceSpans ?? [])
        .flatMap(({ scopeSpans }) => scopeSpans)
        .flatMap(({ spans }) => spans),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

function attributesOf({ attributes }: Span): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, Object.values(value)[0]]),
  );
}

it("a trace tells doors by their patterns and our work by its name, and has nothing of anybody in it", async () => {
  await using collector = startCollector();
  await using around = await startSurroundings(["ana"]);
  await using companion = await startCompanionProcess(around.settings, null, {
    OTEL_DENO: "true",
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: "100",
    OTEL_METRIC_EXPORT_INTERVAL: "300",
  });
  const token = await signToken({ sub: "m", email: emailOf("ana") });
  const headers = { Authorization: `Bearer ${token}` };
  const ask = async (path: string, json?: unknown) => {
    const response = await fetch(companion.url + path, {
      headers: { ...headers, "Content-Type": "application/json" },
      method: json ? "POST" : "GET",
      body: json ? JSON.stringify(json) : undefined,
    });
    await response.body?.cancel();
    return response.status;
  };
  around.twilio.setWebhook(`${companion.url}/webhook/twilio`);
  await around.twilio.inbound({
    from: `+${KEY}`,
    body: "Un murciélago",
    profileName: "Wilhelmina",
    media: [{ contentType: "image/png", base64: btoa("zarigüe") }],
  });
  const statuses = [
    await ask(`/api/conversaciones?q=${KEY}`),
    await ask(`/api/conversacion/${KEY}?limit=5`),
    await ask(`/api/conversacion/${KEY}00`),
    await ask("/api/enviar-mensaje", { to: KEY, message: "Un ornitorrinco" }),
  ];
  await around.quiet();
  await around.twilio.stop();
  statuses.push(
    await ask("/api/enviar-mensaje", { to: KEY, message: "Otro ornitorrinco" }),
  );

  const wanted = [
    "GET /api/conversacion/:key",
    "GET /api/conversaciones",
    "POST /api/enviar-mensaje",
    "POST /webhook/twilio",
    "POST /webhook/twilio/status",
    "commit batch",
    "publish",
    "send",
  ];
  await until("all spans came", () => {
    const names = new Set(collector.spans().map(({ name }) => name));
    const failed = collector.spans().some((span) =>
      attributesOf(span)["error.type"] === "TypeError"
    );
    return failed && wanted.every((name) => names.has(name));
  }, 15_000);

  assertEquals(statuses, [200, 200, 404, 200, 200]);
  const spans = collector.spans();
  for (const name of wanted) {
    const span = spans.find((one) => one.name === name)!;
    const attributes = attributesOf(span);
    const [, route] = name.split(" /");
    if (route) assertEquals(attributes["http.route"], `/${route}`);
    if (!route) assertEquals(span.parentSpanId || "", "");
  }
  const batch = spans.find(({ name }) => name === "commit batch")!;
  assertEquals(Number(attributesOf(batch)["relevo.count"]), 1);
  const send = spans.find(({ name }) => name === "send")!;
  const call = spans.find(({ parentSpanId }) => parentSpanId === send.spanId);
  assertEquals(attributesOf(call!)["http.request.method"], "POST");
  const telling = collector.bodies.filter((body) =>
    /3550030|murci|ornitor|Wilhelmina|[?]q=|[?]m=|%2B57|Accounts|@example/i
      .test(body)
  );
  assertEquals(telling, []);
  assert(collector.bodies.length > 1);
});

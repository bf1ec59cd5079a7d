import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { keepLogs, type KeptLogs } from "../door_logs.ts";
import { type Inbox, startInbox } from "../inbox.ts";
import { IS_FULL, oddBody, oddText, sample, SEED } from "./fuzz_parts.ts";
import { errorsIn } from "./logged_errors.ts";
import { handlesClosed, openHandles } from "./open_handles.ts";

/** Of each door, as each of those who knock. */
const COUNT = IS_FULL ? 120 : 8;
const AT_ONCE = 8;
const KEY = "573450000001";

// deno-lint-ignore no-explicit-any -- a document of somebody else's shape
type Json = any;

/** A door, and what is known of what it takes. */
interface Door {
  method: string;
  path: string;
  query: string[];
  fields: string[];
}

interface Knock {
  path: string;
  body: string;
  headers: Record<string, string>;
}

describe(`whatever the agents' interface is asked (RELEVO_SEED=${SEED})`, () => {
  let inbox: Inbox;
  let logs: KeptLogs;
  let doors: Door[];
  let known: string[];
  beforeAll(async () => {
    logs = await keepLogs();
    inbox = await startInbox({
      agents: ["ana", "eva"],
      limits: { failuresPerMinute: 1e9 },
    });
    await inbox.twilio.inbound({ from: `+${KEY}`, body: "Hola" });
    await inbox.twilio.inbound({ from: "+573450000002", body: "Hola" });
    const { json } = await inbox.reply("ana", KEY, "Buenos días");
    await inbox.settle();
    const [row] = await inbox.sql<{ id: string }[]>`
      select id from conversations where number = ${KEY}
    `;
    known = [KEY, row!.id, json.message_id, String(await inbox.agentId("eva"))];
    doors = doorsOf((await inbox.as(null, "/openapi.json")).json);
  });
  afterAll(async () => {
    await inbox[Symbol.asyncDispose]();
    await logs[Symbol.asyncDispose]();
  });

  for (const name of ["ana", "sofia", null]) {
    it(`is answered or refused in the contract's form: ${name ?? "nobody"}`, async () => {
      const before = await openHandles();
      const token = name === null ? null : await inbox.token(name);
      const client = Deno.createHttpClient({ poolMaxIdlePerHost: AT_ONCE });
      const knocks = doors.flatMap((door) =>
        sample(knockAt(door, known), COUNT).map((knock) => ({ door, knock }))
      );
      const found: unknown[] = [];

      const left = knocks.values();
      await Promise.all(Array.from({ length: AT_ONCE }, async () => {
        for (const { door, knock } of left) {
          const problem = await ask(door, knock, { token, client });
          if (problem) found.push({ door: door.path, knock, problem });
        }
      }));
      client.close();
      await inbox.settle();
      await handlesClosed(before);

      assertEquals([...found, ...errorsIn(logs)], []);
    });
  }

  /** What is wrong about the answer; `null` when nothing is. */
  async function ask(
    { method }: Door,
    { path, body, headers }: Knock,
    { token, client }: { token: string | null; client: Deno.HttpClient },
  ): Promise<unknown> {
    const leaving = new AbortController();
    const response = await fetch(inbox.url + path, {
      method,
      headers: {
        ...headers,
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      },
      body: method === "GET" ? undefined : body,
      signal: leaving.signal,
      redirect: "manual",
      client,
    });
    const { status } = response;
    const type = response.headers.get("content-type") ?? "";
    if (type.startsWith("text/event-stream")) {
      await response.body?.cancel();
      return status === 200 ? null : { status, type };
    }
    const text = await response.text();
    if (status < 300) return null;
    if (path.startsWith("/webhook/twilio")) {
      return status < 500 && text === "<Response/>" ? null : { status, text };
    }
    return isRefusal(status, text) ? null : { status, type, text };
  }
});

function doorsOf(document: Json): Door[] {
  return Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, door]) => ({
      method: method.toUpperCase(),
      path,
      query: (door.parameters ?? []).filter((each: Json) => each.in === "query")
        .map((each: Json) => each.name),
      fields: fieldsOf(document, door.requestBody?.content),
    }))
  );
}

function fieldsOf(document: Json, content: Json): string[] {
  const schema = Object.values<Json>(content ?? {})[0]?.schema ?? {};
  const name = schema.$ref?.split("/").at(-1);
  const whole = name ? document.components.schemas[name] : schema;
  return Object.keys(whole?.properties ?? {});
}

/** A request to this door: of each part some are right, so that the others get further. */
function knockAt(
  { path, query, fields }: Door,
  known: readonly string[],
): fc.Arbitrary<Knock> {
  const names = [...path.matchAll(/\{(\w+)\}/g)];
  const value = fc.oneof(fc.constantFrom(...known), oddText);
  const params = fc.array(value, {
    minLength: names.length,
    maxLength: names.length,
  });
  const asked = fc.dictionary(
    query.length > 0 ? fc.oneof(fc.constantFrom(...query), oddText) : oddText,
    value,
    { maxKeys: 3 },
  );
  const headers = fc.record({
    "Content-Type": fc.constantFrom(
      "application/json",
      "text/plain",
      "multipart/form-data",
      "multipart/form-data; boundary=x",
      "application/x-www-form-urlencoded",
    ),
    "Last-Event-ID": fc.constantFrom("-1", "1e9", "999999999999999", "x", "0"),
    "Range": fc.constantFrom("bytes=0-", "bytes=9-1", "lines=x"),
    "If-None-Match": fc.constantFrom("*", "x"),
    "Accept": fc.constantFrom("text/html", "*/*", "x"),
    "X-Forwarded-For": fc.constantFrom("x", "127.0.0.1, ::1", ",,"),
    "Origin": fc.constantFrom("null", "https://example.com"),
  }, { requiredKeys: [] });
  return fc.tuple(params, asked, oddBody(fields), headers).map(
    ([params, asked, body, headers]) => {
      const given = params.values();
      const filled = path.replace(
        /\{\w+\}/g,
        () => encoded(given.next().value!) || "%20",
      );
      const pairs = Object.entries(asked).map(([name, value]) =>
        `${encoded(name)}=${encoded(value)}`
      );
      return {
        path: `${filled}${pairs.length > 0 ? "?" : ""}${pairs.join("&")}`
          .slice(0, 8000),
        body: body.toWellFormed(),
        headers,
      };
    },
  );
}

/** A dot alone would be taken for a way through the folders, by the client already. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll(".", "%2E");
}

function isRefusal(status: number, text: string): boolean {
  if (status >= 500 || !text.startsWith("{")) return false;
  const json = JSON.parse(text);
  // The session answers a stranger as the systems did that this one replaces.
  if (status === 401 && json.logged_in === false) return true;
  return json.success === false && typeof json.code === "string" &&
    typeof json.error === "string" && json.error !== "";
}

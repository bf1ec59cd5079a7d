import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { signed, type Site, startSite } from "../site_caller.ts";
import {
  IS_FULL,
  oddBody,
  oddObject,
  oddText,
  sample,
  SEED,
} from "./fuzz_parts.ts";

const COUNT = IS_FULL ? 1500 : 150;
const RECORD = [
  "userId",
  "nombre",
  "mensajes",
  "threadId",
  "ultimoMensajeBot",
  "stopBot",
  "observaciones",
  "conversationId",
  "agente",
  "avisar",
  "version",
];
const STATUSES = [400, 413, 422];

/** Much of a record is right, so that what is odd in it gets further than the door. */
const record = fc.tuple(
  fc.record({
    userId: fc.oneof(fc.constantFrom("57300", "57301"), oddText),
    mensajes: fc.array(
      fc.oneof(
        fc.record({
          id: fc.oneof(fc.uuid(), oddText),
          from: fc.constantFrom("usuario", "bot", "sistema"),
          mensaje: oddText,
          timestamp: fc.oneof(
            fc.constant("2026-01-01T00:00:00.000Z"),
            fc.constantFrom(
              "-271821-04-20T00:00:00Z",
              "+275760-09-13",
              "1",
              "0",
            ),
          ),
        }, { requiredKeys: ["from", "mensaje", "timestamp"] }),
        oddObject(["id", "from", "mensaje", "timestamp"]),
      ),
      { maxLength: 4 },
    ),
    nombre: oddText,
    observaciones: oddText,
    threadId: oddText,
    avisar: fc.array(oddText, { maxLength: 2 }),
    version: fc.constantFrom(0, -1, 1, 2 ** 53 - 1),
  }, { requiredKeys: ["userId", "mensajes"] }),
  oddObject(RECORD),
  fc.constantFrom(0, 0, 1),
).map(([right, odd, more]) => more ? { ...right, ...odd } : right);

interface Answered {
  status: number;
  text: string;
}

describe(`whatever the site's functions are sent (RELEVO_SEED=${SEED})`, () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site[Symbol.asyncDispose]());

  async function call(
    method: string,
    path: string,
    body: string,
    headers: Record<string, string> = {},
  ): Promise<Answered> {
    const response = await fetch(site.url + path, {
      method,
      headers: { ...signed(method, path, { body }), ...headers },
      ...(method === "POST" ? { body } : {}),
    });
    return { status: response.status, text: await response.text() };
  }

  async function wrong<T>(
    items: readonly T[],
    send: (item: T) => Promise<Answered>,
    statuses = [200, ...STATUSES],
  ): Promise<unknown[]> {
    const found: unknown[] = [];
    for (const item of items) {
      const answer = await send(item);
      if (!statuses.includes(answer.status) || !isAnswer(answer)) {
        found.push({ item, answer });
      }
    }
    return found;
  }

  it("is stored or named as wrong, one record at a time", async () => {
    const bodies = sample(
      fc.oneof(record.map((each) => JSON.stringify(each)), oddBody(RECORD)),
      COUNT,
    );

    const found = await wrong(
      bodies.map((body) => body.toWellFormed()),
      (body) => call("POST", "/_functions/guardarConversacion", body),
    );

    assertEquals(found, []);
  });

  it("is stored or named as wrong, many at a time, and each has its answer", async () => {
    const bodies = sample(
      fc.oneof(
        fc.array(record, { maxLength: 5 }).map((conversaciones) =>
          JSON.stringify({ conversaciones })
        ),
        oddBody(["conversaciones"]),
      ),
      COUNT,
    );

    const found = await wrong(
      bodies.map((body) => body.toWellFormed()),
      (body) => call("POST", "/_functions/guardarConversaciones", body),
    );

    assertEquals(found, []);
  });

  it("is read or named as wrong", async () => {
    const queries = sample(
      fc.dictionary(
        fc.oneof(fc.constantFrom("userId", "antes", "limit"), oddText),
        fc.oneof(fc.constantFrom("57300", "1", "100"), oddText),
        { maxKeys: 4 },
      ).map((query) => {
        const written = Object.entries(query).map((
          [name, value],
        ) => [name.toWellFormed(), value.toWellFormed()]);
        return new URLSearchParams(written).toString().slice(0, 4000);
      }),
      COUNT,
    );

    const found = await wrong(
      queries,
      (query) => call("GET", `/_functions/obtenerConversacion?${query}`, ""),
    );

    assertEquals(found, []);
  });

  it("is turned away when it is not signed", async () => {
    const headers = sample(
      fc.record({
        "x-relevo-timestamp": oddText.map(headerText),
        "x-relevo-signature": fc.oneof(
          oddText.map(headerText),
          fc.constant("0".repeat(64)),
        ),
      }, { requiredKeys: ["x-relevo-signature"] }),
      COUNT,
    );

    const found = await wrong(
      headers,
      (odd) => call("POST", "/_functions/guardarConversacion", "{}", odd),
      [403],
    );

    assertEquals(found, []);
  });
});

/** An answer is JSON; one that refuses says why, in the contract's fields. */
function isAnswer({ status, text }: Answered): boolean {
  const json = JSON.parse(text);
  if (status === 200) return json.success !== false;
  return json.success === false && typeof json.code === "string" &&
    typeof json.error === "string" && json.error !== "";
}

/** What a header can carry. */
function headerText(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, "").slice(0, 200);
}

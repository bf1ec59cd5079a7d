import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { assertEquals } from "@std/assert";
import { MAX_BATCH_BYTES } from "../shared/chatbot_record.ts";
import {
  message,
  OLD_SECRET,
  SECRET,
  signed,
  type Site,
  startSite,
} from "./site_caller.ts";

const SAVE = "/_functions/guardarConversacion";
const FIVE_MINUTES = 5 * 60_000;

describe("the site's functions", () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site[Symbol.asyncDispose]());

  const body = JSON.stringify({
    userId: "57401",
    mensajes: [message("r1", 1)],
  });

  it("take what is signed with any of the shared secrets", async () => {
    const { status } = await site.call("POST", SAVE, {
      body,
      secret: OLD_SECRET,
    });

    assertEquals(status, 200);
  });

  it("take a secret that was set a moment ago", async () => {
    const fresh = "a-secret-that-was-rotated-in-just-now-at-wix";
    site.sandbox.setSecret(
      "RELEVO_SITE_SECRET",
      [fresh, SECRET, OLD_SECRET].join(),
    );

    let status = 403;
    while (status === 403) {
      ({ status } = await site.call("POST", SAVE, { body, secret: fresh }));
    }

    assertEquals(status, 200);
  });

  it("refuse a call with a wrong, an old, a future or no signature", async () => {
    const now = Date.now();
    const wrong = await site.call("POST", SAVE, {
      body,
      secret: "another-secret-of-a-stranger-who-guesses",
    });
    const old = await site.call("POST", SAVE, {
      body,
      timestamp: String(now - FIVE_MINUTES - 5_000),
    });
    const future = await site.call("POST", SAVE, {
      body,
      timestamp: String(now + FIVE_MINUTES + 5_000),
    });
    const unsigned = await site.call("POST", SAVE, {
      body,
      headers: { "x-relevo-signature": "" },
    });
    const reading = await site.call(
      "GET",
      "/_functions/obtenerConversacion?userId=57401",
      { headers: { "x-relevo-signature": "0".repeat(64) } },
    );

    for (const { status, json } of [wrong, old, future, unsigned, reading]) {
      assertEquals([status, json.success], [403, false]);
    }
  });

  it("refuse a body or a query that was changed on its way", async () => {
    const headers = signed("POST", SAVE, { body });
    const changed = await fetch(site.url + SAVE, {
      method: "POST",
      headers,
      body: body.replace("57401", "57402"),
    });
    const path = "/_functions/obtenerConversacion?userId=57401";
    const redirected = await fetch(
      site.url + path.replace("57401", "57402"),
      { headers: signed("GET", path) },
    );

    assertEquals([changed.status, redirected.status], [403, 403]);
    await changed.body?.cancel();
    await redirected.body?.cancel();
    assertEquals(await rowsOf(site, "57402"), 0);
  });

  it("name the field that cannot be read", async () => {
    const cases: [object | string, string][] = [
      ["no es JSON", "body"],
      [{}, "userId"],
      [{ userId: "a b", mensajes: [] }, "userId"],
      [{ userId: "57403", mensajes: "Hola" }, "mensajes"],
      [{ userId: "57403", mensajes: [{ from: "yo" }] }, "mensajes"],
      [{ userId: "57403", mensajes: [], version: "dos" }, "version"],
      [{ userId: "57403", mensajes: [], stopBot: "sí" }, "stopBot"],
    ];
    for (const [given, field] of cases) {
      const { status, json } = await site.call("POST", SAVE, {
        body: typeof given === "string" ? given : JSON.stringify(given),
      });

      assertEquals(
        [status, json.success, json.code, json.field],
        [400, false, "invalid", field],
      );
    }
    const path = "/_functions/obtenerConversacion";
    for (
      const [query, field] of [["", "userId"], [
        "?userId=57403&limit=x",
        "limit",
      ], [
        "?userId=57403&antes=nada",
        "antes",
      ]]
    ) {
      const { status, json } = await site.call("GET", path + query);
      assertEquals([status, json.field], [400, field]);
    }
    assertEquals(await rowsOf(site, "57403"), 0);
  });

  it("refuse a batch above 400 KB, and take one just below", async () => {
    const mensaje = "x".repeat(100_000);
    const record = (n: number) => ({
      userId: `5750${n}`,
      mensajes: [{ ...message(`big${n}`, n), mensaje }],
    });

    const over = await site.saveMany([1, 2, 3, 4, 5].map(record));
    const below = await site.saveMany([1, 2, 3, 4].map(record));

    assertEquals([over.status, over.json.code], [400, "too_large"]);
    assertEquals(below.status, 200);
    assertEquals(MAX_BATCH_BYTES, 409_600);
  });

  it("say that an outage of Wix Data may be asked again", async () => {
    for (const status of [500, 503, 504]) {
      await site.fault({ path: "/wix-data/v2", status, times: 10 });
      const answer = await site.call("POST", SAVE, { body });
      await site.clearFaults();

      assertEquals([answer.status, answer.json.retryable], [503, true]);
    }
  });

  for (const quotaAnswer of ["coded", "bare"]) {
    it(`say that Wix Data was asked too often, when it says so ${quotaAnswer}`, async () => {
      await site.vary({ writesPerMinute: 1, quotaAnswer });
      const answer = await site.save({
        userId: "57405",
        nombre: quotaAnswer,
        mensajes: [message(`often-${quotaAnswer}`, 1)],
      });
      await site.vary({ writesPerMinute: 0, quotaAnswer: "coded" });

      assertEquals(answer.status, 429);
      assertEquals([answer.json.code, answer.json.retryable], [
        "too_many",
        true,
      ]);
    });
  }

  it("say that a message which no item can hold never will be stored", async () => {
    const mensaje = "x".repeat(505 * 1024);

    const { status, json } = await site.save({
      userId: "57404",
      mensajes: [{ ...message("huge", 1), mensaje }],
    });

    assertEquals([status, json.retryable], [422, false]);
  });
});

function rowsOf(site: Site, userId: string): Promise<number> {
  return site.data.query("CHATBOT").eq("userId", userId).count({
    consistentRead: true,
  });
}

import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { assert, assertEquals } from "@std/assert";
import {
  CUSTOMER,
  empty,
  type OpenAccount,
  openAccount,
  twiml,
} from "./twilio_account.ts";

describe("a webhook of the stand-in's that fails", () => {
  let account: OpenAccount;
  let fallbackUrl: string;

  beforeEach(async () => {
    account = await openAccount();
    fallbackUrl = `${account.origin}/fallback`;
    await account.control("lines/573153369631", {
      webhook: { fallback_url: fallbackUrl },
    });
  });
  afterEach(() => account.close());

  it("goes to the fallback once, and is repeated by default for no answer it got", async () => {
    const { answers, received } = account;
    answers.push(() => empty(500));

    const result = await write();

    assertEquals([result.status, result.fallbackStatus], [500, 200]);
    assertEquals(received.map(({ path }) => path), ["/in", "/fallback"]);
    assertEquals(received[1]!.params.ErrorCode, "11200");
    assert(received[1]!.isSigned);
  });

  it("is repeated for what its rules name, with one token, signed without the fragment", async () => {
    const { answers, origin, received, twilio } = account;
    twilio.setWebhook(`${origin}/in?line=1#rc=3&rp=ct,rt,5xx`);
    answers.push(() => empty(503), () => empty(502));

    const result = await write();

    assertEquals([result.status, result.attempts], [200, 3]);
    assert(received.every(({ isSigned }) => isSigned));
    const tokens = received.map(({ headers }) =>
      headers.get("i-twilio-idempotency-token")
    );
    assertEquals(new Set(tokens).size, 1);
  });

  it("is repeated as often as its rules say, and no more", async () => {
    const { answers, origin, twilio } = account;
    twilio.setWebhook(`${origin}/in#rc=2&rp=5xx`);
    answers.push(...Array(5).fill(() => empty(503)));

    assertEquals((await write()).attempts, 3);
  });

  it("is not repeated for a refusal unless told to", async () => {
    const { answers, origin, twilio } = account;
    twilio.setWebhook(`${origin}/in#rc=3&rp=ct,rt,5xx`);
    answers.push(() => empty(403), () => twiml(), () => empty(403));
    assertEquals((await write()).attempts, 1);

    twilio.setWebhook(`${origin}/in#rc=3&rp=4xx`);
    assertEquals((await write()).attempts, 2);
  });

  it("waits for an answer no longer than its rules say", async () => {
    const { answers, origin, twilio } = account;
    twilio.setWebhook(`${origin}/in#rt=100&rc=0`);
    const { promise, resolve } = Promise.withResolvers<Response>();
    answers.push(() => promise);

    const started = performance.now();
    const result = await write();
    resolve(twiml());

    assertEquals([result.status, result.fallbackStatus], [null, 200]);
    assert(performance.now() - started < 3_000);
  });

  it("waits for a connection no longer than its rules say", async () => {
    const { twilio } = account;
    // Takes connections and never answers a handshake.
    const mute = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const port = (mute.addr as Deno.NetAddr).port;
    twilio.setWebhook(`https://127.0.0.1:${port}/in#ct=100&rt=15000&rc=0`);

    const started = performance.now();
    const result = await write();
    mute.close();

    assertEquals([result.status, result.fallbackStatus], [null, 200]);
    assert(performance.now() - started < 3_000);
  });

  it("ends in time, however often it could be repeated", async () => {
    const { answers, control, origin, twilio } = account;
    await control("variants", { retryWaitsMs: [60] });
    twilio.setWebhook(`${origin}/in#rc=5&rp=5xx&tt=100`);
    answers.push(...Array(6).fill(() => empty(503)));

    const { attempts } = await write();

    assert(attempts < 4, `${attempts} tries`);
  });

  it("passes its fifteen seconds as fast as it is told to", async () => {
    const { answers, control } = account;
    await control("clock", { timeScale: 0.01 });
    const { promise, resolve } = Promise.withResolvers<Response>();
    answers.push(() => promise);

    const started = performance.now();
    const result = await write();
    resolve(twiml());

    assertEquals(result.status, null);
    assert(performance.now() - started < 3_000);
  });

  it("finds nobody, and tries again once", async () => {
    const { twilio } = account;
    const closed = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = closed.addr as Deno.NetAddr;
    closed.close();
    twilio.setWebhook(`http://127.0.0.1:${port}/in`);

    const result = await write();

    assertEquals([result.status, result.attempts], [null, 2]);
  });

  it("that is redirected arrives without its parameters", async () => {
    const { answers, received } = account;
    answers.push(() => Response.redirect(`${account.origin}/otra`, 302));

    assertEquals((await write()).status, 200);
    assertEquals(
      received.map(({ method, path }) => [method, path]),
      [["POST", "/in"], ["GET", "/otra"]],
    );
    assertEquals(received[1]!.params, {});
  });

  function write() {
    return account.twilio.inbound({ from: CUSTOMER, body: "Hola" });
  }
});

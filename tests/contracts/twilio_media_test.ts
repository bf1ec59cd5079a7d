import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { startTwilioSandbox } from "../../scripts/sandbox/twilio/server.ts";
import type { TwilioSandbox } from "../../scripts/sandbox/twilio/server.ts";

const ACCOUNT = "AC0123456789abcdef0123456789abcdef";
const LINE = "whatsapp:+573153369631";
const CUSTOMER = "+573001112233";
const AUTH = { authorization: `Basic ${btoa(`${ACCOUNT}:token`)}` };

describe("Twilio's stand-in, with files,", () => {
  let sandbox: TwilioSandbox;
  let other: Deno.HttpServer<Deno.NetAddr>;
  let webhook: URLSearchParams;
  let hosted: Record<string, () => Response>;
  let origin: string;

  beforeEach(async () => {
    hosted = {};
    other = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      async (request) => {
        const { pathname } = new URL(request.url);
        if (request.method === "POST") {
          webhook = new URLSearchParams(await request.text());
          return new Response(null, { status: 204 });
        }
        return hosted[pathname]?.() ?? new Response(null, { status: 404 });
      },
    );
    origin = `http://127.0.0.1:${other.addr.port}`;
    sandbox = await startTwilioSandbox({
      port: 0,
      accountSid: ACCOUNT,
      authToken: "token",
      number: LINE,
      webhookUrl: `${origin}/in`,
    });
  });
  afterEach(async () => {
    await sandbox.stop();
    await other.shutdown();
  });

  it("leads from a webhook's address over another host to the bytes", async () => {
    await sandbox.inbound({ from: CUSTOMER, media: ["image"] });
    const address = webhook.get("MediaUrl0")!;

    assertEquals(await statusOf(address, {}), 401);
    const moved = await get(address, AUTH);
    assertEquals(moved.status, 302);
    const cdn = moved.headers.get("location")!;
    assertEquals(await statusOf(cdn, AUTH), 400);
    assertEquals(
      await statusOf(cdn.replace(/Signature=../, "Signature=0"), {}),
      403,
    );
    const file = await get(cdn, {});
    assertEquals(file.headers.get("content-type"), "image/png");
    assertEquals((await file.bytes()).length > 500, true);
  });

  it("is not ready at once when told so", async () => {
    await post("/sandbox/media", { notFoundTries: 2 });
    await sandbox.inbound({ from: CUSTOMER, media: ["audio"] });
    const address = webhook.get("MediaUrl0")!;

    assertEquals(await statusOf(address, AUTH), 404);
    assertEquals(await statusOf(address, AUTH), 404);
    assertEquals(await statusOf(address, AUTH), 302);
  });

  it("hosts what lies elsewhere, and bytes handed over", async () => {
    hosted["/f.pdf"] = () =>
      new Response("%PDF-1.4", {
        headers: { "content-type": "application/pdf" },
      });

    await sandbox.inbound({ from: CUSTOMER, media: [`${origin}/f.pdf`] });
    assertEquals(webhook.get("MediaContentType0"), "application/pdf");
    await sandbox.inbound({
      from: CUSTOMER,
      media: [{ contentType: "audio/amr", base64: btoa("#!AMR") }],
    });
    assertEquals(webhook.get("MessageType"), "audio");
    const error = await assertRejects(() =>
      sandbox.inbound({ from: CUSTOMER, media: [`${origin}/none`] })
    );
    assert(String(error).includes("404"));
  });

  it("fetches what a reply points at and shows it on the phone", async () => {
    await sandbox.inbound({ from: CUSTOMER, body: "Hola" });
    hosted["/a.png"] = () =>
      new Response("picture", { headers: { "content-type": "image/png" } });

    await reply(`${origin}/a.png`);

    const shown = sandbox.phone(CUSTOMER)[1]!;
    assertEquals(shown.media[0]?.contentType, "image/png");
    assertEquals(await (await fetch(shown.media[0]!.url)).text(), "picture");
  });

  it("fails a reply whose file is missing, of another type, or too large", async () => {
    await sandbox.inbound({ from: CUSTOMER, body: "Hola" });
    hosted["/a.exe"] = () =>
      new Response("MZ", { headers: { "content-type": "application/x-dos" } });
    hosted["/big.jpg"] = () =>
      new Response(new Uint8Array(5 * 1024 * 1024 + 1), {
        headers: { "content-type": "image/jpeg" },
      });

    assertEquals(await reply(`${origin}/none.png`), 63019);
    assertEquals(await reply(`${origin}/a.exe`), 63021);
    assertEquals(await reply(`${origin}/big.jpg`), 11751);
    assertEquals(sandbox.phone(CUSTOMER).length, 1);
  });

  async function reply(mediaUrl: string): Promise<number | null> {
    const answer = await fetch(
      `${sandbox.url}/2010-04-01/Accounts/${ACCOUNT}/Messages.json`,
      {
        method: "POST",
        headers: AUTH,
        body: new URLSearchParams({
          From: LINE,
          To: `whatsapp:${CUSTOMER}`,
          MediaUrl: mediaUrl,
        }),
      },
    );
    const { sid, num_media } = await answer.json();
    assertEquals(num_media, "1");
    await sandbox.idle();
    return sandbox.messages().find((one) => one.sid === sid)!.errorCode;
  }

  async function post(path: string, body: unknown): Promise<void> {
    const answer = await fetch(sandbox.url + path, {
      method: "POST",
      body: JSON.stringify(body),
    });
    await answer.body?.cancel();
  }

  async function statusOf(url: string, headers: HeadersInit): Promise<number> {
    const answer = await get(url, headers);
    await answer.body?.cancel();
    return answer.status;
  }

  function get(url: string, headers: HeadersInit): Promise<Response> {
    return fetch(url, { headers, redirect: "manual" });
  }
});

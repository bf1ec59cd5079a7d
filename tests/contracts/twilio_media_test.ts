import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  ACCOUNT,
  assertRefused,
  CUSTOMER,
  type OpenAccount,
  openAccount,
  TOKEN,
} from "./twilio_account.ts";

const AUTH = { authorization: `Basic ${btoa(`${ACCOUNT}:${TOKEN}`)}` };

describe("Twilio's stand-in, with files,", () => {
  let account: OpenAccount;

  beforeEach(async () => {
    account = await openAccount();
  });
  afterEach(() => account.close());

  it("leads from a webhook's address over another host to the bytes", async () => {
    const address = await sendFile("image");

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
    account.twilio.advance(5 * 60 * 60 * 1_000);
    assertEquals(await statusOf(cdn, {}), 403);
  });

  it("is open to all who know the address when the account says so", async () => {
    await account.control("media", { auth: false });

    assertEquals(await statusOf(await sendFile("image"), {}), 302);
  });

  it("is not ready at once when told so", async () => {
    await account.control("media", { notFoundTries: 2 });
    const address = await sendFile("audio");

    assertEquals(await statusOf(address, AUTH), 404);
    assertEquals(await statusOf(address, AUTH), 404);
    assertEquals(await statusOf(address, AUTH), 302);
  });

  it("hosts what lies elsewhere, and bytes handed over", async () => {
    const { files, origin, received, twilio } = account;
    files["/f.pdf"] = () => file("%PDF-1.4", "application/pdf");

    await sendFile(`${origin}/f.pdf`);
    assertEquals(
      received.at(-1)?.params.MediaContentType0,
      "application/pdf",
    );
    await twilio.inbound({
      from: CUSTOMER,
      media: [{ contentType: "audio/amr", base64: btoa("#!AMR") }],
    });
    assertEquals(received.at(-1)?.params.MessageType, "audio");
    files["/none"] = () => file("", "text/plain", 404);
    const error = await assertRejects(() => sendFile(`${origin}/none`));
    assert(String(error).includes("404"));
  });

  it("fetches what a reply points at and shows it on the phone", async () => {
    const { files, origin, outcome, twilio } = account;
    await twilio.inbound({ from: CUSTOMER, body: "Hola" });
    files["/a.png"] = () => file("picture", "image/png");

    await outcome({ mediaUrl: [`${origin}/a.png`, `${origin}/b.png`] });

    const shown = twilio.phone(CUSTOMER)[1]!;
    assertEquals(shown.media.length, 1);
    assertEquals(shown.media[0]?.contentType, "image/png");
    assertEquals(await (await fetch(shown.media[0]!.url)).text(), "picture");
  });

  it("fails a reply whose file is missing, of another type, or too large", async () => {
    const { files, origin, outcome, twilio } = account;
    await twilio.inbound({ from: CUSTOMER, body: "Hola" });
    files["/none.png"] = () => file("", "text/plain", 404);
    files["/a.exe"] = () => file("MZ", "application/x-dos");
    files["/big.jpg"] = () =>
      file(new Uint8Array(5 * 1024 * 1024 + 1), "image/jpeg");
    const reply = (path: string) => outcome({ mediaUrl: [origin + path] });

    assertEquals(await reply("/none.png"), 63019);
    assertEquals(await reply("/a.exe"), 63021);
    assertEquals(await reply("/big.jpg"), 11751);
    assertEquals(twilio.phone(CUSTOMER).length, 1);
  });

  it("deletes what Twilio keeps, and leaves the phone's own", async () => {
    const { client, twilio } = account;
    const address = await sendFile("image");
    const cdn = (await get(address, AUTH)).headers.get("location")!;
    const [message] = twilio.messages();
    const media = client.messages(message!.sid).media;
    const [listed] = await media.list();

    await client.messages(message!.sid).media(listed!.sid).remove();

    assertEquals((await media.list()).length, 0);
    await assertRefused([20404, 404], () => media(listed!.sid).fetch());
    assertEquals(await statusOf(address, AUTH), 404);
    assertEquals(await statusOf(cdn, {}), 404);
    const [shown] = twilio.phone(CUSTOMER);
    assertEquals(await statusOf(shown!.media[0]!.url, {}), 200);
  });

  it("lists a message's files by the day", async () => {
    const { client, twilio } = account;
    await sendFile("image");
    const { sid } = twilio.messages()[0]!;
    const day = 24 * 60 * 60 * 1_000;
    const dateCreatedAfter = new Date(Date.now() + day);

    const { media } = client.messages(sid);

    assertEquals((await media.list()).length, 1);
    assertEquals((await media.list({ dateCreatedAfter })).length, 0);
  });

  /** A customer sends it; the address that the webhook names. */
  async function sendFile(media: string): Promise<string> {
    await account.twilio.inbound({ from: CUSTOMER, media: [media] });
    return account.received.at(-1)!.params.MediaUrl0!;
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

function file(body: BodyInit, type: string, status = 200): Response {
  return new Response(body, { status, headers: { "content-type": type } });
}

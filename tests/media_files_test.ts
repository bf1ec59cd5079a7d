import { assert, assertEquals, assertMatch } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { MediaItem } from "../shared/conversation.ts";
import { countRows } from "./door_webhook.ts";
import { type Inbox, startInbox } from "./inbox.ts";

const MINUTES = 60_000;
const PNG = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
);

describe("a file", () => {
  let inbox: Inbox;
  let customers = 0;
  let ahead = 0;
  beforeAll(async () => {
    inbox = await startInbox({ now: () => new Date(Date.now() + ahead) });
    for (const name of ["ana", "luis"]) await inbox.as(name, "/api/session");
  });
  afterAll(async () => await inbox[Symbol.asyncDispose]());

  const newKey = () => `573770${String(customers++).padStart(6, "0")}`;

  /** A customer's file in a conversation of this agent's, as the agent is shown it. */
  async function fileFor(
    name: string,
    file: { contentType: string; base64?: string; size?: number },
    key = newKey(),
  ) {
    await inbox.twilio.inbound({ from: key, media: [file] });
    await give(key, name);
    await inbox.settle();
    return { key, item: await lastItem(name, key) };
  }

  async function give(key: string, name: string) {
    await inbox.as("sofia", `/api/conversacion/${key}/asignar`, {
      json: { agente: await inbox.agentId(name) },
    });
  }

  async function lastItem(name: string, key: string): Promise<MediaItem> {
    return (await inbox.thread(name, key)).at(-1)!.media[0]!;
  }

  async function get(url: string, method = "GET") {
    const response = await fetch(url, { method });
    return {
      status: response.status,
      headers: response.headers,
      bytes: new Uint8Array(await response.arrayBuffer()),
    };
  }

  async function upload(name: string, file: File | null, field = "archivo") {
    const form = new FormData();
    if (file) form.set(field, file);
    return await inbox.as(name, "/api/archivos", {
      method: "POST",
      body: form,
    });
  }

  const png = { contentType: "image/png", base64: PNG.toBase64() };

  it("of a customer is fetched once, kept, and shown to who has the conversation", async () => {
    const { item } = await fileFor("ana", png);

    const shown = await get(item.url!);
    const head = await get(item.url!, "HEAD");

    assertEquals(
      [item.state, item.content_type, item.size],
      ["stored", "image/png", PNG.length],
    );
    assertEquals([shown.status, shown.bytes], [200, PNG]);
    assertEquals([head.status, head.bytes.length], [200, 0]);
    for (const { headers } of [shown, head]) {
      assertEquals(headers.get("content-type"), "image/png");
      assertMatch(headers.get("content-disposition") ?? "", /^inline;/);
      assertEquals(headers.get("x-content-type-options"), "nosniff");
      assertEquals(headers.get("referrer-policy"), "no-referrer");
      assertMatch(headers.get("content-security-policy") ?? "", /^sandbox/);
      assertMatch(headers.get("cache-control") ?? "", /^private/);
    }
    const fetches = inbox.twilio.log().filter(({ path }) =>
      path.includes("/Media/")
    );
    assertEquals(fetches.length, 1);
  });

  it("is given in parts, so that a recording can be played from any place", async () => {
    const { item } = await fileFor("ana", png);

    const part = await fetch(item.url!, { headers: { Range: "bytes=1-3" } });
    const bytes = await part.bytes();
    const beyond = await fetch(item.url!, {
      headers: { Range: `bytes=${PNG.length}-` },
    });
    await beyond.body?.cancel();

    assertEquals(
      [part.status, part.headers.get("Content-Range")],
      [206, `bytes 1-3/${PNG.length}`],
    );
    assertEquals(new TextDecoder().decode(bytes), "PNG");
    assertEquals(beyond.status, 416);
  });

  it("that a browser could run is only ever saved", async () => {
    for (
      const contentType of [
        "text/html",
        "image/svg+xml",
        "application/xhtml+xml",
        "text/vcard",
        "application/javascript",
        "application/pdf",
        "text/xml",
        "audio/x<script>",
      ]
    ) {
      const base64 = btoa("<script>alert(1)</script>");
      const { item } = await fileFor("ana", { contentType, base64 });
      const { headers } = await get(item.url!);

      assertEquals(headers.get("content-type"), "application/octet-stream");
      assertMatch(headers.get("content-disposition") ?? "", /^attachment;/);
    }
  });

  it("is shown by an address for one agent, one file and some minutes", async () => {
    const { item } = await fileFor("ana", png);
    const other = await fileFor("luis", png);
    const right = new URL(item.url!);
    const luis = await inbox.agentId("luis");
    const sofia = await inbox.agentId("sofia");
    const changed = (change: (url: URL) => void) => {
      const url = new URL(right);
      change(url);
      return url.href;
    };
    const forged = [
      ...[luis, sofia, 0, "", "x", 1e21].map((agent) =>
        changed(({ searchParams }) => searchParams.set("a", String(agent)))
      ),
      ...["9999999999", "Infinity", "", "x"].map((end) =>
        changed(({ searchParams }) => searchParams.set("e", end))
      ),
      ...["", "x", right.searchParams.get("s")!.slice(1)].map((signature) =>
        changed(({ searchParams }) => searchParams.set("s", signature))
      ),
      changed((url) => url.pathname = new URL(other.item.url!).pathname),
      changed((url) => url.pathname = "/media/..%2f..%2fetc%2fpasswd"),
      changed((url) => url.search = ""),
    ];

    for (const url of forged) {
      assertEquals((await get(url)).status, 404, new URL(url).search);
    }
    assertEquals((await get(right.href)).status, 200);
    ahead = 11 * MINUTES;
    const late = await get(right.href);
    ahead = 0;
    assertEquals(late.status, 404);
  });

  it("follows its conversation to another agent, and is closed to who lost it or is paused", async () => {
    const { key, item } = await fileFor("ana", png);

    await give(key, "luis");
    const lost = await get(item.url!);
    const gained = await lastItem("luis", key);
    const shown = await get(gained.url!);
    await inbox.pause("luis", true);
    const paused = await get(gained.url!);
    await inbox.pause("luis", false);
    const again = await get(gained.url!);
    const { url } = await lastItem("sofia", key);
    const supervised = await get(url!);

    assertEquals(
      [lost, shown, paused, again, supervised].map(({ status }) => status),
      [404, 200, 404, 200, 200],
    );
  });

  it("of an agent reaches the customer's phone, byte for byte, and both see it", async () => {
    const key = newKey();
    await inbox.twilio.inbound({ from: key, body: "Hola" });
    await give(key, "ana");
    const file = new File([PNG], 'una "foto" ñ\r\n.png', { type: "image/png" });

    const uploaded = await upload("ana", file);
    const json = { to: key, message: "Aquí va" };
    const sent = await inbox.as("ana", "/api/enviar-mensaje", {
      json: { ...json, media_url: uploaded.json.media_url },
    });
    await inbox.settle();

    assertEquals([uploaded.status, sent.status], [200, 200]);
    const onPhone = inbox.twilio.phone(key).at(-1)!;
    assertEquals(
      [onPhone.body, onPhone.status],
      ["Aquí va", "delivered"],
    );
    assertEquals((await get(onPhone.media[0]!.url)).bytes, PNG);
    const item = await lastItem("ana", key);
    const shown = await get(item.url!);
    assertEquals([item.state, shown.bytes], ["stored", PNG]);
    assertMatch(
      shown.headers.get("content-disposition") ?? "",
      /^inline; filename\*=UTF-8''[\w%.'()*!~-]+$/,
    );
  });

  it("is sent once, by who brought it, and never by an address that was made up", async () => {
    const key = newKey();
    await inbox.twilio.inbound({ from: key, body: "Hola" });
    await give(key, "ana");
    const file = () => new File([PNG], "a.png", { type: "image/png" });
    const { json: own } = await upload("ana", file());
    const { json: another } = await upload("luis", file());
    const received = await fileFor("ana", png);
    const id = crypto.randomUUID();
    const send = (media_url: string, id?: string) =>
      inbox.as("ana", "/api/enviar-mensaje", {
        json: { to: key, media_url, id },
      });

    const first = await send(own.media_url, id);
    const repeated = await send(own.media_url, id);
    await inbox.settle();
    const before = await countRows(inbox.sql);
    const refused = [
      await send(own.media_url),
      await send(another.media_url),
      await send(received.item.url!),
      await send(own.media_url.replace(/s=.*/, "s=x")),
    ];

    assertEquals(
      [first, repeated].map(({ status, json }) => [status, json.message_id]),
      [[200, id], [200, id]],
    );
    for (const { status, json } of refused) {
      assertEquals([status, json.code, json.field], [
        422,
        "invalid",
        "media_url",
      ]);
    }
    assertEquals(await countRows(inbox.sql), before);
  });

  it("that WhatsApp would not carry is refused, and nothing of it stays", async () => {
    const MB = 1024 * 1024;
    const bytes = (size: number) => [new Uint8Array(size)];
    const files: [File | null, number, string][] = [
      [
        new File(bytes(5 * MB + 1), "a", { type: "image/jpeg" }),
        413,
        "too_large",
      ],
      [
        new File(bytes(16 * MB + 1), "a", { type: "video/mp4" }),
        413,
        "too_large",
      ],
      [new File(bytes(17 * MB), "a", { type: "video/mp4" }), 413, "too_large"],
      [new File(bytes(9), "a", { type: "text/html" }), 415, "unsupported_type"],
      [new File(bytes(9), "a", { type: "image/gif" }), 415, "unsupported_type"],
      [new File(bytes(9), "a.exe"), 415, "unsupported_type"],
      [new File([], "a", { type: "image/png" }), 422, "invalid"],
      [null, 422, "invalid"],
    ];
    const before = await countRows(inbox.sql);
    const stored = await countFiles(inbox);

    for (const [file, status, code] of files) {
      const answer = await upload("ana", file);
      assertEquals([answer.status, answer.json.code], [status, code]);
    }
    const png = new File([PNG], "a.png", { type: "image/png" });
    const elsewhere = await upload("ana", png, "otro");
    const noForm = await inbox.as("ana", "/api/archivos", {
      json: { archivo: "a" },
    });

    assertEquals([elsewhere.status, noForm.status], [422, 422]);
    assertEquals(await countRows(inbox.sql), before);
    assertEquals(await countFiles(inbox), stored);
    const largest = await upload(
      "ana",
      new File(bytes(5 * MB), "a.jpg", { type: "image/jpeg" }),
    );
    assertEquals(largest.status, 200);
  });

  it("that leads into our own house is never fetched", async () => {
    let knocks = 0;
    await using server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      () => {
        knocks += 1;
        return new Response("secreto");
      },
    );
    const key = newKey();
    const { port } = server.addr;

    for (
      const address of [
        `http://127.0.0.1:${port}/a`,
        `http://[::ffff:127.0.0.1]:${port}/a`,
        `http://2130706433:${port}/a`,
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
      ]
    ) {
      await inbox.twilio.inbound({
        from: key,
        params: { NumMedia: "1", MediaUrl0: address },
      });
    }
    await give(key, "ana");
    await inbox.settle();

    const thread = await inbox.thread("ana", key);
    assertEquals(thread.length, 5);
    for (const { media } of thread) {
      assertEquals([media[0]?.state, media[0]?.url], ["gone", null]);
    }
    assertEquals(knocks, 0);
  });
});

async function countFiles({ dataDir }: Inbox): Promise<number> {
  let count = 0;
  for await (const folder of Deno.readDir(`${dataDir}/media`)) {
    const names = await Array.fromAsync(
      Deno.readDir(`${dataDir}/media/${folder.name}`),
    );
    count += names.length;
  }
  assert(count > 0);
  return count;
}

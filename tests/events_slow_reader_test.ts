import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { createApp } from "../companion/http/app.ts";
import { startEventHub } from "../companion/http/event_hub.ts";
import { openAuditDesk } from "../companion/http/audit_desk.ts";
import { USUAL_LIMITS } from "../companion/http/limits.ts";
import { openLineBook } from "../companion/http/line_book.ts";
import { mediaAddresses } from "../companion/http/media_address.ts";
import { startPresenceHub } from "../companion/http/presence_hub.ts";
import { openTallies } from "../companion/http/tallies.ts";
import { enrollAgent } from "../companion/inbox/enroll_agent.ts";
import { registerLine } from "../companion/inbox/register_line.ts";
import { folderStore } from "../companion/providers/media/media_store.ts";
import { hangBell } from "../companion/store/bell.ts";
import { signToken } from "./access_tokens.ts";
import { createDatabase } from "./database.ts";
import { ACCOUNT, LINE, SITE_SECRET } from "./inbox.ts";
import { until } from "./until.ts";

const CHANGES = 2500;

describe("a page that doesn't read", () => {
  it("is cut before what waits for it grows, and goes on later where it was", async () => {
    await using database = await createDatabase();
    const { sql } = database;
    const now = () => new Date();
    const line = { number: LINE, accountSid: ACCOUNT };
    const lineId = await registerLine(sql, line);
    const sofia = { email: "sofia@example.com", name: "Sofía" };
    await enrollAgent(sql, { ...sofia, role: "supervisor" }, now());
    await sql`
      insert into conversations (id, line_id, address, name, state, last_message_at, created_at)
      values (gen_random_uuid(), ${lineId}, 'whatsapp:CO.1', 'Marta', 'waiting', now(), now())
    `;
    const bell = await hangBell(sql, "here");
    const hub = await startEventHub(sql, bell);
    const presence = startPresenceHub(sql, bell);
    const audit = openAuditDesk(sql, now, { keepDays: 1 });
    const remoteAddr = { transport: "tcp", hostname: "127.0.0.1", port: 1 };
    // Its answers are read by the test alone: no socket takes them meanwhile.
    const app = createApp({
      sql,
      bell,
      arrivals: sql,
      noteArrived() {},
      hub,
      presence,
      audit,
      lines: openLineBook(
        sql,
        { ...line, authTokens: ["token"], apiUrl: null },
        { now, keys: [] },
      ),
      credentialKeys: [],
      media: folderStore("never/used"),
      site: { baseUrl: "", secrets: [] },
      templates: { refresh: () => Promise.resolve() },
      pageParts: new URL("file:///nowhere/"),
      mediaAddresses: mediaAddresses(() => "", [SITE_SECRET]),
      publicUrl: () => "",
      siteSecrets: [SITE_SECRET],
      siteOrigins: [],
      metricsTokens: [],
      trustedProxies: [],
      limits: USUAL_LIMITS,
      tallies: openTallies(sql, USUAL_LIMITS, now),
      hasTwilio: true,
      now,
    });
    const token = await signToken({ sub: "m", email: sofia.email });
    const open = async (lastId: number | null) => {
      const headers = new Headers({ Authorization: `Bearer ${token}` });
      if (lastId !== null) headers.set("Last-Event-ID", String(lastId));
      const request = new Request("http://127.0.0.1/api/eventos", { headers });
      return (await app.fetch(request, { remoteAddr })).body!;
    };

    const stream = await open(null);
    await sql`
      insert into commits (place, size, changes, at)
      select nextval('change_order'), 1,
        jsonb_build_array(jsonb_build_object('conversationId', id, 'version', 1, 'event', 'conversation_update')), now()
      from conversations, generate_series(1, ${CHANGES})
    `;
    bell.ring("ordered");
    await until(
      "all were told to whoever listens",
      () => hub.place() === CHANGES,
    );
    const parts: number[][] = [await read(stream)];
    while (parts.at(-1)!.at(-1)! < CHANGES) {
      parts.push(await read(await open(parts.at(-1)!.at(-1)!), CHANGES));
    }
    await hub.stop();
    await presence.stop();
    await audit.stop();
    await bell.stop();

    assert(parts[0]!.length > 500 && parts[0]!.length < 1100);
    const heard = parts.flat();
    assertEquals(heard, Array.from({ length: CHANGES }, (_, at) => at + 1));
  });
});

/** The places of the events, up to the end of the stream or to the last one. */
async function read(
  stream: ReadableStream<Uint8Array>,
  last = Infinity,
): Promise<number[]> {
  const places: number[] = [];
  for await (const chunk of stream) {
    const text = new TextDecoder().decode(chunk);
    for (const [, place] of text.matchAll(/^id: (\d+)\nevent: /gm)) {
      places.push(Number(place));
    }
    if (places.at(-1) === last) break;
  }
  return places;
}

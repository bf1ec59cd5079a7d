import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { startCompanionProcess } from "./faults/companion_process.ts";
import { orderFault } from "./faults/ordered_faults.ts";
import { troubles } from "./faults/sending_house.ts";
import { type Inbox, startInbox } from "./inbox.ts";

const STORING = "/_functions/guardar";
const CUSTOMERS = Array.from(
  { length: 40 },
  (_, at) => `+5730022233${10 + at}`,
);

/** A minute of the site's, in our time. */
const MINUTE_MS = 2000;
const QUOTA = 80;

describe("what the site's plan admits in a minute", () => {
  it("is never exceeded by two companions together, and everything is stored, in order, once", async () => {
    const start = Date.now();
    const minutes = () => (Date.now() - start) / MINUTE_MS;
    const quotas = { minuteMs: MINUTE_MS };
    await using inbox = await startInbox({
      agents: ["ana"],
      // The rest is for calls that a busy machine holds up: they come together then.
      settings: { wixWritesPerMinute: QUOTA * 0.6 },
      quotas,
      siteNow: () => new Date(start + minutes() * 60_000),
    });
    inbox.site.variants.writesPerMinute = QUOTA;
    await using second = await startCompanionProcess(
      { ...inbox.settings, port: 0 },
      null,
      { RELEVO_TEST_QUOTAS: JSON.stringify(quotas) },
    );
    const doors = [inbox.url, second.url];
    const said = new Map<string, string[]>();
    const end = minutes() + 2.2;

    await Promise.all([0, 1, 2, 3].map(async (writer) => {
      for (let at = writer; minutes() < end; at += 4) {
        const from = CUSTOMERS[at % CUSTOMERS.length]!;
        inbox.twilio.setWebhook(`${doors[at % 2]}/webhook/twilio`);
        const { status } = await inbox.twilio.inbound({ from, body: `${at}` });
        assertEquals(status, 200);
        said.set(from, [...said.get(from) ?? [], `${at}`]);
      }
    }));
    await inbox.settle();

    const log = inbox.site.log();
    assertEquals(log.filter(({ status }) => status === 429), []);
    assert(log.length < 1000, "The log has forgotten the first of them");
    for (const number of CUSTOMERS) {
      assertEquals(storedOf(inbox, number), said.get(number));
    }
  });

  it("is charged by what a store really took: of heavy rows, which need more calls, and of a repeat, which needs fewer", async () => {
    const customers = CUSTOMERS.slice(0, 18);
    // So slow that no time passes: what is taken stays taken.
    const [writes, minuteMs] = [10_000, 3_600_000_000];
    await using inbox = await startInbox({
      agents: ["ana"],
      settings: { wixWritesPerMinute: writes },
      quotas: { minuteMs },
    });
    inbox.site.fill(
      "CHATBOT",
      customers.map((number) => ({
        userId: number.slice(1),
        marca: "theirs.already",
        mensajes: [],
        // No more than two of these go with one call.
        notas: "x".repeat(400_000),
      })),
    );

    await orderFault(inbox.site, {
      path: STORING,
      status: 504,
      after: "commit",
    });
    await inbox.twilio.inbound({ from: CUSTOMERS.at(-1)!, body: "Hola" });
    await inbox.settle();
    await Promise.all(
      customers.map((from) => inbox.twilio.inbound({ from, body: "Hola" })),
    );
    await inbox.settle();

    const seen = inbox.site.log().filter(({ method, path }) =>
      method === "POST" && /\/items(\/(?!query)|$)/.test(path)
    );
    const [row] = await inbox.sql<{ ms: number }[]>`
      select extract(epoch from taken_until - now())::float8 * 1000 as ms from rates where name = 'wix'
    `;
    assertEquals(Math.round(row!.ms / (minuteMs / writes / 0.9)), seen.length);
  });

  it("once exceeded all the same, lets the whole house rest: lanes don't come back one by one", async () => {
    await using inbox = await startInbox({ agents: ["ana"] });
    await orderFault(inbox.site, { path: STORING, status: 429, times: 3 });

    await Promise.all(
      CUSTOMERS.map((from) => inbox.twilio.inbound({ from, body: "Hola" })),
    );
    await inbox.settle();

    const calls = inbox.site.log().filter(({ path }) =>
      path.startsWith(STORING)
    );
    const stored = calls.filter(({ status }) => status === 200);
    assertEquals(calls.length - stored.length, 3);
    // Those that were refused were no more than the runs of a moment; the rest waited, and went together.
    assert(stored.length <= 10, `${stored.length} calls`);
    for (const number of CUSTOMERS) {
      assertEquals(storedOf(inbox, number), ["Hola"]);
    }
    assertEquals((await troubles(inbox)).carriles, []);
  });
});

function storedOf({ site }: Inbox, number: string): string[] {
  const rows = site.rows("CHATBOT_MENSAJES").filter((row) =>
    row.userId === number.slice(1)
  ) as unknown as { timestamp: Date; orden: number; mensaje: string }[];
  return rows.toSorted((a, b) =>
    a.timestamp.getTime() - b.timestamp.getTime() || a.orden - b.orden
  ).map(({ mensaje }) => mensaje);
}

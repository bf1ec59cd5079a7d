import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { audit } from "../audit.ts";
import { type Inbox, startInbox } from "../inbox.ts";
import { openPage } from "../page_script.ts";
import { seededRandom } from "./seeded_random.ts";

const IS_FULL = Deno.env.get("RELEVO_FULL") === "1";
const CUSTOMERS = IS_FULL ? 400 : 40;
const MESSAGES_EACH = 3;
const AT_ONCE = 12;
const SEED = Number(Deno.env.get("RELEVO_SEED") ?? 20261121);

describe("a day of a clinic, in fast motion", () => {
  it("ends with the same messages everywhere, once and in order, whatever failed", async () => {
    const random = seededRandom(SEED);
    await using inbox = await startInbox({ agents: ["ana", "luis"] });
    await using ana = await openPage(
      inbox,
      "ana",
      ({ body }) => `Ana: recibimos «${body}»`,
    );
    await using luis = await openPage(
      inbox,
      "luis",
      ({ body }) => `Luis: recibimos «${body}»`,
    );
    const pages = { ana, luis };

    await letCustomersWrite(inbox, () => somethingFails(inbox, random, pages));
    await clearFaults(inbox);
    await settleAll(inbox, pages);

    const { messages } = await audit(inbox, pages);
    assertEquals(messages, CUSTOMERS * MESSAGES_EACH * 2);
    const [counts] = await inbox.sql<{ most: number; least: number }[]>`
      select max(n) as most, min(n) as least
      from (select count(*) as n from conversations group by agent_id) as per_agent
    `;
    assert(counts!.most - counts!.least <= 1, "the turns are even");
  });
});

type Pages = Record<string, Awaited<ReturnType<typeof openPage>>>;

/** Every customer writes some messages, several customers at once; every tenth time something fails. */
async function letCustomersWrite(
  inbox: Inbox,
  fail: () => Promise<void>,
): Promise<void> {
  const queue = Array.from(
    { length: CUSTOMERS },
    (_, at) => `+5730055${String(at).padStart(5, "0")}`,
  );
  let written = 0;
  async function oneByOne(): Promise<void> {
    for (let from = queue.shift(); from; from = queue.shift()) {
      for (let n = 1; n <= MESSAGES_EACH; n++) {
        const { status } = await inbox.twilio.inbound({
          from,
          body: `Mensaje ${n}`,
          profileName: `Cliente ${from}`,
        });
        assertEquals(status, 200);
        written += 1;
        if (written % 10 === 0) await fail();
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, oneByOne));
}

/** One fault of those that a day brings, drawn by the seed. */
async function somethingFails(
  inbox: Inbox,
  random: () => number,
  pages: Pages,
): Promise<void> {
  const faults: (() => unknown)[] = [
    () =>
      order(inbox.twilio.url, {
        path: "/2010-04-01",
        method: "POST",
        status: 429,
        times: 2,
      }),
    () =>
      order(inbox.twilio.url, {
        path: "/2010-04-01",
        method: "POST",
        after: "commit",
        times: 1,
      }),
    () =>
      order(inbox.twilio.url, {
        path: "/2010-04-01",
        method: "POST",
        after: "commit",
        status: 500,
        times: 1,
      }),
    () => order(inbox.site.url, { path: "/_functions", status: 503, times: 3 }),
    () =>
      order(inbox.site.url, {
        path: "/_functions",
        after: "commit",
        status: 504,
        times: 2,
      }),
    () => order(inbox.site.url, { path: "/_functions", status: 404, times: 1 }),
    () => order(inbox.site.url, { path: "/wix-data", status: 429, times: 2 }),
    () =>
      order(inbox.site.url, { path: "/_functions", delayMs: 300, times: 2 }),
    () => pages.ana!.cut(),
    () => pages.luis!.cut(),
    () =>
      inbox.twilio.setDelivery({
        duplicate: random() < 0.5,
        reverse: random() < 0.5,
      }),
  ];
  await faults[Math.floor(random() * faults.length)]!();
}

async function order(url: string, fault: object): Promise<void> {
  const response = await fetch(`${url}/sandbox/faults`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(fault),
  });
  await response.body?.cancel();
  assertEquals(response.ok, true);
}

async function clearFaults(inbox: Inbox): Promise<void> {
  for (const { url } of [inbox.twilio, inbox.site]) {
    const response = await fetch(`${url}/sandbox/faults`, { method: "DELETE" });
    await response.body?.cancel();
  }
}

/** Until the agents have answered everything, and everything is everywhere. */
async function settleAll(inbox: Inbox, pages: Pages): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await inbox.settle();
    await Promise.all(Object.values(pages).map((page) => page.idle()));
  }
  await inbox.settle();
}

import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Fault } from "../../scripts/sandbox/controls.ts";
import { audit } from "../audit.ts";
import { type Inbox, startInbox } from "../inbox.ts";
import { openPage, type PageScript } from "../page_script.ts";
import { until } from "../until.ts";
import { GREEDY_PAGES, IS_FULL } from "./full_size.ts";
import { clearFaults, orderFault } from "./ordered_faults.ts";
import { hurry, passTime } from "./pass_time.ts";
import { settleFleet } from "./settle_fleet.ts";
import { answerOneIn, letCustomersWrite } from "./traffic.ts";

const { MESSAGES, CUSTOMERS } = IS_FULL
  ? { MESSAGES: 1_500, CUSTOMERS: 150 }
  : { MESSAGES: 60, CUSTOMERS: 10 };
const MINUTE = 60_000;
const STORING = "/_functions/guardar";
const ALWAYS = 1_000_000;
/** Beyond what Wix lets a function run, and in full size beyond our own patience of 20 s too. */
const SLOW_MS = IS_FULL ? 21_000 : 900;

/** What the site does while customers write, each until it is cleared. */
const TROUBLES: Record<string, Partial<Fault>> = {
  "turns us away with 429": { status: 429, times: IS_FULL ? 6 : 1 },
  "answers 504 after the work was done": {
    status: 504,
    after: "commit",
    times: 6,
  },
  "is slow beyond its limit, and is given up with 504 after the work was done":
    { status: 504, after: "commit", delayMs: SLOW_MS, times: 2 },
  "is slow, and says nothing in the end": {
    drop: true,
    delayMs: SLOW_MS,
    times: 2,
  },
};

describe("while customers write and are answered, and the site", () => {
  let inbox: Inbox;
  let pages: Record<string, PageScript>;
  let first = 0;
  beforeAll(async () => {
    inbox = await startInbox({
      agents: ["ana", "luis"],
      settings: GREEDY_PAGES,
    });
    pages = {
      ana: await openPage(inbox, "ana", answerOneIn(4)),
      luis: await openPage(inbox, "luis", answerOneIn(4)),
    };
  });
  afterAll(async () => {
    for (const page of Object.values(pages)) await page[Symbol.asyncDispose]();
    await inbox[Symbol.asyncDispose]();
  });

  /** New customers each time, who write during what `trouble` brings. */
  async function write(): Promise<void> {
    first += CUSTOMERS;
    await letCustomersWrite(inbox.twilio, {
      messages: MESSAGES,
      customers: CUSTOMERS,
      first,
    });
  }

  async function isWhole(): Promise<void> {
    await using _quickly = hurry(inbox.sql);
    await settleFleet(inbox, pages);
    await audit(inbox, pages);
    assertEquals((await inbox.as("sofia", "/api/atascos")).json.carriles, []);
  }

  for (const [what, trouble] of Object.entries(TROUBLES)) {
    it(`${what}: all is everywhere, once, in order`, async () => {
      await orderFault(inbox.site, { path: STORING, ...trouble });

      await write();

      await isWhole();
      const response = await fetch(`${inbox.site.url}/sandbox/faults`);
      assertEquals(await response.json(), [], "Not all of it was met");
    });
  }

  it("is down for minutes: nobody waits, it is shown, and it catches up, in order, once", async () => {
    await orderFault(inbox.site, { path: STORING, status: 503, times: ALWAYS });
    const before = inbox.site.rows("CHATBOT_MENSAJES").length;

    await write();
    await until("it was tried for minutes", async () => {
      await passTime(inbox.sql, MINUTE);
      const { carriles } = (await inbox.as("sofia", "/api/atascos")).json;
      return carriles.length >= CUSTOMERS &&
        carriles.every((lane: { intentos: number }) => lane.intentos >= 3);
    }, 60_000);
    const stored = inbox.site.rows("CHATBOT_MENSAJES").length;
    await clearFaults(inbox.site);
    await passTime(inbox.sql, MINUTE);

    await isWhole();
    assertEquals(stored, before);
  });

  it("reads what is stale: all is everywhere, once, in order", async () => {
    inbox.site.variants.replicaLagMs = 1500;

    await write();
    await write();
    await settleFleet(inbox, pages);
    inbox.site.variants.replicaLagMs = 0;

    await isWhole();
  });
});

import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Fault } from "../../scripts/sandbox/controls.ts";
import type { DeliveryRequest } from "../../scripts/sandbox/twilio/controls/setting_controls.ts";
import { audit } from "../audit.ts";
import { type Inbox, startInbox } from "../inbox.ts";
import { openPage, type PageScript } from "../page_script.ts";
import { until } from "../until.ts";
import { GREEDY_PAGES, IS_FULL } from "./full_size.ts";
import { clearFaults, orderFault } from "./ordered_faults.ts";
import { hurry } from "./pass_time.ts";
import { CREATING } from "./sending_house.ts";
import { settleFleet } from "./settle_fleet.ts";
import { answerOneIn, letCustomersWrite } from "./traffic.ts";

const { MESSAGES, CUSTOMERS, FAULTS } = IS_FULL
  ? { MESSAGES: 300, CUSTOMERS: 60, FAULTS: 15 }
  : { MESSAGES: 24, CUSTOMERS: 8, FAULTS: 4 };

/** Longer than an answer that was lost is looked for, and less than two clocks may differ. */
const LOST_ANSWER_MS = 150_000;

/** What Twilio does when we send, so many times. */
const SENDING: Record<string, Partial<Fault>> = {
  "turns us away with 429": { status: 429 },
  "answers 500, and did it all the same": { status: 500, after: "commit" },
  "accepts, and its answer is lost": { after: "commit" },
  "accepts, and answers when the customer has long read it": {
    after: "commit",
    delayMs: 200,
  },
};

/** How its reports come in. */
const REPORTS: Record<string, DeliveryRequest> = {
  "late": { lateMs: 150, readMs: 20 },
  "twice": { duplicate: true, readMs: 5 },
  "backwards": { reverse: true, readMs: 5 },
  "twice, late and backwards": {
    duplicate: true,
    reverse: true,
    lateMs: 50,
    readMs: 5,
  },
  "before our own commit": { sentMs: 0, deliveredMs: 0, readMs: 0 },
};

describe("while agents answer, and Twilio", () => {
  let inbox: Inbox;
  let pages: Record<string, PageScript>;
  let first = 0;
  let audited = 0;
  const sentAgain: string[] = [];
  let ahead = 0;
  beforeAll(async () => {
    inbox = await startInbox({
      agents: ["ana", "luis"],
      settings: GREEDY_PAGES,
      now: () => new Date(Date.now() + ahead),
    });
    pages = {
      ana: await openPage(inbox, "ana", answerOneIn(1)),
      luis: await openPage(inbox, "luis", answerOneIn(1)),
    };
  });
  afterAll(async () => {
    for (const page of Object.values(pages)) await page[Symbol.asyncDispose]();
    await inbox[Symbol.asyncDispose]();
  });

  /** Whether every fault that was ordered was met. */
  async function areAllMet(): Promise<boolean> {
    const response = await fetch(`${inbox.twilio.url}/sandbox/faults`);
    return (await response.json()).length === 0;
  }

  async function writeAndAudit(
    once: () => unknown = () => null,
  ): Promise<void> {
    first += CUSTOMERS;
    await letCustomersWrite(inbox.twilio, {
      messages: MESSAGES,
      customers: CUSTOMERS,
      first,
    });
    await once();
    await using _quickly = hurry(inbox.sql);
    sentAgain.push(...await settleFleet(inbox, pages));

    const { messages } = await audit(inbox, pages, { sentAgain });
    audited += 2 * MESSAGES;
    assertEquals(messages, audited);
  }

  for (const [what, fault] of Object.entries(SENDING)) {
    it(`${what}: each reply is on its phone once, and all is everywhere`, async () => {
      inbox.twilio.setDelivery({ readMs: 5 });
      await orderFault(inbox.twilio, { ...CREATING, ...fault, times: FAULTS });

      await writeAndAudit();

      await clearFaults(inbox.twilio);
    });
  }

  it("answers 500, and did nothing: nobody can know that, and the agents send them again", async () => {
    await orderFault(inbox.twilio, { ...CREATING, status: 500, times: FAULTS });

    await writeAndAudit(async () => {
      await until("each fault was met", areAllMet, 30_000);
      ahead = LOST_ANSWER_MS;
    });

    ahead = 0;
  });

  for (const [how, delivery] of Object.entries(REPORTS)) {
    it(`reports ${how}: each reply fares here as it does there`, async () => {
      inbox.twilio.setDelivery({ ...CALM, ...delivery });

      await writeAndAudit();
    });
  }
});

const CALM: DeliveryRequest = {
  sentMs: 2,
  deliveredMs: 5,
  readMs: null,
  duplicate: false,
  reverse: false,
  lateMs: 0,
};

import { assert } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { audit } from "../audit.ts";
import { startInbox } from "../inbox.ts";
import { openPage } from "../page_script.ts";
import { startBalancer } from "./balancer.ts";
import { GREEDY_PAGES, IS_FULL } from "./full_size.ts";
import { settleFleet } from "./settle_fleet.ts";
import { answerOneIn, letCustomersWrite } from "./traffic.ts";

const { MESSAGES, CUSTOMERS, DROPS, EVERY_MS } = IS_FULL
  ? { MESSAGES: 3_000, CUSTOMERS: 200, DROPS: 60, EVERY_MS: 1000 }
  : { MESSAGES: 240, CUSTOMERS: 24, DROPS: 20, EVERY_MS: 60 };

describe("a page whose connection drops all the time", () => {
  it(`${DROPS} times, every ${EVERY_MS} ms: it goes on where it was, nothing missed, nothing of another's`, async () => {
    await using inbox = await startInbox({
      agents: ["ana", "luis"],
      settings: GREEDY_PAGES,
    });
    await using network = startBalancer();
    network.lead([inbox.url]);
    const far = { site: inbox.site, url: network.url };
    await using ana = await openPage(far, "ana", answerOneIn(4));
    await using luis = await openPage(inbox, "luis", answerOneIn(4));
    let drops = 0;
    let isOver = false;

    async function dropNowAndThen(): Promise<void> {
      while (!isOver) {
        await pause(EVERY_MS);
        network.lead([]);
        network.lead([inbox.url]);
        drops += 1;
      }
    }

    const dropping = dropNowAndThen();
    await letCustomersWrite(inbox.twilio, {
      messages: MESSAGES,
      customers: CUSTOMERS,
      atOnce: 4,
      onTaken: (count) => upTo(count),
    });
    isOver = true;
    await dropping;
    await settleFleet(inbox, { ana, luis });

    await audit(inbox, { ana, luis });
    assert(drops >= DROPS, `It dropped ${drops} times`);

    /** So that the messages last as long as the drops. */
    async function upTo(count: number): Promise<void> {
      while (drops < Math.floor(count * DROPS / MESSAGES)) await pause(5);
    }
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

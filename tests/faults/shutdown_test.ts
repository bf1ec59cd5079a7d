import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { audit } from "../audit.ts";
import { openPage } from "../page_script.ts";
import { startFleet } from "./fleet.ts";
import { IS_FULL } from "./full_size.ts";
import { orderFault } from "./ordered_faults.ts";
import { CREATING } from "./sending_house.ts";
import { settleFleet } from "./settle_fleet.ts";
import { answerOneIn, letCustomersWrite } from "./traffic.ts";

const { MESSAGES, CUSTOMERS } = IS_FULL
  ? { MESSAGES: 2_000, CUSTOMERS: 100 }
  : { MESSAGES: 150, CUSTOMERS: 15 };
/** What a companion may need to end what it has begun. */
const DRAINED_MS = 15_000;

describe("the companion, asked to stop in the middle of traffic,", () => {
  it("answers what has come in, ends what it has begun, and leaves the rest to the next", async () => {
    await using fleet = await startFleet({ agents: ["ana", "luis"] });
    await using ana = await openPage(fleet, "ana", answerOneIn(3));
    await using luis = await openPage(fleet, "luis", answerOneIn(3));
    const ends: { code: number; afterMs: number }[] = [];
    let stopping = Promise.resolve();

    await letCustomersWrite(fleet.twilio, {
      messages: MESSAGES,
      customers: CUSTOMERS,
      onTaken(count) {
        if (count !== Math.floor(MESSAGES / 2)) return;
        stopping = stopping.then(async () => {
          // So that a reply is on its way while it stops.
          const slow = { ...CREATING, delayMs: 300, times: 3 };
          await orderFault(fleet.twilio, slow);
          const since = performance.now();
          const code = await fleet.stop(fleet.companions[0]!);
          ends.push({ code, afterMs: performance.now() - since });
          await fleet.start();
        });
      },
    });
    await stopping;
    const sentAgain = await settleFleet(fleet, { ana, luis });

    assertEquals(ends.map(({ code }) => code), [0]);
    assert(ends[0]!.afterMs < DRAINED_MS, `It took ${ends[0]!.afterMs} ms`);
    assertEquals(sentAgain, [], "A reply was cut off");
    await audit(fleet, { ana, luis });
  });
});

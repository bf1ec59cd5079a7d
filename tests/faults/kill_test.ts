import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { audit } from "../audit.ts";
import { openPage } from "../page_script.ts";
import { type Fleet, startFleet } from "./fleet.ts";
import { IS_FULL, PACE, withSeed } from "./full_size.ts";
import { seededRandom } from "./seeded_random.ts";
import { settleFleet } from "./settle_fleet.ts";
import { answerOneIn, letCustomersWrite } from "./traffic.ts";

const { MESSAGES, CUSTOMERS, ONE_IN, KILLS } = IS_FULL
  ? { MESSAGES: 10_000, CUSTOMERS: 500, ONE_IN: 20, KILLS: 20 }
  : { MESSAGES: 300, CUSTOMERS: 30, ONE_IN: 6, KILLS: 2 };

describe("the companion, killed -9", () => {
  it(`at ${KILLS} random moments of ${MESSAGES} messages and their replies: all is everywhere, once, in order`, () =>
    withSeed(async (seed) => {
      await using fleet = await startFleet({
        agents: ["ana", "luis"],
        pace: PACE,
      });
      await using ana = await openPage(fleet, "ana", answerOneIn(ONE_IN));
      await using luis = await openPage(fleet, "luis", answerOneIn(ONE_IN));
      const moments = randomMoments(seededRandom(seed));
      let kills = 0;
      let killing = Promise.resolve();

      await letCustomersWrite(fleet.twilio, {
        messages: MESSAGES,
        customers: CUSTOMERS,
        onTaken(count) {
          if (!moments.has(count)) return;
          killing = killing.then(() => killAndStart(fleet));
          kills += 1;
        },
      });
      await killing;
      const sentAgain = await settleFleet(fleet, { ana, luis });

      const { messages } = await audit(fleet, { ana, luis }, { sentAgain });
      const replies = messages - MESSAGES;
      assertEquals(kills, KILLS);
      assert(
        replies > MESSAGES / ONE_IN * 0.8,
        `Only ${replies} replies were written`,
      );
    }));
});

/** After how many messages the companion is killed. */
function randomMoments(random: () => number): Set<number> {
  const moments = new Set<number>();
  while (moments.size < KILLS) {
    moments.add(1 + Math.floor(random() * (MESSAGES - 1)));
  }
  return moments;
}

async function killAndStart(fleet: Fleet): Promise<void> {
  await fleet.kill(fleet.companions[0]!);
  await fleet.start();
}

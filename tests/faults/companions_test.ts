import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { Sql } from "../../companion/store/sql.ts";
import { audit } from "../audit.ts";
import { openPage } from "../page_script.ts";
import { until } from "../until.ts";
import { startFleet } from "./fleet.ts";
import { IS_FULL, PACE } from "./full_size.ts";
import { settleFleet } from "./settle_fleet.ts";
import { answerOneIn, letCustomersWrite } from "./traffic.ts";

const { MESSAGES, CUSTOMERS, ONE_IN } = IS_FULL
  ? { MESSAGES: 1_500, CUSTOMERS: 150, ONE_IN: 10 }
  : { MESSAGES: 200, CUSTOMERS: 20, ONE_IN: 5 };
/** One of three stays, whatever befalls the others; with two, each has its turn. */
const SIZES = IS_FULL ? [2, 3] : [3];
/** A worker that is silent for longer is taken for dead. */
const LEASE_MS = PACE?.silenceMs ?? 20_000;

describe("companions on one database", () => {
  for (const size of SIZES) {
    it(`${size} of them, one killed, one frozen beyond its lease and woken: all is everywhere, once, in order`, async () => {
      await using fleet = await startFleet({
        agents: ["ana", "luis"],
        companions: size,
        pace: PACE,
      });
      await using ana = await openPage(fleet, "ana", answerOneIn(ONE_IN));
      await using luis = await openPage(fleet, "luis", answerOneIn(ONE_IN));
      const [killed, frozen] = fleet.companions;
      let acting = Promise.resolve();
      const act = (work: () => unknown) => {
        acting = acting.then(async () => void await work());
      };

      await letCustomersWrite(fleet.twilio, {
        messages: MESSAGES,
        customers: CUSTOMERS,
        onTaken(count) {
          if (count === Math.floor(MESSAGES * 0.2)) {
            act(() => fleet.kill(killed!));
            if (size === 2) act(() => fleet.start());
          }
          if (count === Math.floor(MESSAGES * 0.5)) {
            act(() => fleet.freeze(frozen!));
          }
        },
      });
      await acting;
      const before = await livingWorkers(fleet.sql);
      await until("the frozen one has lost its place", async () => {
        return (await livingWorkers(fleet.sql)).length === 1;
      }, LEASE_MS + 15_000);
      fleet.thaw(frozen!);
      await until("it has a new one", async () => {
        return (await livingWorkers(fleet.sql)).length === 2;
      }, LEASE_MS + 15_000);
      await letCustomersWrite(fleet.twilio, {
        messages: CUSTOMERS,
        customers: CUSTOMERS,
        firstWord: "Después",
      });
      const sentAgain = await settleFleet(fleet, { ana, luis });

      const { messages } = await audit(fleet, { ana, luis }, { sentAgain });
      assert(messages > MESSAGES + CUSTOMERS, "Nobody was answered");
      const after = await livingWorkers(fleet.sql);
      assertEquals(after.length, 2);
      assert(after.some((id) => !before.includes(id)), "It kept its identity");
    });
  }
});

/** Those whose database sessions live. */
async function livingWorkers(
  sql: Sql,
): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select objid::int as id from pg_locks
    where locktype = 'advisory' and classid = 7001
      and database = (select oid from pg_database where datname = current_database())
  `;
  return rows.map(({ id }) => id);
}

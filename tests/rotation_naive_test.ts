import { assert, assertEquals, assertGreater } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { createDatabase } from "./database.ts";
import { openCallers, type Work } from "./rotation/callers.ts";
import { lettersOf, newCustomers } from "./rotation/crowd.ts";
import { findUnevenRuns } from "./rotation/fairness.ts";
import { findFaults, NO_FAULTS } from "./rotation/faults.ts";
import {
  activating,
  createNaiveTables,
  readNaiveOutcome,
  receivingNaively,
} from "./rotation/naive_rotation.ts";

describe("the checks of the rotation, held against counter % n with the look-up outside the lock", () => {
  it("see that customers who write five times at once change agent, and that counts are uneven", async () => {
    await using office = await openNaiveOffice(5);
    const customers = newCustomers(800);

    await office.callers.run(receivingAll(customers, 5));

    const outcome = await readNaiveOutcome(office.sql);
    const faults = findFaults(outcome, { customers, each: 5 });
    assertGreater(faults.moved.length, 400);
    const shares = Map.groupBy(
      outcome.conversations,
      ({ agentId }) => agentId,
    );
    const counts = [...shares.values()].map(({ length }) => length);
    assertGreater(Math.max(...counts) - Math.min(...counts), 1);
  });

  it("see that the turn jumps when somebody leaves", async () => {
    await using office = await openNaiveOffice(4);
    const works = receivingAll(newCustomers(120), 1);

    await office.callers.run([
      ...works.slice(0, 58),
      activating(2, false),
      ...works.slice(58),
    ]);

    const { decisions } = await readNaiveOutcome(office.sql);
    const turns = decisions.map(({ agentId, eligible }) => ({
      agentId: agentId!,
      eligible,
    }));
    assertGreater(findUnevenRuns(turns).length, 0);
  });

  it("find nothing when one message comes after the other", async () => {
    await using office = await openNaiveOffice(3);
    const customers = newCustomers(30);

    for (const work of receivingAll(customers, 2)) await work(office.sql);

    const outcome = await readNaiveOutcome(office.sql);
    assertEquals(findFaults(outcome, { customers, each: 2 }), NO_FAULTS);
  });
});

describe("the check of runs", () => {
  it("counts from the first turn that both could have got", () => {
    assertEquals(findUnevenRuns(turnsOf("1a 2a 1a 2a", "12")), []);
    assertEquals(findUnevenRuns(turnsOf("1a 1a 2a 3b 1b 2b", "12", "123")), [
      "turns 1 to 2: [[1,2],[2,0]]",
    ]);
  });

  it("sees two turns in a row anywhere", () => {
    for (let at = 0; at < 29; at++) {
      const agents = Array.from({ length: 30 }, (_, place) => place % 3 + 1);
      agents.splice(at, 1, agents[at + 1]!);
      const turns = agents.map((agentId) => ({ agentId, eligible: [1, 2, 3] }));

      assert(findUnevenRuns(turns).length > 0, `twice in a row at ${at}`);
    }
  });

  it("compares nobody with who was away for a part of the run", () => {
    assertEquals(findUnevenRuns(turnsOf("1a 1b 1b 2a 1a", "12", "1")), []);
  });
});

/** `1a`: agent 1 got it when those of the first list could have. */
function turnsOf(text: string, ...lists: string[]) {
  return text.split(" ").map(([agent, list]) => ({
    agentId: Number(agent),
    eligible: [...lists[list!.charCodeAt(0) - 97]!].map(Number),
  }));
}

function receivingAll(customers: readonly string[], each: number): Work[] {
  return lettersOf(customers, each).map(({ sid, from }) =>
    receivingNaively(sid, from.slice("whatsapp:+".length))
  );
}

async function openNaiveOffice(agents: number) {
  const stack = new AsyncDisposableStack();
  const { sql, url } = stack.use(await createDatabase());
  await createNaiveTables(sql, agents);
  const callers = stack.use(openCallers(url));
  return { sql, callers, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

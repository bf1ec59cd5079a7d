import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { Work } from "./rotation/callers.ts";
import { letter, lettersOf, newCustomers } from "./rotation/crowd.ts";
import { findFaults, NO_FAULTS } from "./rotation/faults.ts";
import {
  addLine,
  enroll,
  openOffice,
  pausing,
  receiving,
  receivingTogether,
} from "./rotation/office.ts";
import { readOutcome } from "./rotation/outcome.ts";

describe("the rotation, with forty callers at once", () => {
  it("gives each of 800 new customers who write five times at once to one agent, in turn", async () => {
    await using office = await openOffice(5);
    const customers = newCustomers(800);

    await office.callers.run(
      receiving(lettersOf(customers, 5), office.lineId),
    );

    const outcome = await office.outcome();
    assertEquals(findFaults(outcome, { customers, each: 5 }), NO_FAULTS);
    assertEquals(outcome.decisions.length, 800);
    assertEquals(sharesOf(outcome.conversations), [160, 160, 160, 160, 160]);
  });

  for (let agents = 1; agents <= 7; agents++) {
    it(`is exact with ${agents} ${agents === 1 ? "agent" : "agents"}`, async () => {
      await using office = await openOffice(agents);
      const customers = newCustomers(60);

      await office.callers.run(
        receiving(lettersOf(customers, 5), office.lineId),
      );

      const outcome = await office.outcome();
      assertEquals(findFaults(outcome, { customers, each: 5 }), NO_FAULTS);
      assertEquals(sharesOf(outcome.conversations).length, agents);
    });
  }

  it("is exact when messages come in batches that share customers", async () => {
    await using office = await openOffice(3);
    const customers = newCustomers(120);
    const letters = lettersOf(customers, 5);
    const batches = Array.from(
      { length: 60 },
      (_, at) => letters.filter((_, place) => place % 60 === at),
    );

    await office.callers.run(
      batches.map((batch) => receivingTogether(batch, office.lineId)),
    );

    const faults = findFaults(await office.outcome(), { customers, each: 5 });
    assertEquals(faults, NO_FAULTS);
  });

  it("keeps the turns of two lines apart", async () => {
    await using office = await openOffice(4);
    const other = await addLine(office.sql, "whatsapp:+573150000000");
    const customers = newCustomers(80);

    await office.callers.run(
      lettersOf(customers, 3).flatMap(({ from, body }) =>
        [office.lineId, other].flatMap((line) =>
          receiving([letter(from.slice("whatsapp:+".length), body)], line)
        )
      ),
    );

    for (const line of [office.lineId, other]) {
      const outcome = await readOutcome(office.sql, line);
      assertEquals(findFaults(outcome, { customers, each: 3 }), NO_FAULTS);
      assertEquals(sharesOf(outcome.conversations), [20, 20, 20, 20]);
    }
  });

  it("stays exact while agents join, leave, pause and return, and nobody is there for a while", async () => {
    await using office = await openOffice(4);
    const customers = newCustomers(400);
    const [ana, luis, eva, paz] = office.agentIds as [
      number,
      number,
      number,
      number,
    ];
    const works = receiving(lettersOf(customers, 3), office.lineId);

    await office.callers.run(interleaved(works, [
      [0.1, (sql) => enroll(sql, "joins1")],
      [0.15, pausing(ana, true)],
      [0.25, pausing(ana, false)],
      [0.3, (sql) => enroll(sql, "agent2", "supervisor")],
      [0.4, pausing(eva, true)],
      [0.4, pausing(paz, true)],
      [0.5, pausing(ana, true)],
      [0.5, pauseByName("joins1")],
      [0.65, pausing(paz, false)],
      [0.65, (sql) => enroll(sql, "joins2")],
      [0.75, pausing(ana, false)],
      [0.8, (sql) => enroll(sql, "joins3")],
      [0.85, pausing(eva, false)],
    ]));

    const outcome = await office.outcome();
    assertEquals(findFaults(outcome, { customers, each: 3 }), NO_FAULTS);
    assertEquals(outcome.decisions.filter(({ turn }) => turn).length, 400);
    assert(outcome.decisions.some(({ reason }) => reason === "waited"));
    const last = outcome.decisions.at(-1)!;
    assert(!last.eligible.includes(luis));
    assertEquals(last.eligible.length, 5);
  });

  it("lets customers wait when nobody is there, and hands them out oldest first when somebody comes", async () => {
    await using office = await openOffice(3);
    await office.callers.run(office.agentIds.map((id) => pausing(id, true)));
    const early = newCustomers(60);
    const late = newCustomers(20, "57301");

    await office.callers.run(receiving(lettersOf(early, 3), office.lineId));
    const before = await office.outcome();
    await office.callers.run([
      ...receiving(lettersOf(late.slice(0, 10), 3), office.lineId),
      ...office.agentIds.map((id) => pausing(id, false)),
      ...receiving(lettersOf(late.slice(10), 3), office.lineId),
    ]);

    assertEquals(
      before.decisions.map(({ reason, eligible }) => [reason, eligible]),
      Array(60).fill(["nobody_eligible", []]),
    );
    assertEquals(sharesOf(before.conversations), []);
    const outcome = await office.outcome();
    const customers = [...early, ...late];
    assertEquals(findFaults(outcome, { customers, each: 3 }), NO_FAULTS);
    const served = outcome.decisions.filter(({ turn }) => turn !== null);
    assertEquals(
      served.slice(0, 60).map(({ conversationId }) => conversationId),
      before.decisions.map(({ conversationId }) => conversationId),
    );
  });

  it("hands out those who came in one batch in the order in which they stand in it", async () => {
    await using office = await openOffice(2);
    await office.callers.run(office.agentIds.map((id) => pausing(id, true)));
    const customers = newCustomers(40).reverse();

    await office.callers.run([
      receivingTogether(lettersOf(customers, 1), office.lineId),
    ]);
    await office.callers.run([pausing(office.agentIds[0]!, false)]);

    const { decisions, conversations } = await office.outcome();
    const customerOf = new Map(
      conversations.map(({ id, customer }) => [id, customer]),
    );
    const served = decisions.filter(({ reason }) => reason === "waited");
    assertEquals(
      served.map(({ conversationId }) => customerOf.get(conversationId)),
      customers,
    );
  });

  it("gives who joins the next turn, and none of those that went before", async () => {
    await using office = await openOffice(2);
    const before = newCustomers(50);
    const after = newCustomers(30, "57301");

    await office.callers.run(receiving(lettersOf(before, 2), office.lineId));
    const joined = await enroll(office.sql, "joins");
    await office.callers.run(receiving(lettersOf(after, 2), office.lineId));

    const outcome = await office.outcome();
    const customers = [...before, ...after];
    assertEquals(findFaults(outcome, { customers, each: 2 }), NO_FAULTS);
    assertEquals(outcome.decisions[50]!.agentId, joined.id);
    assertEquals(sharesOf(outcome.conversations), [10, 35, 35]);
  });
});

/** Puts each of the others where that part of the works is taken. */
function interleaved(
  works: readonly Work[],
  others: readonly (readonly [part: number, work: Work])[],
): Work[] {
  const all = [...works];
  for (const [part, work] of others.toReversed()) {
    all.splice(Math.floor(part * works.length), 0, work);
  }
  return all;
}

function pauseByName(name: string): Work {
  return async (sql) => {
    const [agent] = await sql<{ id: number }[]>`
      select id from agents where name = ${name}
    `;
    await pausing(agent!.id, true)(sql);
  };
}

/** How many each agent has, the fewest first. */
function sharesOf(
  conversations: readonly { agentId: number | null }[],
): number[] {
  const given = conversations.filter(({ agentId }) => agentId !== null);
  return [...Map.groupBy(given, ({ agentId }) => agentId).values()]
    .map(({ length }) => length).sort((a, b) => a - b);
}

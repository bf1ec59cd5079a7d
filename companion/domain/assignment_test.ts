import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { handOut, nextInTurn, type Turn } from "./assignment.ts";

const rota = fc.uniqueArray(
  fc.record({
    agentId: fc.integer({ min: 1, max: 30 }),
    lastTurn: fc.option(fc.integer({ min: 1, max: 50 })),
    place: fc.integer({ min: 1, max: 30 }),
  }),
  { selector: ({ agentId }) => agentId, maxLength: 8 },
).map((agents): Turn[] => {
  // No two took the same turn, nor have the same place.
  const taken = new Set<number>();
  return agents.map((agent, at) => {
    const isFirst = agent.lastTurn !== null && !taken.has(agent.lastTurn);
    if (isFirst) taken.add(agent.lastTurn!);
    return { ...agent, lastTurn: isFirst ? agent.lastTurn : null, place: at };
  });
});

describe("the next in turn", () => {
  it("is whoever's last conversation is longest ago", () => {
    assertEquals(
      nextInTurn([turn(1, 9), turn(2, 4), turn(3, 7)]),
      turn(2, 4),
    );
  });

  it("is somebody who never had one, the first by place", () => {
    const agents = [turn(1, 1, 1), turn(2, null, 3), turn(3, null, 2)];

    assertEquals(nextInTurn(agents)?.agentId, 3);
  });

  it("is nobody when nobody is eligible", () => {
    assertEquals(nextInTurn([]), null);
  });

  it("does not depend on the order of the list", () => {
    fc.assert(fc.property(rota, (agents) => {
      assertEquals(nextInTurn(agents.toReversed()), nextInTurn(agents));
    }));
  });
});

describe("handing out several", () => {
  it("goes around", () => {
    const given = handOut([turn(1, null, 1), turn(2, null, 2)], 0, 5);

    assertEquals(given.map(({ agentId }) => agentId), [1, 2, 1, 2, 1]);
    assertEquals(given.map(({ turn }) => turn), [1, 2, 3, 4, 5]);
  });

  it("leaves out who has no room any more, and ends when nobody has", () => {
    const agents = [
      { ...turn(1, null, 1), room: 1 },
      { ...turn(2, null, 2), room: 2 },
    ];

    const given = handOut(agents, 0, 9);

    assertEquals(given.map(({ agentId }) => agentId), [1, 2, 2]);
    assertEquals(nextInTurn([{ ...turn(1, null), room: 0 }]), null);
  });

  it("gives nothing when nobody is eligible", () => {
    assertEquals(handOut([], 7, 3), []);
  });

  it("is the same as handing out one after the other", () => {
    fc.assert(
      fc.property(rota, fc.nat(20), fc.nat(20), (agents, first, second) => {
        const before = handOut(agents, 50, first);
        const after = handOut(taking(agents, before), 50 + first, second);

        assertEquals(
          [...before, ...after],
          handOut(agents, 50, first + second),
        );
      }),
    );
  });

  it("leaves the rota that it was given as it was", () => {
    fc.assert(fc.property(rota, (agents) => {
      const copy = structuredClone(agents);
      handOut(agents, 50, 10);
      assertEquals(agents, copy);
    }));
  });

  it("gives any two of them equally many in every run, or one more", () => {
    fc.assert(
      fc.property(rota, fc.nat(20), fc.integer({ min: 1, max: 20 }), (
        agents,
        skipped,
        length,
      ) => {
        const run = handOut(agents, 50, skipped + length).slice(skipped);
        const counts = agents.map(({ agentId }) =>
          run.filter((one) => one.agentId === agentId).length
        );

        return agents.length === 0 ||
          Math.max(...counts) - Math.min(...counts) <= 1;
      }),
    );
  });

  it("gives who joins or returns one turn first, and no more than the others after it", () => {
    fc.assert(
      fc.property(rota, fc.option(fc.nat(40)), (agents, lastTurn) => {
        fc.pre(agents.every((agent) => agent.lastTurn !== null));
        const present = agents.map((agent) => ({
          ...agent,
          lastTurn: agent.lastTurn! + 50,
        }));
        const returns = { agentId: 99, lastTurn, place: 99 };

        const given = handOut([...present, returns], 100, present.length + 1);

        assertEquals(given[0]!.agentId, 99);
        assertEquals(
          new Set(given.map(({ agentId }) => agentId)).size,
          given.length,
        );
      }),
    );
  });
});

function turn(agentId: number, lastTurn: number | null, place = agentId): Turn {
  return { agentId, lastTurn, place };
}

/** The rota after these turns were taken. */
function taking(
  agents: readonly Turn[],
  given: readonly { agentId: number; turn: number }[],
): Turn[] {
  const last = new Map(given.map(({ agentId, turn }) => [agentId, turn]));
  return agents.map((agent) => ({
    ...agent,
    lastTurn: last.get(agent.agentId) ?? agent.lastTurn,
  }));
}

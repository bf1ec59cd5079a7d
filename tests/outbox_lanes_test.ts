import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { claimLanes, completeClaims } from "../companion/store/claims.ts";
import { releaseLane } from "../companion/store/lanes.ts";
import {
  AGAIN,
  ASLEEP,
  DONE,
  each,
  HASTY,
  numberOf,
  startLaneHouse,
} from "./faults/lane_house.ts";
import { until } from "./until.ts";

const NUMBERS = [1, 2, 3, 4, 5];
const [A, B] = [crypto.randomUUID(), crypto.randomUUID()];

describe("a lane of the outbox", () => {
  it("waits for its head as long as that fails, and lets no other lane wait", async () => {
    await using house = await startLaneHouse();
    const tried: number[] = [];
    const order: string[] = [];
    await house.promise(A, ...NUMBERS);
    await house.promise(B, ...NUMBERS);

    await house.work(each((lane, number) => {
      if (lane === A) tried.push(number);
      const isOtherDone = order.filter((name) => name === "B").length === 5;
      if (lane === A && number === 1 && !(tried.length > 6 && isOtherDone)) {
        return AGAIN;
      }
      order.push(lane === A ? "A" : "B");
      return DONE;
    }));
    await house.done();

    assertEquals(order.join(""), "BBBBBAAAAA");
    assert(tried.length > 10);
    assertEquals([...new Set(tried)], NUMBERS);
    assertEquals(tried, tried.toSorted((a, b) => a - b));
  });

  it("keeps its order and does everything once, whatever fails under several workers", async () => {
    await using house = await startLaneHouse();
    const plans = fc.array(
      fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 6 }),
      { minLength: 1, maxLength: 12 },
    );
    let failures = new Map<string, number>();
    let done = new Map<string, number[]>();
    const work = each((lane, number) => {
      const left = failures.get(`${lane} ${number}`) ?? 0;
      failures.set(`${lane} ${number}`, left - 1);
      if (left > 0) return AGAIN;
      done.set(lane, [...done.get(lane) ?? [], number]);
      return DONE;
    });
    const workers = [
      await house.work({ ...work, lanes: 3 }),
      await house.work({ ...work, runs: 2 }),
    ];

    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const lanes = plan.map((counts) => ({
          id: crypto.randomUUID(),
          numbers: counts.map((_, at) => at + 1),
        }));
        failures = new Map(
          plan.flatMap((counts, lane) =>
            counts.map((
              count,
              at,
            ) => [`${lanes[lane]!.id} ${at + 1}`, count] as const)
          ),
        );
        done = new Map();

        for (const { id, numbers } of lanes) {
          await house.promise(id, ...numbers);
        }
        workers.forEach(({ bell }) => bell.ring("send_message"));
        await house.done();

        for (const { id, numbers } of lanes) {
          assertEquals(done.get(id), numbers);
        }
      }),
      { numRuns: 12 },
    );
    const [{ count }] = await house.sql`
      select count(*)::int from outbox_tasks
    ` as unknown as [{ count: number }];
    assertEquals(count, 0);
  });

  it("stops where it can never go on, and goes on from there when it is released", async () => {
    await using house = await startLaneHouse();
    const done: string[] = [];
    let isMended = false;
    await house.promise(A, ...NUMBERS);
    await house.promise(B, ...NUMBERS);
    const { bell } = await house.work(each((lane, number) => {
      if (lane === A && number === 3 && !isMended) {
        return { is: "stopped", because: "Never" };
      }
      done.push(`${lane === A ? "A" : "B"}${number}`);
      return DONE;
    }));
    await house.done();
    const doneBefore = done.filter((name) => name.startsWith("A"));
    const othersBefore = done.filter((name) => name.startsWith("B"));

    isMended = true;
    await house.sql.begin((tx) => releaseLane(tx, "send_message", A));
    bell.ring("send_message");
    await house.done();

    assertEquals(doneBefore, ["A1", "A2"]);
    assertEquals(othersBefore, ["B1", "B2", "B3", "B4", "B5"]);
    assertEquals(done.slice(-3), ["A3", "A4", "A5"]);
  });

  it("whose turn it isn't yet is given back, with no try counted and no problem shown, and lets no other wait", async () => {
    await using house = await startLaneHouse();
    const order: string[] = [];
    const attempts = new Set<number>();
    let turnedAway = 0;
    await house.promise(A, ...NUMBERS);
    await house.promise(B, ...NUMBERS);

    await house.work({
      run: (claims) =>
        Promise.all(claims.map(async (claim) => {
          const lane = claim.conversationId === A ? "A" : "B";
          attempts.add(claim.attempts);
          const [row] = await house
            .sql`select count(problem)::int as problems from outbox_lanes`;
          assertEquals(row!.problems, 0);
          if (lane === "A" && (turnedAway < 5 || order.length < 5)) {
            turnedAway += 1;
            return { is: "wait", afterMs: 1 };
          }
          order.push(lane + numberOf(claim));
          return DONE;
        })),
    });
    await house.done();

    assertEquals(order, [
      ...NUMBERS.map((number) => `B${number}`),
      ...NUMBERS.map((number) => `A${number}`),
    ]);
    assertEquals([...attempts], [0]);
  });

  it("waits alone when it meets a bug, also when it was taken with others", async () => {
    await using house = await startLaneHouse();
    const lanes = Array.from({ length: 8 }, () => crypto.randomUUID());
    const [poisoned] = lanes;
    const done = new Set<string>();
    let waited = 0;
    for (const lane of lanes) await house.promise(lane, 1);

    await house.work({
      runs: 1,
      lanes: 8,
      run(claims) {
        if (claims.some((claim) => claim.conversationId === poisoned)) {
          return Promise.reject(new TypeError("A bug"));
        }
        for (const { conversationId, attempts } of claims) {
          done.add(conversationId);
          waited += attempts;
        }
        return Promise.resolve(claims.map(() => DONE));
      },
    });
    await until("the others are done", () => done.size === 7);
    await until("the poisoned one has its problem", async () => {
      const [row] = await house
        .sql`select problem from outbox_lanes where conversation_id = ${poisoned!}`;
      return row!.problem === "TypeError: A bug";
    });

    assert(!done.has(poisoned!));
    assertEquals(waited, 0);
  });
});

describe("a worker of the outbox", () => {
  it("begins when it is woken, in its own process and from another, without waiting for its next look", async () => {
    await using house = await startLaneHouse();
    const done: number[] = [];
    const work = each((_, number) => {
      done.push(number);
      return DONE;
    });
    const mine = await house.work(work, ASLEEP);
    const other = await house.work({ ...work, kind: "fetch_media" }, ASLEEP);

    await house.promise(A, 1, 2, 3);
    mine.bell.ring("send_message");
    await until("woken from within", () => done.length === 3);
    await house.promise(A, 4);
    other.bell.ring("send_message");
    await until("woken from elsewhere", () => done.length === 4);

    assertEquals(done, [1, 2, 3, 4]);
  });

  it("claims nothing as long as nothing can be begun, however often it is woken, and then begins by itself", async () => {
    await using house = await startLaneHouse();
    const done: number[] = [];
    let isShut = true;
    let asked = 0;
    await house.promise(A, 1);
    const { bell } = await house.work({
      ...each((_, number) => {
        assert(!isShut);
        done.push(number);
        return DONE;
      }),
      opensInMs: () => (asked += 1, isShut ? 30 : 0),
    }, ASLEEP);

    for (let ring = 0; ring < 100; ring++) bell.ring("send_message");
    await until("it has asked again", () => asked > 3);
    const [lane] = await house
      .sql`select claimed_by from outbox_lanes where conversation_id = ${A}`;
    const askedWhileShut = asked;
    isShut = false;
    await until("it began", () => done.length === 1);

    assertEquals(lane!.claimedBy, null);
    assert(askedWhileShut < 20, `Asked ${askedWhileShut} times`);
  });

  it("is not deaf while it puts its tools away", async () => {
    await using house = await startLaneHouse();
    let count = 0;
    const { bell } = await house.work(
      each(() => {
        count += 1;
        return DONE;
      }),
      ASLEEP,
    );

    for (let number = 1; number <= 300; number++) {
      const lane = crypto.randomUUID();
      await house.promise(lane, number);
      bell.ring("send_message");
      // So that the next promise is committed at any moment of what this one sets off.
      if (number % 3 === 0) {
        await until("the worker caught up", () => count >= number, 2_000);
      }
    }

    await until("all are done", () => count === 300, 2_000);
  });

  it("tries again after the wait that was asked for, without waiting for its next look", async () => {
    await using house = await startLaneHouse();
    const tries: number[] = [];
    const pace = { ...ASLEEP, lookEveryMs: 60_000 };
    const { bell } = await house.work(
      each((_, number) => tries.push(number) < 4 ? AGAIN : DONE),
      pace,
    );

    await house.promise(A, 7);
    bell.ring("send_message");
    await house.done();

    assertEquals(tries, [7, 7, 7, 7]);
  });

  it("wakes who has work once its own is done", async () => {
    await using house = await startLaneHouse();
    const { bell } = await house.work(
      { ...each(() => DONE), leadsTo: ["changes", "publish_change"] },
      ASLEEP,
    );
    const rung: string[] = [];
    bell.on("changes", () => rung.push("changes"));
    bell.on("publish_change", () => rung.push("publish_change"));

    await house.promise(A, 1);
    bell.ring("send_message");
    await house.done();

    assertEquals(rung, ["changes", "publish_change"]);
  });

  it("ends what it has begun when it stops, and takes nothing new", async () => {
    await using house = await startLaneHouse();
    const gate = Promise.withResolvers<void>();
    const done: number[] = [];
    const worker = await house.work(each(async (_, number) => {
      await gate.promise;
      done.push(number);
      return DONE;
    }));
    await house.promise(A, 1, 2);
    worker.bell.ring("send_message");
    await until("it has begun", async () => {
      const [row] = await house
        .sql`select count(*)::int as n from outbox_lanes where claimed_by is not null`;
      return row!.n === 1;
    });

    const stopping = worker.stop();
    gate.resolve();
    await stopping;

    assertEquals(done, [1]);
    const [lane] = await house
      .sql`select done_seq, claimed_by from outbox_lanes`;
    assertEquals({ ...lane }, { doneSeq: 1, claimedBy: null });
    assertEquals((await house.sql`select id from workers`).length, 0);
  });
});

describe("a claim", () => {
  it("that was settled, its answer lost, does not touch the next one of the same worker", async () => {
    await using house = await startLaneHouse();
    await house.work({ kind: "fetch_media", ...each(() => DONE) }, HASTY);
    const [worker] = await house.sql<{ id: number }[]>`select id from workers`;
    const by = { workerId: worker!.id, limit: 1 };
    await house.promise(A, 1, 2);
    const [first] = await claimLanes(house.sql, "send_message", by);
    const completion = { ...first!, isPartly: false };
    await completeClaims(house.sql, [completion]);
    const [second] = await claimLanes(house.sql, "send_message", by);

    await completeClaims(house.sql, [completion]);
    const [third] = await claimLanes(house.sql, "send_message", by);

    assertEquals(numberOf(second!), 2);
    assertEquals(third, undefined);
    const [lane] = await house
      .sql`select done_seq, claimed_by from outbox_lanes`;
    assertEquals({ ...lane }, { doneSeq: 1, claimedBy: worker!.id });
    await house.sql`update outbox_lanes set claimed_by = null`;
  });
});

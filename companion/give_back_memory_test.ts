import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { until } from "../tests/until.ts";
import { startGivingBack } from "./give_back_memory.ts";

describe("giving memory back", () => {
  it("comes once after each rush, and only when it is over", async () => {
    const rush = { committed: 10_000, quietMs: 0 };
    let looks = 0;
    let collected = 0;
    const traffic = {
      committed: () => rush.committed,
      quietMs: () => {
        looks += 1;
        return rush.quietMs;
      },
    };
    const lookedAt = async (times: number) => {
      const before = looks;
      await until("it has looked", () => looks >= before + times);
    };
    const giving = startGivingBack(traffic, {
      collect: () => void collected++,
      everyMs: 1,
    });

    await lookedAt(3);
    const during = collected;
    rush.quietMs = 60_000;
    await lookedAt(5);
    const after = collected;
    rush.committed += 100;
    await lookedAt(3);
    const afterAFew = collected;
    rush.committed += 10_000;
    await lookedAt(5);
    giving.stop();

    assertEquals([during, after, afterAFew, collected], [0, 1, 1, 2]);
  });

  it("leaves it to the engine where that can't be asked", () => {
    const traffic = { committed: () => 10_000, quietMs: () => 60_000 };

    startGivingBack(traffic, { collect: undefined }).stop();
  });
});

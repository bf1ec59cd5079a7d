import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { watchTraffic } from "./traffic.ts";

describe("the traffic of what comes in", () => {
  it("is heavy from the second window in which it is, and light again when it stops", () => {
    let now = 0;
    const traffic = watchTraffic(() => now);
    const bring = (perSecond: number, ms: number) => {
      for (const end = now + ms; now < end; now += 10) {
        traffic.note(perSecond / 100);
      }
    };

    bring(80, 1000);
    assertEquals(traffic.isHeavy(), false);
    bring(2000, 600);
    assertEquals(traffic.isHeavy(), true);
    now += 500;
    assertEquals(traffic.isHeavy(), false);
  });

  it("of a lull and a burst is what came in each window", () => {
    let now = 0;
    const traffic = watchTraffic(() => now);

    traffic.note(5000);
    now += 60_000;
    traffic.note(1);

    assertEquals(traffic.isHeavy(), false);
  });
});

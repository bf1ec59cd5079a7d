import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { watchTraffic } from "./traffic.ts";

describe("the traffic of what comes in", () => {
  it("is as it was in the window before, and light again when it stops", () => {
    let now = 0;
    const traffic = watchTraffic(() => now);
    const bring = (perSecond: number, ms: number) => {
      for (const end = now + ms; now < end; now += 10) {
        traffic.note(perSecond / 100);
      }
    };

    bring(80, 1000);
    assertEquals(traffic.level(), "light");
    bring(1000, 600);
    assertEquals(traffic.level(), "heavy");
    bring(3000, 600);
    assertEquals(traffic.level(), "rush");
    now += 500;
    assertEquals(traffic.level(), "light");
  });

  it("of a lull and a burst is what came in each window", () => {
    let now = 0;
    const traffic = watchTraffic(() => now);

    traffic.note(5000);
    now += 60_000;
    traffic.note(1);

    assertEquals(traffic.level(), "light");
  });
});

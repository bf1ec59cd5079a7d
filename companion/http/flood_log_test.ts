import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { floodLog } from "./flood_log.ts";

describe("a flood in the log", () => {
  it("is a line a second, which says how many there were", () => {
    let time = 0;
    const count = floodLog(() => time);
    const told = [];

    for (time = 0; time < 2500; time += 100) told.push(count());

    assertEquals(told.filter((times) => times !== null), [1, 10, 10]);
  });
});

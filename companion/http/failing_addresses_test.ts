import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { clientAddress, failingAddresses } from "./failing_addresses.ts";

const START = Date.parse("2026-01-01T00:00:00Z");
const at = (seconds: number) => new Date(START + seconds * 1000);

describe("an address that keeps failing", () => {
  it("is told how long to stay away, until its minute is over", () => {
    const failing = failingAddresses();

    const first = Array.from(
      { length: 120 },
      () => failing.note("203.0.113.9", at(0)),
    );
    const waits = [at(0), at(20), at(59)].map((now) =>
      failing.note("203.0.113.9", now)
    );
    const neighbour = failing.note("203.0.113.10", at(20));
    const later = failing.note("203.0.113.9", at(60));

    assertEquals(first, first.map(() => null));
    assertEquals(waits, [60, 40, 1]);
    assertEquals([neighbour, later], [null, null]);
  });

  it("is forgotten when too many others fail after it", () => {
    const failing = failingAddresses();
    for (let time = 0; time < 121; time++) failing.note("a", at(0));

    for (let other = 0; other < 10_000; other++) {
      failing.note(`${other}`, at(1));
    }

    assertEquals(failing.note("a", at(2)), null);
  });
});

describe("who sent a request", () => {
  const PROXY = "10.0.0.1";

  it("is the peer, unless a trusted proxy says who it was", () => {
    const cases: [forwarded: string | null, trusted: string[], who: string][] =
      [
        [null, [], PROXY],
        ["203.0.113.9", [], PROXY],
        ["203.0.113.9", [PROXY], "203.0.113.9"],
        ["198.51.100.1, 203.0.113.9", [PROXY], "203.0.113.9"],
        ["203.0.113.9, 10.0.0.2", [PROXY, "10.0.0.2"], "203.0.113.9"],
        ["", [PROXY], PROXY],
        [PROXY, [PROXY], PROXY],
      ];

    for (const [forwarded, trusted, who] of cases) {
      assertEquals(clientAddress(PROXY, forwarded, trusted), who);
    }
  });
});

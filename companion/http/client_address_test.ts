import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { clientAddress, networkOf } from "./client_address.ts";

const PROXY = "10.0.0.1";
const SECOND = "2001:db8::1";

describe("who sent a request", () => {
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

  it("is never what a stranger wrote in front of what a proxy added", () => {
    const added = "203.0.113.9";
    for (
      const written of [
        PROXY,
        `${PROXY}, ${PROXY}`,
        "10.0.0.2",
        "unknown",
        "'; drop table",
        "198.51.100.1:99999",
        "x".repeat(5000),
        ",,,,",
      ]
    ) {
      assertEquals(
        clientAddress(PROXY, `${written}, ${added}`, [PROXY]),
        added,
      );
    }
  });

  it("is who passed on what is no address", () => {
    for (const hop of ["unknown", "_hidden", "-", "203.0.113.999", "a.b.c.d"]) {
      assertEquals(clientAddress(PROXY, hop, [PROXY]), PROXY);
      assertEquals(
        clientAddress(PROXY, `203.0.113.9, ${hop}, ${SECOND}`, [PROXY, SECOND]),
        SECOND,
      );
    }
  });

  it("is one address in each of its spellings, with a port and without", () => {
    const spellings: [written: string, who: string][] = [
      ["203.0.113.9:4711", "203.0.113.9"],
      ["::ffff:203.0.113.9", "203.0.113.9"],
      ["::FFFF:cb00:7109", "203.0.113.9"],
      ["2001:DB8:0:0:0:0:0:7", "2001:db8::7"],
      ["[2001:db8::7]", "2001:db8::7"],
      ["[2001:db8::7]:443", "2001:db8::7"],
      ["fe80::7%eth0", "fe80::7"],
    ];

    for (const [written, who] of spellings) {
      assertEquals(clientAddress(PROXY, written, [PROXY]), who);
      assertEquals(clientAddress(written, null, []), who);
      // And a proxy is trusted however its socket or its setting spells it.
      const through = clientAddress(written, "198.51.100.1", [who]);
      assertEquals(through, "198.51.100.1");
      assertEquals(clientAddress(who, "198.51.100.1", [written]), through);
    }
  });
});

describe("what one customer of a network has to themselves", () => {
  it("is an IPv4 address, and 64 bits of IPv6", () => {
    const cases = [
      ["203.0.113.9", "203.0.113.9"],
      ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
      ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
      ["2001:db8::9", "2001:db8:0:0::/64"],
      ["::1", "0:0:0:0::/64"],
      ["", ""],
    ];

    for (const [address, network] of cases) {
      assertEquals(networkOf(address!), network);
    }
  });
});

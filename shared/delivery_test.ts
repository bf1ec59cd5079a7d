import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import {
  advance,
  type DeliveryStatus,
  isDeliveryStatus,
  statusesBefore,
} from "./delivery.ts";

const ALL: readonly DeliveryStatus[] = [
  "received",
  "pending",
  "unknown",
  "accepted",
  "scheduled",
  "queued",
  "sending",
  "sent",
  "delivered",
  "read",
  "failed",
  "undelivered",
  "canceled",
];
const status = fc.constantFrom(...ALL);

describe("a delivery status", () => {
  it("goes its way", () => {
    const way: DeliveryStatus[] = [
      "pending",
      "accepted",
      "queued",
      "sending",
      "sent",
      "delivered",
      "read",
    ];

    assertEquals(way.reduce(advance), "read");
    assertEquals(way.toReversed().reduce(advance), "read");
  });

  it("stays failed when an earlier step is reported late", () => {
    assertEquals(advance("failed", "sent"), "failed");
    assertEquals(advance("undelivered", "queued"), "undelivered");
    assertEquals(advance("failed", "undelivered"), "failed");
  });

  it("is delivered when that was seen, whatever failure is reported", () => {
    assertEquals(advance("delivered", "failed"), "delivered");
    assertEquals(advance("failed", "delivered"), "delivered");
    assertEquals(advance("undelivered", "read"), "read");
  });

  it("leaves the unknown as soon as anything is known", () => {
    for (const known of ["queued", "sent", "failed", "delivered"] as const) {
      assertEquals(advance("unknown", known), known);
    }
    assertEquals(advance("sent", "unknown"), "sent");
  });

  it("never changes of a customer's own message", () => {
    for (const reported of ALL) {
      assertEquals(advance("received", reported), "received");
    }
  });

  it("only moves forward, whatever comes in whatever order and however often", () => {
    fc.assert(fc.property(status, fc.array(status), (first, reports) => {
      const end = reports.reduce(advance, first);
      assertEquals(reports.reduce(advance, end), end);
      assert(reports.every((report) => advance(end, report) === end));
    }));
  });

  it("moves in the database exactly where it moves by the rule", () => {
    fc.assert(fc.property(status, status, (current, reported) => {
      const moves = advance(current, reported) !== current;
      assertEquals(statusesBefore(reported).includes(current), moves);
    }));
  });

  it("is one of the words that we know, and nothing that objects have by nature", () => {
    assert(ALL.every(isDeliveryStatus));
    for (const word of ["", "SENT", "toString", "constructor", "__proto__"]) {
      assert(!isDeliveryStatus(word), word);
    }
  });
});

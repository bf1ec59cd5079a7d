import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { Failure } from "../provider_error.ts";
import { failureOf } from "./error_table.ts";

/** What Twilio's documentation says of each code, in our words. */
const ACTIONS: Record<string, { failure: Failure; codes: number[] }> = {
  "stops the line, because the account or its address is refused": {
    failure: "account",
    codes: [20003, 20005, 20404, 21609],
  },
  "stops the line, because the sender is not ours": {
    failure: "account",
    codes: [21212, 21601, 21603, 21606, 63002, 63007, 21703, 21712],
  },
  "stops the line, because the sender is cut off, locked or flagged": {
    failure: "account",
    codes: [63001, 63008, 63020, 63022, 63026, 63051],
  },
  "is tried again, because it was too much at once": {
    failure: "not_processed",
    codes: [20429, 63017],
  },
  "is tried again much later": {
    failure: "not_processed",
    codes: [21611, 30001, 63018, 63038],
  },
  "is tried again a few times": {
    failure: "not_processed",
    codes: [63009, 63010, 63012, 63023, 63025],
  },
  "fails, because of this customer": {
    failure: "rejected",
    codes: [21211, 21614, 63003, 63024, 21608, 63015, 21610, 63014, 63032],
  },
  "fails, because this customer declined, or wrote too long ago": {
    failure: "rejected",
    codes: [63016, 63033, 63049, 63050],
  },
  "fails, because of this text": {
    failure: "rejected",
    codes: [14107, 21617, 21619, 63005, 63013, 63031],
  },
  "fails, because of this file": {
    failure: "rejected",
    codes: [21620, 21623, 12300, 63019, 63021, 63034, 11751],
  },
  "fails, because of this template": {
    failure: "rejected",
    codes: [
      21655,
      21656,
      21658,
      63027,
      63028,
      63030,
      63040,
      63041,
      63042,
      63043,
      63044,
      63045,
      63047,
      63054,
    ],
  },
};

const MINUTE_MS = 60_000;

describe("a message that Twilio turns down", () => {
  for (const [action, { failure, codes }] of Object.entries(ACTIONS)) {
    it(`${action}: ${codes.join(", ")}`, () => {
      for (const code of codes) {
        assertEquals(failureOf(400, code).failure, failure, String(code));
      }
    });
  }

  it("waits seconds, minutes or an hour, as its limit is", () => {
    assertEquals(failureOf(429, 20429).retryAfterMs, null);
    assertEquals(failureOf(429, 63017).retryAfterMs, null);
    for (const code of [21611, 30001, 63018]) {
      assert(failureOf(429, code).retryAfterMs! >= 5 * MINUTE_MS);
    }
    assert(failureOf(429, 63038).retryAfterMs! >= 60 * MINUTE_MS);
  });

  it("slows the whole line when it was too much at once, and else doesn't", () => {
    for (const code of [20429, 63017, 63018, 63038, 21611, 30001, null]) {
      assert(failureOf(429, code).isTooOften, String(code));
    }
    for (const code of [20003, 63010, 63016, 21610]) {
      assert(!failureOf(400, code).isTooOften, String(code));
    }
  });

  it("is given up after three retries where something within WhatsApp failed, and else never", () => {
    for (const code of [63009, 63010, 63012, 63023, 63025]) {
      assertEquals(failureOf(400, code).mostRetries, 3);
    }
    assertEquals(failureOf(429, 20429).mostRetries, null);
  });

  it("may have been sent, when it was the server that failed, whatever code it names", () => {
    for (const status of [500, 502, 503, 504]) {
      for (const code of [null, 20500, 20503, 63010, 30001]) {
        assertEquals(failureOf(status, code).failure, "ambiguous");
      }
    }
    assertEquals(failureOf(302, null).failure, "ambiguous");
    assertEquals(failureOf(408, null).failure, "ambiguous");
  });

  it("is judged by its status when the code is unknown", () => {
    assertEquals(failureOf(401, null).failure, "account");
    assertEquals(failureOf(403, 99_999).failure, "account");
    assertEquals(failureOf(404, null).failure, "account");
    assertEquals(failureOf(429, null).failure, "not_processed");
    assertEquals(failureOf(400, 99_999).failure, "rejected");
    assertEquals(failureOf(413, null).failure, "rejected");
  });
});

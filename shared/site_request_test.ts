import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { isFresh, MAX_REQUEST_AGE_MS, signedText } from "./site_request.ts";

const NOW = new Date("2026-07-01T12:00:00Z");

describe("what companion and site sign", () => {
  it("is time, method, path and body, with dots between", () => {
    const request = {
      timestamp: "1782907200000",
      method: "POST",
      path: "/_functions/guardarConversacion?a=1",
      body: '{"userId":"1"}',
    };

    assertEquals(
      signedText(request),
      '1782907200000.POST./_functions/guardarConversacion?a=1.{"userId":"1"}',
    );
  });

  it("is another text for another time, method, path or body", () => {
    const request = fc.record({
      timestamp: fc.stringMatching(/^\d{1,15}$/),
      method: fc.constantFrom("GET", "POST"),
      path: fc.stringMatching(/^\/_functions\/[A-Za-z]{1,20}$/),
      body: fc.string(),
    });
    fc.assert(fc.property(request, request, (one, other) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other));
      assertNotEquals(signedText(one), signedText(other));
    }));
  });
});

describe("the time of a request", () => {
  const at = (offsetMs: number) => String(NOW.getTime() + offsetMs);

  it("may be five minutes from now, either way", () => {
    assert(isFresh(at(0), NOW));
    assert(isFresh(at(-MAX_REQUEST_AGE_MS), NOW));
    assert(isFresh(at(MAX_REQUEST_AGE_MS), NOW));
  });

  it("may not be further", () => {
    assert(!isFresh(at(-MAX_REQUEST_AGE_MS - 1), NOW));
    assert(!isFresh(at(MAX_REQUEST_AGE_MS + 1), NOW));
  });

  it("is a number of milliseconds and nothing else", () => {
    const seconds = String(NOW.getTime() / 1000);
    for (
      const text of ["", " ", "NaN", "1e12", `${at(0)}.0`, `-${at(0)}`, seconds]
    ) {
      assert(!isFresh(text, NOW), text);
    }
    assert(!isFresh(NOW.toISOString(), NOW));
    assert(!isFresh(` ${at(0)}`, NOW));
  });
});

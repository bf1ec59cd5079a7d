import { createHmac } from "node:crypto";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { hmacSha1, isSignedWith } from "./twilio_signature.ts";

const words = fc.string({ unit: "binary", maxLength: 3000 });

describe("Twilio's signature", () => {
  it("is HMAC-SHA1, whatever the key and the text", () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), words, (key, text) => {
      const expected = createHmac("sha1", key).update(text).digest("hex");
      assertEquals(hmacSha1(key, text).toString("hex"), expected);
    }));
  });

  it("is what Twilio's own library makes, and no other", () => {
    const url = "https://relevo.example.com/webhook/twilio";
    const params = fc.dictionary(fc.string(), words, { noNullPrototype: true });
    fc.assert(fc.property(fc.uuid(), params, (token, params) => {
      const signature = getExpectedTwilioSignature(token, url, params);
      assert(isSignedWith(token, { signature, url, params }));
      const more = { ...params, Body: `${params.Body ?? ""}!` };
      assert(!isSignedWith(token, { signature, url, params: more }));
      assert(!isSignedWith(`${token}!`, { signature, url, params }));
    }));
  });
});

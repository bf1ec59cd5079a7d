import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { isUuid } from "../../shared/reply_request.ts";
import { messageIdOf } from "./message_id.ts";

const sid = fc.stringMatching(/^[0-9a-f]{32}$/);

describe("the id of a customer's message", () => {
  it("is the provider's own, spelled as a UUID", () => {
    assertEquals(
      messageIdOf("SM0123456789abcdef0123456789ABCDEF"),
      "01234567-89ab-cdef-0123-456789abcdef",
    );
  });

  it("is made from whatever else the provider calls it", () => {
    assertEquals(messageIdOf("wamid.HBgM"), messageIdOf("wamid.HBgM"));
    assertNotEquals(messageIdOf("wamid.HBgM"), messageIdOf("wamid.HBgN"));
    assertNotEquals(messageIdOf(""), messageIdOf("SM"));
  });

  it("is a UUID, whatever the provider calls it", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
      assert(isUuid(messageIdOf(text)));
    }));
  });

  it("is another one for another message", () => {
    fc.assert(fc.property(sid, sid, (one, other) => {
      const isSame = messageIdOf(`SM${one}`) === messageIdOf(`SM${other}`);
      assertEquals(isSame, one === other);
    }));
  });
});

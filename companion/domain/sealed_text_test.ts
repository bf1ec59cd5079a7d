import { assertEquals, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { deriveKeys, isSealedBy, seal, unseal } from "./sealed_text.ts";

const SECRETS = ["a".repeat(32), "b".repeat(32)];
const boundTo = "line 7";

function freshIv(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(12));
}

describe("a sealed text", () => {
  it("opens by its own key, wherever that stands in the list", async () => {
    const [first, second] = await deriveKeys(SECRETS);
    const sealed = await seal("ñandú", first!, { boundTo, iv: freshIv() });

    const opened = [
      await unseal(sealed, [first!], { boundTo }),
      await unseal(sealed, [second!, first!], { boundTo }),
      await unseal(sealed, [second!], { boundTo }),
    ];

    assertEquals(opened, ["ñandú", "ñandú", null]);
    assertEquals(
      [first!, second!].map((key) => isSealedBy(sealed, key)),
      [true, false],
    );
  });

  it("opens for nothing else than what it is bound to", async () => {
    const keys = await deriveKeys(SECRETS);
    const sealed = await seal("token", keys[0]!, { boundTo, iv: freshIv() });

    assertEquals(await unseal(sealed, keys, { boundTo: "line 8" }), null);
  });

  it("does not open when one character of it is another", async () => {
    const keys = await deriveKeys(SECRETS);
    const sealed = await seal("token", keys[0]!, { boundTo, iv: freshIv() });

    for (let at = 0; at < sealed.length; at++) {
      const other = sealed[at] === "A" ? "B" : "A";
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
      const opened = await unseal(changed, keys, { boundTo });
      // The last character of base64 may have bits that mean nothing.
      if (opened !== null) assertEquals(opened, "token");
      if (at < sealed.length - 1) assertEquals(opened, null, `at ${at}`);
    }
  });

  it("never looks the same twice, and shows neither text nor secret", async () => {
    const [key] = await deriveKeys(SECRETS);
    const one = await seal("token", key!, { boundTo, iv: freshIv() });
    const two = await seal("token", key!, { boundTo, iv: freshIv() });

    assertNotEquals(one, two);
    assertEquals(/token|aaaa/.test(one), false);
    assertEquals(await unseal("", [key!], { boundTo }), null);
    assertEquals(await unseal("v1.a.b", [key!], { boundTo }), null);
  });
});

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("deno.lock", () => {
  it("names no registry's host, so that it serves behind any mirror", async () => {
    const lock = await Deno.readTextFile(
      new URL("../deno.lock", import.meta.url),
    );

    const named = lock.split("\n").filter((line) =>
      line.includes("://") || line.includes('"tarball"')
    );

    assertEquals(named, []);
  });
});

import { assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { loggable } from "./loggable.ts";

describe("an error in the log", () => {
  it("keeps its words and where it was", () => {
    const text = loggable(new TypeError("x is not a function"));

    assertMatch(text, /^TypeError: x is not a function\n\s+at /);
    assertEquals(loggable("gone"), "gone");
    const lost = new TypeError("error sending (https://a.example/b?To=57300)");
    assertMatch(loggable(lost), /^TypeError: error sending \(<address>\)\n/);
  });

  it("is without its words where they quote what somebody wrote", () => {
    const said = "Hola, soy Wilhelmina";
    const parsed = attempt(() => JSON.parse(said));
    const refused = Object.assign(new Error(`invalid input: "${said}"`), {
      name: "PostgresError",
      code: "22P02",
      table_name: "messages",
    });

    const texts = [parsed, refused].map(loggable);

    assertEquals(texts.map((text) => text.includes("Hola")), [false, false]);
    assertMatch(texts[0]!, /^SyntaxError\n/);
    assertMatch(texts[1]!, /^PostgresError 22P02 messages\n/);
  });
});

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

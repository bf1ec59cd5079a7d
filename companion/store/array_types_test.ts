import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { ARRAY_TYPES } from "./array_types.ts";

describe("arrays between us and Postgres", () => {
  it("come back as they went, whatever people write", () => {
    const { serialize, parse } = ARRAY_TYPES.texts!;
    const words = ['a "b"', "c\\d", "{e,f}", "", null, "NULL", "g\nh", "José"];

    assertEquals(parse(serialize(words)), words);
    assertEquals(parse("{}"), []);
    assertEquals(parse(serialize([])), []);
  });

  it("are of their own type", () => {
    const { ints, booleans, times, documents } = ARRAY_TYPES;
    const at = new Date("2026-01-02T03:04:05.678Z");

    assertEquals(ints!.parse("{1,NULL,-2}"), [1, null, -2]);
    assertEquals(booleans!.parse("{t,f}"), [true, false]);
    assertEquals(times!.parse(times!.serialize([at])), [at]);
    assertEquals(documents!.parse(documents!.serialize([{ a: '"' }])), [
      { a: '"' },
    ]);
  });
});

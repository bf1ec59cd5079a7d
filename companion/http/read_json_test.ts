import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { Refusal } from "../../shared/refusal.ts";
import { parseObject } from "./read_json.ts";

const read = (text: string) => parseObject(new TextEncoder().encode(text));

describe("a JSON body", () => {
  it("is an object, and loses only what no database keeps", () => {
    assertEquals(
      read(String.raw`{"a\u0000":["\u0000b","\ud83d","😀",1,null,{"c":"\n"}]}`),
      { a: ["b", "\ufffd", "😀", 1, null, { c: "\n" }] },
    );
  });

  it("is refused when it is anything else", () => {
    const deep = `{"a":${"[".repeat(30)}${"]".repeat(30)}}`;
    const deeper = `{"a":${"[".repeat(30_000)}${"]".repeat(30_000)}}`;

    for (
      const text of ["", "null", "[]", "5", '"a"', "{", "{a:1}", deep, deeper]
    ) {
      const { code, field } = assertThrows(() => read(text), Refusal);
      assertEquals([code, field], ["invalid", "body"]);
    }
    const broken = new Uint8Array([
      ...new TextEncoder().encode('{"a":"'),
      0xff,
    ]);
    assertThrows(() => parseObject(broken), Refusal);
  });
});

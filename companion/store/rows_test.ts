import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { toArrayLiteral } from "./rows.ts";

describe("many rows for one statement", () => {
  it("are arrays as Postgres writes them, whatever people write", () => {
    assertEquals(
      toArrayLiteral(['a "b"', "c\\d", "{e,f}", "", null, "NULL"], "text"),
      '{"a \\"b\\"","c\\\\d","{e,f}","",NULL,"NULL"}',
    );
  });

  it("keep numbers, times, json and lists of numbers apart from text", () => {
    assertEquals(toArrayLiteral([1, null, -2], "int"), "{1,NULL,-2}");
    assertEquals(
      toArrayLiteral([new Date("2026-01-02T03:04:05.678Z")], "timestamptz"),
      '{"2026-01-02T03:04:05.678Z"}',
    );
    assertEquals(
      toArrayLiteral([{ a: '"' }, null], "jsonb"),
      '{"{\\"a\\":\\"\\\\\\"\\"}",NULL}',
    );
    assertEquals(toArrayLiteral([[1, 2], []], "int[]"), '{"{1,2}","{}"}');
  });

  it("may be none", () => assertEquals(toArrayLiteral([], "text"), "{}"));
});

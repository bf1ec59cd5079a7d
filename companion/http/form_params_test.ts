import { assertEquals, assertLess, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { digestOf, firstValues, isForm, readForm } from "./form_params.ts";

const FORM = "application/x-www-form-urlencoded";
const bytes = (text: string) => new TextEncoder().encode(text);

describe("a form", () => {
  it("is one by its type, in UTF-8 and as it is", () => {
    const right = [
      FORM,
      `${FORM}; charset=UTF-8`,
      `${FORM.toUpperCase()};charset="utf-8"`,
      `${FORM} ; boundary=x`,
    ];
    const wrong = [
      "",
      "text/plain",
      `${FORM}-more`,
      `${FORM}; charset=latin1`,
      `${FORM}; charset=utf-16`,
    ];
    const typed = (type: string) => new Headers({ "Content-Type": type });

    assertEquals(
      right.map((type) => isForm(typed(type))),
      right.map(() => true),
    );
    assertEquals(
      wrong.map((type) => isForm(typed(type))),
      wrong.map(() => false),
    );
    const packed = typed(FORM);
    packed.set("Content-Encoding", "br");
    assertEquals(isForm(packed), false);
  });

  it("keeps any name, also one that objects have of themselves", () => {
    const form = readForm(
      bytes("__proto__=a&constructor=b&toString=c&d=1&d=2&d=3"),
    );

    assertEquals(Object.entries(form), [
      ["__proto__", "a"],
      ["constructor", "b"],
      ["toString", "c"],
      ["d", ["1", "2", "3"]],
    ]);
    assertEquals(Object.entries(firstValues(form)).at(-1), ["d", "1"]);
  });

  it("says what a browser reads in it", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.webQueryParameters(),
      fc.array(fc.constantFrom("a", "=", "&", "+", "%", "%C3", "%A9", "%zz"))
        .map((pieces) => pieces.join("")),
    );
    fc.assert(fc.property(text, (form) => {
      const read = Object.entries(readForm(bytes(form)))
        .map(([name, values]) => [name, [values].flat()]);
      const params = new URLSearchParams(`?${form.toWellFormed()}`);
      assertEquals(
        read,
        [...new Set(params.keys())].map((name) => [name, params.getAll(name)]),
      );
    }));
  });

  it("is read in time that grows with its length alone", () => {
    const began = performance.now();
    const form = readForm(bytes("a&".repeat(131_072)));

    assertEquals(form.a?.length, 131_072);
    assertLess(performance.now() - began, 1000);
  });

  it("loses its NUL characters, in names too", () => {
    assertEquals(firstValues(readForm(bytes("a%00b=c%00d"))), { ab: "cd" });
  });

  it("without a name of its own is known by all that it says, in any order", () => {
    assertEquals(digestOf({ a: "1", b: "2" }), digestOf({ b: "2", a: "1" }));
    assertNotEquals(digestOf({ a: "1" }), digestOf({ a: "2" }));
  });
});

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { toNumber } from "./typed_number.ts";

const OURS = "whatsapp:+573153369631";

describe("a number as somebody typed it", () => {
  const typed: [string, string | null][] = [
    ["+57 300 111 2233", "573001112233"],
    ["573001112233", "573001112233"],
    ["300 111-22.33", "573001112233"],
    ["(300) 1112233", "573001112233"],
    ["whatsapp:+573001112233", "573001112233"],
    ["+52 1 55 1234 5678", "525512345678"],
    ["+1 415 555 2671", "14155552671"],
    ["12", null],
    ["", null],
    ["Camila", null],
    ["+573001112233 ext 5", null],
    ["9".repeat(39), null],
  ];
  for (const [text, number] of typed) {
    it(`is ${number ?? "nobody's"}: ${text.slice(0, 30)}`, () => {
      assertEquals(toNumber(text, OURS), number);
    });
  }
});

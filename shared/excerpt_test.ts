import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { excerptOf } from "./excerpt.ts";

describe("an excerpt", () => {
  it("is a short text whole, on one line", () => {
    assertEquals(excerptOf("Hola\n señora", "senora"), "Hola señora");
  });

  it("is the part of a long one where the word is, whole words of it", () => {
    const text = `${"antes ".repeat(50)}la CITACIÓN ${"después ".repeat(50)}`;

    const excerpt = excerptOf(text, "citacion");

    assertEquals(excerpt.includes("la CITACIÓN después"), true);
    assertEquals(excerpt.startsWith("…antes"), true);
    assertEquals(excerpt.endsWith("…"), true);
    assertEquals(excerpt.length <= 162, true);
  });

  it("begins where the text does when nothing of it is found", () => {
    assertEquals(excerptOf("Hola 👋🏽 amigo", "nada"), "Hola 👋🏽 amigo");
    assertEquals(excerptOf("", "nada"), "");
  });
});

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import type { MessageKind } from "./conversation.ts";
import { kindOfMedia, previewOf } from "./preview.ts";

describe("the line that the list shows of a message", () => {
  it("is its text, on one line", () => {
    assertEquals(
      preview("text", "  Hola,\n¿está\t abierto? "),
      "Hola, ¿está abierto?",
    );
  });

  it("says what it is where there is no text", () => {
    assertEquals(preview("image"), "📷 Foto");
    assertEquals(preview("audio"), "🎤 Audio");
    assertEquals(preview("unsupported"), "Mensaje no compatible");
    assertEquals(preview("text"), "");
  });

  it("says both of a file with a caption", () => {
    assertEquals(preview("document", "Receta"), "📄 Documento · Receta");
  });

  it("names the place of a location", () => {
    const location = { latitude: 1, longitude: 2, address: null };
    const at = (label: string | null) =>
      previewOf({
        kind: "location",
        body: "",
        details: { location: { ...location, label } },
      });

    assertEquals(at("Clínica"), "📍 Ubicación: Clínica");
    assertEquals(at(null), "📍 Ubicación");
    assertEquals(preview("location"), "📍 Ubicación");
  });

  it("is never half an emoji", () => {
    const line = preview("text", "😀".repeat(1600));

    assertEquals(line, "😀".repeat(200));
  });

  it("is short, on one line and well formed, whatever was written", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 500 });
    fc.assert(fc.property(text, (body) => {
      const line = preview("text", body);
      assert(Array.from(line).length <= 200);
      assert(line.isWellFormed());
      assert(!/[\r\n\t]/.test(line));
    }));
  });
});

describe("the kind of a file", () => {
  for (
    const [type, kind] of [
      ["image/jpeg", "image"],
      ["image/webp", "sticker"],
      ["video/mp4", "video"],
      ["audio/ogg", "audio"],
      ["text/vcard", "contact"],
      ["text/x-vcard", "contact"],
      ["application/pdf", "document"],
      ["text/plain", "document"],
      ["", "document"],
    ] as const
  ) {
    it(`is ${kind} for ${type || "no type"}`, () => {
      assertEquals(kindOfMedia(type), kind);
    });
  }
});

function preview(kind: MessageKind, body = ""): string {
  return previewOf({ kind, body, details: null });
}

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { readCard } from "./vcard.ts";

describe("a contact card", () => {
  it("tells who it is, with the number that WhatsApp knows", () => {
    const card = [
      "BEGIN:VCARD",
      "VERSION:3.0",
      "N:Nel;Pedro;;;",
      "FN:Pedro Nel\\, el de la",
      "  esquina",
      "ORG:Taller;Ventas",
      "item1.TEL;waid=573009998877;type=CELL:+57 300 9998877",
      "TEL:601 555 0000",
      "PHOTO;ENCODING=b:AAAA",
      "END:VCARD",
    ].join("\r\n");

    assertEquals(readCard(card), [{
      name: "Pedro Nel, el de la esquina",
      numbers: ["+573009998877", "601 555 0000"],
      organisation: "Taller · Ventas",
    }]);
  });

  it("may be of several people, and is of nobody where there is none", () => {
    const person = (name: string) => `BEGIN:VCARD\nFN:${name}\nEND:VCARD\n`;

    assertEquals(
      readCard(person("Ana") + person("") + person("Luis")).map(({ name }) =>
        name
      ),
      ["Ana", "Luis"],
    );
    assertEquals(readCard("<html>no card</html>"), []);
    assertEquals(readCard(""), []);
  });
});

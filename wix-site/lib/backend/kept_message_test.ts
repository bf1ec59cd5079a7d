import { describe, it } from "@std/testing/bdd";
import { assertEquals, assertNotEquals } from "@std/assert";
import { messagesOfRecord, messagesOfRow } from "./kept_message.ts";

const AT = "2025-03-01T10:00:00.000Z";

describe("the messages of a row from before Relevo", () => {
  it("have the same ids at every reading, whatever their time is written as", () => {
    const asText = { from: "usuario", mensaje: "Hola", timestamp: AT };
    const asDate = { ...asText, timestamp: new Date(AT) };

    const [first] = messagesOfRow({ userId: "57300", mensajes: [asText] });
    const [again] = messagesOfRow({ userId: "57300", mensajes: [asDate] });

    assertEquals(first?.id, again?.id);
  });

  it("stay two when they say the same at the same moment", () => {
    const entry = { from: "usuario", mensaje: "Sí", timestamp: AT };

    const [one, other] = messagesOfRow({
      userId: "57300",
      mensajes: [entry, entry],
    });

    assertNotEquals(one?.id, other?.id);
  });

  it("keep their order without a time, and may be text", () => {
    const row = {
      userId: "57300",
      _createdDate: new Date(AT),
      mensajes: JSON.stringify([{ from: "bot", mensaje: "uno" }, "dos"]),
    };

    const [first, second] = messagesOfRow(row);

    assertEquals([first?.mensaje, second?.mensaje], ["uno", "dos"]);
    assertEquals(second!.time - first!.time, 1);
  });

  it("keep what else a message held", () => {
    const entry = { from: "bot", mensaje: "hola", timestamp: AT, tipo: "menú" };

    const [message] = messagesOfRow({ userId: "57300", mensajes: [entry] });

    assertEquals(message?.entry, { ...entry, id: message!.id });
  });
});

describe("the messages of a record", () => {
  it("keep the ids that they have, and get one where they have none", () => {
    const said = { from: "usuario" as const, mensaje: "Hola", timestamp: AT };
    const mensajes = [{ ...said, id: "SM1" }, said];

    const [named, derived] = messagesOfRecord({ userId: "57300", mensajes });
    const [, again] = messagesOfRecord({ userId: "57300", mensajes });

    assertEquals(named?.id, "SM1");
    assertEquals(derived?.id, again?.id);
  });

  it("come after those of an earlier version at the same moment", () => {
    const said = { from: "usuario" as const, mensaje: "Hola", timestamp: AT };
    const mensajes = [said];

    const [earlier] = messagesOfRecord({
      userId: "57300",
      mensajes: [said, said],
      version: 4,
    }).slice(-1);
    const [later] = messagesOfRecord({ userId: "57300", mensajes, version: 5 });

    assertEquals(later!.orden > earlier!.orden, true);
  });
});

import { describe, it } from "@std/testing/bdd";
import { assertEquals } from "@std/assert";
import type { ChatbotRecord } from "../../../shared/chatbot_record.ts";
import type { ChatbotRow } from "./chatbot_rows.ts";
import { messagesOfRecord, messagesOfRow } from "./kept_message.ts";
import { changeOf, newRow } from "./row_change.ts";

const RECORD: ChatbotRecord = {
  userId: "57300",
  nombre: "Ana",
  stopBot: false,
  mensajes: [{
    id: "m1",
    from: "usuario",
    mensaje: "Hola",
    timestamp: "2025-03-01T10:00:00.000Z",
  }],
  version: 5,
};

describe("the change of a row", () => {
  it("is none for the same record once more", () => {
    assertEquals(change(rowOf(RECORD), RECORD), null);
  });

  it("is none for the same record, even if somebody stopped the bot meanwhile", () => {
    assertEquals(change({ ...rowOf(RECORD), stopBot: true }, RECORD), null);
  });

  it("takes no field from an older version, but its messages", () => {
    const late: ChatbotRecord = {
      ...RECORD,
      version: 4,
      nombre: "Anita",
      mensajes: [{ ...RECORD.mensajes[0]!, id: "m0" }],
    };

    const changed = change(rowOf(RECORD), late);

    assertEquals(Object.keys(changed ?? {}), ["mensajes", "marca"]);
    assertEquals(idsIn(changed), ["m1", "m0"]);
  });

  it("takes the fields of a newer version, and of none at all", () => {
    const newer = change(rowOf(RECORD), { ...RECORD, version: 6 });
    const bot = change(rowOf(RECORD), {
      userId: "57300",
      mensajes: [],
      stopBot: true,
    });

    assertEquals(newer?.version, 6);
    assertEquals(bot?.stopBot, true);
  });

  it("leaves out what the record does not say", () => {
    const { stopBot: _, ...silent } = RECORD;

    const changed = change({ ...rowOf(RECORD), stopBot: true }, {
      ...silent,
      version: 6,
    });

    assertEquals("stopBot" in changed!, false);
  });
});

function rowOf(record: ChatbotRecord): ChatbotRow {
  return newRow(record, messagesOfRecord(record), "t1");
}

function change(row: ChatbotRow, record: ChatbotRecord) {
  return changeOf(row, {
    record,
    there: messagesOfRow(row),
    added: messagesOfRecord(record),
    token: "t2",
  });
}

function idsIn(changed: ReturnType<typeof changeOf>) {
  return (changed?.mensajes as { id: string }[]).map(({ id }) => id);
}

import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { parseChatbotRecord } from "./chatbot_record.ts";
import { Refusal } from "./refusal.ts";

const message = {
  id: "0f8fad5b-d9cb-469f-a165-70867728950e",
  from: "usuario",
  mensaje: "Hola",
  timestamp: "2026-07-01T12:00:00.000Z",
};

describe("a record for CHATBOT", () => {
  it("is read with all that it may have", () => {
    const record = {
      userId: "573001112233",
      nombre: "Marta",
      mensajes: [message],
      threadId: "conv_1",
      ultimoMensajeBot: "¿En qué puedo ayudar?",
      stopBot: false,
      observaciones: "",
      conversationId: "0f8fad5b-d9cb-469f-a165-70867728950f",
      agente: null,
      avisar: ["member-1"],
      version: 7,
    };

    assertEquals(parseChatbotRecord(record) as unknown, record);
  });

  it("needs no more than a customer", () => {
    assertEquals(parseChatbotRecord({ userId: "CO.448" }), {
      userId: "CO.448",
      mensajes: [],
      avisar: [],
    });
  });

  it("may hold messages without an id, as other callers store them", () => {
    const { id: _, ...anonymous } = message;

    const { mensajes } = parseChatbotRecord({
      userId: "1",
      mensajes: [anonymous],
    });

    assertEquals(mensajes as unknown, [anonymous]);
  });

  it("takes a null for a field that was left out, but for the agent's", () => {
    const record = parseChatbotRecord({
      userId: "1",
      nombre: null,
      stopBot: null,
      observaciones: null,
      mensajes: null,
      avisar: null,
      version: null,
      agente: null,
    });

    assertEquals(record, {
      userId: "1",
      mensajes: [],
      avisar: [],
      agente: null,
    });
  });

  it("keeps nothing of a message but what a message has", () => {
    const { mensajes } = parseChatbotRecord({
      userId: "1",
      mensajes: [{ ...message, _owner: "somebody" }],
    });

    assertEquals(mensajes as unknown, [message]);
  });

  for (
    const [what, json, field] of [
      ["nothing", null, "body"],
      ["a text", "Hola", "body"],
      ["no customer", {}, "userId"],
      ["a customer that is a number", { userId: 57 }, "userId"],
      ["a customer with a space", { userId: "57 300" }, "userId"],
      ["an endless customer", { userId: "5".repeat(101) }, "userId"],
      ["messages that are no list", { mensajes: {} }, "mensajes"],
      ["a message that is none", { mensajes: [null] }, "mensajes"],
      [
        "an unknown author",
        { mensajes: [{ ...message, from: "x" }] },
        "mensajes",
      ],
      ["a message without text", {
        mensajes: [{ ...message, mensaje: undefined }],
      }, "mensajes"],
      ["a time that is none", {
        mensajes: [{ ...message, timestamp: "ayer" }],
      }, "mensajes"],
      [
        "a wild id of a message",
        { mensajes: [{ ...message, id: "a/b" }] },
        "mensajes",
      ],
      ["a name that is no text", { nombre: 1 }, "nombre"],
      ["observations that are no text", { observaciones: [] }, "observaciones"],
      ["a stop that is no yes or no", { stopBot: "true" }, "stopBot"],
      ["half a version", { version: 1.5 }, "version"],
      ["members that are no list", { avisar: "member-1" }, "avisar"],
      ["members that are no text", { avisar: [1] }, "avisar"],
    ] as const
  ) {
    it(`is turned down with ${what}, naming the field`, () => {
      const whole = typeof json === "object" && json && field !== "userId"
        ? { userId: "1", ...json }
        : json;

      const refusal = assertThrows(() => parseChatbotRecord(whole), Refusal);

      assertEquals([refusal.code, refusal.field], ["invalid", field]);
    });
  }

  it("is the same when it is read again", () => {
    const text = fc.string({ maxLength: 30 });
    const record = fc.record({
      userId: fc.stringMatching(/^[\w.:@+-]{1,100}$/),
      nombre: fc.option(text, { nil: undefined }),
      stopBot: fc.option(fc.boolean(), { nil: undefined }),
      agente: fc.option(text),
      mensajes: fc.array(fc.record({
        from: fc.constantFrom("usuario", "bot", "sistema"),
        mensaje: text,
        timestamp: fc.date({ noInvalidDate: true }).map((at) =>
          at.toISOString()
        ),
      })),
    });
    fc.assert(fc.property(record, (json) => {
      const once = parseChatbotRecord(json);
      assertEquals(parseChatbotRecord(once), once);
    }));
  });
});

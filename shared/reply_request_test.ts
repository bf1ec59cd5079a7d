import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { Refusal } from "./refusal.ts";
import { isUuid, MAX_BODY_LENGTH, parseReplyRequest } from "./reply_request.ts";

const ID = "0f8fad5b-d9cb-469f-a165-70867728950e";

describe("a reply that an agent asks for", () => {
  it("is read with all that it may have", () => {
    const request = parseReplyRequest({
      to: " 573001112233 ",
      message: "Buenos días",
      media_url: "https://example.com/a.png",
      id: ID.toUpperCase(),
    });

    assertEquals(request, {
      to: "573001112233",
      body: "Buenos días",
      mediaUrl: "https://example.com/a.png",
      template: null,
      id: ID,
    });
  });

  it("needs no more than a conversation and a text", () => {
    const request = parseReplyRequest({ to: ID, message: "Hola" });

    assertEquals(request, {
      to: ID,
      body: "Hola",
      mediaUrl: null,
      template: null,
      id: null,
    });
  });

  it("needs no text where there is a file", () => {
    const media_url = "http://127.0.0.1/archivos/1";

    assertEquals(parseReplyRequest({ to: ID, media_url }).body, "");
    assertEquals(
      parseReplyRequest({ to: ID, media_url, message: null, id: null }).body,
      "",
    );
  });

  it("keeps the text as it is, but for NUL characters", () => {
    const message = "  <script>\u202Eolah\u0000 ' \"\n😀 ";

    assertEquals(
      parseReplyRequest({ to: ID, message }).body,
      "  <script>\u202Eolah ' \"\n😀 ",
    );
  });

  it("may have 1600 characters, counted as WhatsApp counts", () => {
    const longest = "😀".repeat(MAX_BODY_LENGTH / 2);

    assertEquals(parseReplyRequest({ to: ID, message: longest }).body, longest);
    refused({ to: ID, message: longest + "." }, "message");
  });

  for (
    const [what, json, field] of [
      ["no object", null, "body"],
      ["a list", [], "body"],
      ["a text", "Hola", "body"],
      ["no conversation", { message: "Hola" }, "to"],
      ["an empty conversation", { to: "  ", message: "Hola" }, "to"],
      ["a number as conversation", { to: 573001112233, message: "a" }, "to"],
      ["an endless conversation", { to: "5".repeat(201), message: "a" }, "to"],
      ["no text", { to: ID }, "message"],
      ["a blank text", { to: ID, message: " \n" }, "message"],
      ["only a NUL character", { to: ID, message: "\0" }, "message"],
      ["a text that is none", { to: ID, message: { a: 1 } }, "message"],
      ["a file elsewhere than on the web", {
        to: ID,
        media_url: "file:///etc/passwd",
      }, "media_url"],
      [
        "a file that is no address",
        { to: ID, media_url: "a.png" },
        "media_url",
      ],
      ["a file that is no text", { to: ID, media_url: 7 }, "media_url"],
      ["an id that is no UUID", { to: ID, message: "a", id: "1" }, "id"],
      ["an id that is no text", { to: ID, message: "a", id: 1 }, "id"],
    ] as const
  ) {
    it(`is turned down with ${what}, naming the field`, () => {
      refused(json, field);
    });
  }

  it("is read or turned down, whatever comes", () => {
    const some = fc.oneof(fc.string(), fc.anything());
    const json = fc.oneof(
      fc.anything(),
      fc.record({ to: some, message: some, media_url: some, id: some }, {
        requiredKeys: [],
      }),
    );
    fc.assert(fc.property(json, (value) => {
      try {
        const { to, body, id } = parseReplyRequest(value);
        assert(to !== "" && !body.includes("\0"));
        assert(id === null || isUuid(id));
      } catch (error) {
        assert(error instanceof Refusal && error.code === "invalid");
      }
    }));
  });
});

function refused(json: unknown, field: string): void {
  const refusal = assertThrows(() => parseReplyRequest(json), Refusal);
  assertEquals([refusal.code, refusal.field], ["invalid", field]);
}

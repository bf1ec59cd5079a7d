import { describe, it } from "@std/testing/bdd";
import { assert, assertEquals } from "@std/assert";
import { messagesOfRow } from "./kept_message.ts";
import {
  byteLength,
  MAX_RECENT,
  MAX_RECENT_BYTES,
  mergeRecent,
} from "./recent_messages.ts";

describe("the newest messages of a row", () => {
  it("are a hundred, oldest first", () => {
    const there = messages(0, 90);
    const added = messages(80, 130);

    const recent = mergeRecent(there, added);

    assertEquals(recent.length, MAX_RECENT);
    assertEquals(recent.map(({ mensaje }) => mensaje).at(0), "m30");
    assertEquals(recent.map(({ mensaje }) => mensaje).at(-1), "m129");
  });

  it("weigh at most 200 KB", () => {
    const recent = mergeRecent([], messages(0, 100, "ñ".repeat(3000)));

    const bytes = byteLength(recent.map(({ entry }) => entry));
    assert(bytes <= MAX_RECENT_BYTES, `${bytes}`);
    assertEquals(recent.at(-1)?.mensaje.startsWith("m99"), true);
  });

  it("keep what another writer put between", () => {
    const there = messages(0, 3);
    const late = messages(1, 2).map((each) => ({ ...each, id: "late" }));

    const recent = mergeRecent(there, late);

    assertEquals(recent.map(({ id }) => id), ["m0", "m1", "late", "m2"]);
  });
});

function messages(from: number, to: number, text = "") {
  const mensajes = Array.from({ length: to - from }, (_, at) => ({
    id: `m${from + at}`,
    from: "usuario",
    mensaje: `m${from + at}${text}`,
    timestamp: new Date(1_700_000_000_000 + (from + at) * 1000).toISOString(),
  }));
  return messagesOfRow({ userId: "57300", mensajes });
}

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  changeReply,
  dropShown,
  fromKept,
  nextToSend,
  type QueuedReply,
  toKeep,
  waitingConversations,
} from "./sending_queue.ts";

describe("the queue of replies", () => {
  it("sends a conversation's oldest first, past those that were refused", () => {
    const queue = [
      reply("1", { state: "refused" }),
      reply("2"),
      reply("3"),
      reply("4", { conversationId: "other" }),
    ];

    assertEquals(nextToSend(queue, "c")?.id, "2");
    assertEquals(waitingConversations(queue), ["c", "other"]);
  });

  it("lets go of a reply once the thread shows it", () => {
    const queue = [reply("1", { state: "accepted" }), reply("2")];

    assertEquals(dropShown(queue, "c", new Set(["1"])).map(({ id }) => id), [
      "2",
    ]);
  });

  it("goes on after a reload by the same ids", () => {
    const queue = changeReply([reply("1")], "1", { state: "sending" });

    assertEquals(fromKept(toKeep(queue)), [reply("1")]);
  });

  it("doesn't promise to keep a file whose content is gone", () => {
    const file = { name: "a.png", type: "image/png", size: 3 };
    const queue = [
      reply("1", { file, preview: "blob:1" }),
      reply("2", { file, preview: "blob:2", mediaUrl: "https://m/2" }),
    ];

    assertEquals(toKeep(queue).map(({ id, preview }) => [id, preview]), [
      ["2", null],
    ]);
  });
});

function reply(id: string, part: Partial<QueuedReply> = {}): QueuedReply {
  return {
    id,
    conversationId: "c",
    body: "Hola",
    file: null,
    preview: null,
    mediaUrl: null,
    createdAt: "2026-11-20T10:00:00.000Z",
    state: "waiting",
    progress: 0,
    sentence: null,
    ...part,
  };
}

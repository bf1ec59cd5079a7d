import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type {
  ThreadMessage,
  ThreadPage,
} from "../../../shared/conversation.ts";
import type { DeliveryStatus } from "../../../shared/delivery.ts";
import { MEDIA_ADDRESS_LIFE_MS } from "./media_addresses.ts";
import { threadItems } from "./thread_items.ts";
import {
  advanceStatus,
  drawNewLine,
  emptyThread,
  hasOlder,
  markSendingAgain,
  mergeThreadPage,
  olderOffset,
  type ThreadState,
} from "./thread_state.ts";

describe("a thread", () => {
  it("keeps its order however its pages come", () => {
    const newest = merged(emptyThread("c"), page([3, 4], { version: 2 }));

    const whole = merged(newest, page([1, 2], { version: 2 }));

    assertEquals(positions(whole), [1, 2, 3, 4]);
    assertEquals(hasOlder(newest), true);
    assertEquals(hasOlder(whole), false);
  });

  it("shows a message once that comes in two pages", () => {
    const first = merged(emptyThread("c"), page([1, 2]));

    assertEquals(positions(merged(first, page([2, 3]))), [1, 2, 3]);
  });

  it("starts over when messages are missing between what is known and the newest", () => {
    const old = merged(emptyThread("c"), page([1, 2]));

    assertEquals(positions(merged(old, page([9, 10]))), [9, 10]);
  });

  it("ignores an older page that no longer joins what is here", () => {
    const here = merged(emptyThread("c"), page([9, 10]));

    assertEquals(positions(merged(here, page([1, 2]))), [9, 10]);
  });

  it("asks for the page right before its oldest message", () => {
    const state = merged(emptyThread("c"), page([41, 42], { total: 42 }));

    assertEquals(olderOffset(state), 2);
  });

  it("moves a status forward only, when news come late", () => {
    const read = merged(emptyThread("c"), page([1], { version: 5 }, "read"));

    assertEquals(
      status(merged(read, page([1], { version: 4 }, "sent"))),
      "read",
    );
    assertEquals(status(told(read, "delivered", 6)), "read");
  });

  it("believes a notice until a page of that version comes", () => {
    const sent = merged(emptyThread("c"), page([1], { version: 5 }, "sent"));
    const delivered = told(sent, "delivered", 6);

    assertEquals(status(delivered), "delivered");
    assertEquals(
      status(merged(delivered, page([1], { version: 5 }, "sent"))),
      "delivered",
    );
    assertEquals(
      status(merged(delivered, page([1], { version: 7 }, "read"))),
      "read",
    );
  });

  it("takes a failed message that is sent again back to the beginning", () => {
    const failed = merged(
      emptyThread("c"),
      page([1], { version: 5 }, "failed"),
    );

    assertEquals(status(markSendingAgain(failed, "m1")), "pending");
    assertEquals(
      status(merged(failed, page([1], { version: 6 }, "queued"))),
      "queued",
    );
  });

  it("keeps a picture's address while it is young", () => {
    const at = 1_000_000;
    const first = mergeThreadPage(emptyThread("c"), withPicture("?s=1"), at);

    const soon = mergeThreadPage(first, withPicture("?s=2"), at + 1000);
    const later = mergeThreadPage(
      first,
      withPicture("?s=2"),
      at + MEDIA_ADDRESS_LIFE_MS,
    );

    assertEquals(address(soon), "/m/1?s=1");
    assertEquals(address(later), "/m/1?s=2");
  });

  it("draws the line before the first unread message, between the days", () => {
    const state = drawNewLine(merged(emptyThread("c"), page([1, 2, 3])), 2);

    const kinds = threadItems(state, []).map((item) => item.kind);

    assertEquals(kinds, ["day", "message", "new", "message", "message"]);
  });

  it("shows a reply on its way below, and once when it has arrived", () => {
    const state = merged(emptyThread("c"), page([1]));
    const reply = {
      id: "m2",
      conversationId: "c",
      body: "Hola",
      file: null,
      preview: null,
      mediaUrl: null,
      createdAt: "2026-11-20T10:00:02.000Z",
      state: "sending",
      progress: 0,
      sentence: null,
    } as const;

    assertEquals(kindsOf(threadItems(state, [reply])), "day message queued");
    const arrived = merged(state, page([1, 2]));
    assertEquals(kindsOf(threadItems(arrived, [reply])), "day message message");
  });
});

function merged(state: ThreadState, next: ThreadPage): ThreadState {
  return mergeThreadPage(state, next, 0);
}

function told(state: ThreadState, to: DeliveryStatus, version: number) {
  return advanceStatus(state, { messageId: "m1", status: to, version });
}

function positions(state: ThreadState): number[] {
  return state.entries.map(({ message }) => message.position);
}

function status(state: ThreadState): string | undefined {
  return state.entries[0]?.message.status;
}

function address(state: ThreadState) {
  return state.entries[0]?.message.media[0]?.url;
}

function kindsOf(items: readonly { kind: string }[]): string {
  return items.map(({ kind }) => kind).join(" ");
}

function withPicture(query: string): ThreadPage {
  const one = page([1]);
  one.twilio_messages[0]!.media = [{
    url: `/m/1${query}`,
    content_type: "image/png",
    size: 5,
    name: "a.png",
    state: "stored",
  }];
  return one;
}

function page(
  numbers: number[],
  part: Partial<ThreadPage> = {},
  to: DeliveryStatus = "received",
): ThreadPage {
  return {
    success: true,
    id: "c",
    key: "c",
    numero: null,
    nombre: "",
    agente: null,
    estado: "open",
    version: 1,
    unread: 0,
    window_expires_at: null,
    agente_id: null,
    etiquetas: [],
    fijada: false,
    pospuesta_hasta: null,
    esperando_desde: null,
    traspaso: null,
    eventos: [],
    presentes: [],
    twilio_messages: numbers.map((position) => message(position, to)),
    wix_data: {
      mensajes: [],
      stopBot: false,
      observaciones: "",
      threadId: null,
    },
    total: Math.max(...numbers),
    count: numbers.length,
    offset: 0,
    limit: 50,
    has_more: false,
    source: "twilio",
    ...part,
  };
}

function message(position: number, to: DeliveryStatus): ThreadMessage {
  return {
    id: `m${position}`,
    chat_id: "c",
    from: "",
    to: "",
    body: `${position}`,
    date_sent: `2026-11-20T10:00:${String(position).padStart(2, "0")}.000Z`,
    status: to,
    direction: "inbound",
    media_count: 0,
    media: [],
    source: "twilio",
    author: "customer",
    author_name: null,
    error_code: null,
    kind: "text",
    details: {},
    position,
  };
}

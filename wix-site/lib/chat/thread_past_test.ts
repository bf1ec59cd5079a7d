import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { ThreadMessage } from "../../../shared/conversation.ts";
import type { ThreadEvent, ThreadEventKind } from "./acts_answers.ts";
import {
  hearPresence,
  PRESENCE_LIFE_MS,
  type PresenceState,
  setPresent,
  stillPresent,
} from "./presence_state.ts";
import { threadItems } from "./thread_items.ts";
import {
  type ActThreadPage,
  emptyThread,
  jumpToPage,
  leavePast,
  mergeThreadPage,
  type ThreadState,
} from "./thread_state.ts";

describe("a thread whose reader went back", () => {
  it("shows the page around an old message, and stays there when news come", () => {
    const newest = mergeThreadPage(emptyThread("c"), page([99, 100], 100), 0);

    const back = jumpToPage(newest, page([10, 11, 12], 100), 0);
    const later = mergeThreadPage(back, page([100, 101], 101), 0);

    assertEquals([positions(back), back.past], [[10, 11, 12], true]);
    assertEquals([positions(later), later.past], [[10, 11, 12], true]);
    assertEquals(later.total, 101);
  });

  it("reads on from there until it is at the newest again", () => {
    const newest = mergeThreadPage(emptyThread("c"), page([20], 20), 0);
    const back = jumpToPage(newest, page([10, 11], 20), 0);

    const on = mergeThreadPage(back, page([12, 13, 14, 15, 16], 20), 0);
    const there = mergeThreadPage(on, page([17, 18, 19, 20], 20), 0);

    assertEquals([on.past, there.past], [true, false]);
    assertEquals(positions(there).length, 11);
  });

  it("keeps what is here when the old message lies in it, or right beside it", () => {
    const newest = mergeThreadPage(emptyThread("c"), page([8, 9, 10], 10), 0);

    const beside = jumpToPage(newest, page([5, 6, 7], 10), 0);

    assertEquals([positions(beside), beside.past], [
      [5, 6, 7, 8, 9, 10],
      false,
    ]);
  });

  it("comes back by asking for the newest anew", () => {
    const newest = mergeThreadPage(emptyThread("c"), page([99, 100], 100), 0);
    const back = jumpToPage(newest, page([10], 100), 0);

    const left = leavePast(back);

    assertEquals([positions(left), left.past, left.load], [
      [],
      false,
      "loading",
    ]);
    assertEquals(leavePast(newest), newest);
  });
});

describe("what happened between the messages", () => {
  it("stands where it happened, once, and only where its messages are", () => {
    const thread = mergeThreadPage(
      emptyThread("c"),
      page([2, 3], 3, [
        event("asignada", 0.5),
        event("nota", 2.5),
        event("cerrada", 3),
        event("reabierta", 9),
      ]),
      0,
    );

    const again = mergeThreadPage(
      thread,
      page([3], 3, [event("nota", 2.5)]),
      0,
    );

    assertEquals(drawn(again), [
      "day",
      "m2",
      "note:nota",
      "event:cerrada",
      "m3",
      "event:reabierta",
    ]);
  });

  it("is told at the beginning too, and not beyond an old page", () => {
    const events = [event("asignada", 0.5), event("reabierta", 9)];
    const newest = mergeThreadPage(emptyThread("c"), page([90], 90, []), 0);

    const back = jumpToPage(newest, page([1, 2], 90, events), 0);

    assertEquals(drawn(back), ["day", "event:asignada", "m1", "m2"]);
  });

  it("parts two messages of one writer, and no more", () => {
    const thread = mergeThreadPage(
      emptyThread("c"),
      page([1, 2, 3], 3, [event("nota", 1.5)]),
      0,
    );

    const joined = threadItems(thread, []).flatMap((item) =>
      item.kind === "message" ? [item.joined] : []
    );

    assertEquals(joined, [false, false, true]);
  });
});

describe("who else is at a conversation", () => {
  const sofia = { agente_id: 9, nombre: "Sofía", escribiendo: false };

  it("is known by the last that was heard of each", () => {
    let state: PresenceState = setPresent(new Map(), {
      id: "c",
      present: [sofia],
    }, 0);
    state = hearPresence(state, { id: "c", ...sofia, escribiendo: true }, 5);
    state = hearPresence(state, {
      id: "c",
      agente_id: 3,
      nombre: "Luis",
      escribiendo: false,
      se_fue: true,
    }, 6);

    assertEquals(stillPresent(state, "c", 10), [{
      ...sofia,
      escribiendo: true,
      at: 5,
    }]);
    assertEquals(stillPresent(state, "another", 10), []);
  });

  it("is not taken back by an answer that was on its way meanwhile", () => {
    const heard = hearPresence(new Map(), { id: "c", ...sofia }, 1000);

    const answered = setPresent(heard, { id: "c", present: [] }, 1200);
    const later = setPresent(heard, { id: "c", present: [] }, 9000);

    assertEquals(stillPresent(answered, "c", 1200).length, 1);
    assertEquals(stillPresent(later, "c", 9000), []);
  });

  it("is forgotten after a silence", () => {
    const state = hearPresence(new Map(), { id: "c", ...sofia }, 0);

    assertEquals(stillPresent(state, "c", PRESENCE_LIFE_MS), []);
  });
});

function positions({ entries }: ThreadState): number[] {
  return entries.map(({ message }) => message.position);
}

function drawn(thread: ThreadState): string[] {
  return threadItems(thread, []).map((item) =>
    item.kind === "event" || item.kind === "note"
      ? `${item.kind}:${item.event.tipo}`
      : item.kind === "message"
      ? item.key
      : item.kind
  );
}

function event(tipo: ThreadEventKind, second: number): ThreadEvent {
  return {
    id: `${tipo}-${second}`,
    tipo,
    fecha: timeOf(second),
    por: null,
    por_id: null,
    texto: null,
    datos: {},
  };
}

function page(
  numbers: readonly number[],
  total: number,
  eventos: readonly ThreadEvent[] = [],
): ActThreadPage {
  return {
    total,
    version: total,
    eventos,
    twilio_messages: numbers.map(message),
    agente: null,
    wix_data: null,
  } as unknown as ActThreadPage;
}

function message(position: number): ThreadMessage {
  return {
    id: `m${position}`,
    date_sent: timeOf(position),
    author: "customer",
    author_name: null,
    media: [],
    position,
  } as unknown as ThreadMessage;
}

function timeOf(second: number): string {
  return new Date(Date.UTC(2026, 10, 20, 12) + second * 1000).toISOString();
}

import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { ConversationPage } from "../../../shared/conversation.ts";
import type { ActRow } from "./acts_answers.ts";
import {
  changeView,
  EMPTY_INBOX,
  type InboxState,
  isNews,
  listedRows,
  loseRow,
  markRowRead,
  mergeFreshPage,
  mergeNextPage,
  mergeRow,
  unreadTotal,
} from "./inbox_state.ts";

describe("the list", () => {
  it("keeps the newest version of a row, whatever comes first", () => {
    const late = mergeRow(EMPTY_INBOX, row("a", { version: 3, nombre: "new" }));

    const after = mergeRow(late, row("a", { version: 2, nombre: "old" }));

    assertEquals(after.rows.get("a")?.nombre, "new");
  });

  it("doesn't bring back a conversation that went to somebody else", () => {
    const lost = loseRow(EMPTY_INBOX, "a", 5);

    assertEquals(mergeRow(lost, row("a", { version: 5 })).rows.size, 0);
    assertEquals(mergeRow(lost, row("a", { version: 6 })).rows.size, 1);
  });

  it("keeps a row that is newer than the loss it is told of", () => {
    const state = mergeRow(EMPTY_INBOX, row("a", { version: 9 }));

    assert(loseRow(state, "a", 8).rows.has("a"));
  });

  it("drops what a fresh page should have held and doesn't", () => {
    const rows = ["a", "b", "c"].map((id, at) => row(id, { minute: at }));
    const before = first(page(rows, false));

    const after = mergeFreshPage(before, page(rows.slice(0, 2), false), {
      before,
      by: BY,
    });

    assertEquals([...after.rows.keys()], ["a", "b"]);
  });

  it("keeps the open conversation until it is asked about by itself", () => {
    const before = first(page([row("a"), row("b", { minute: 1 })], false));
    const by = { ...BY, openId: "b" };

    const after = mergeFreshPage(before, page([row("a")], false), {
      before,
      by,
    });

    assert(after.rows.has("b"));
  });

  it("keeps what came while the fresh page was on its way", () => {
    const before = first(page([row("a")], false));
    const meanwhile = mergeRow(before, row("b", { minute: 9 }));

    const after = mergeFreshPage(meanwhile, page([row("a")], false), {
      before,
      by: BY,
    });

    assert(after.rows.has("b"));
  });

  it("keeps what is older than the fresh page reaches", () => {
    const rows = [row("new", { minute: 9 }), row("old", { minute: 1 })];
    const before = first(page(rows, false));

    const after = mergeFreshPage(before, page(rows.slice(0, 1), true), {
      before,
      by: BY,
    });

    assert(after.rows.has("old"));
  });

  it("drops what was kept from another day once the page that should have it comes", () => {
    const kept = [row("new", { minute: 9 }), row("gone", { minute: 5 })]
      .reduce(mergeRow, EMPTY_INBOX);
    const asked = { before: kept, by: BY };
    const before = mergeFreshPage(
      kept,
      page([row("new", { minute: 9 })], true),
      asked,
    );
    assertEquals(ids(before), ["new"]);

    const next = page([row("old", { minute: 1 })], false);
    const after = mergeNextPage(before, next, { before, by: BY });

    assertEquals(ids(after), ["new", "old"]);
  });

  it("shows a row found by a search only once its page has come", () => {
    const state = mergeRow(
      first(page([row("a", { minute: 5 })], true)),
      row("found", { minute: 1 }),
    );

    assertEquals(ids(state), ["a"]);
  });

  it("stands newest first, and what is pinned above all, however old", () => {
    const state = first(page([
      row("a", { minute: 1 }),
      row("b", { minute: 7 }),
    ], true));

    const pinned = mergeRow(state, row("old", { fijada: true }));

    assertEquals(ids(pinned), ["old", "b", "a"]);
  });

  it("stands by the longest wait, then as ever", () => {
    const state = changeView(
      first(page([
        row("answered", { minute: 9 }),
        row("short", {
          minute: 8,
          esperando_desde: "2026-11-20T10:08:00.000Z",
        }),
        row("long", { minute: 1, esperando_desde: "2026-11-20T10:01:00.000Z" }),
      ], false)),
      { order: "wait" },
    );

    assertEquals(ids(state), ["long", "short", "answered"]);
  });

  it("stands by the window that closes soonest, closed ones last", () => {
    const state = changeView(
      first(page([
        row("closed", {
          minute: 9,
          window_expires_at: "2026-11-20T10:00:00.000Z",
        }),
        row("late", { window_expires_at: "2026-11-21T10:00:00.000Z" }),
        row("soon", { window_expires_at: "2026-11-20T13:00:00.000Z" }),
      ], false)),
      { order: "window" },
    );

    assertEquals(ids(state), ["soon", "late", "closed"]);
  });

  it("shows what fits the view alone, and at once what is known to fit another", () => {
    const state = first(page([
      row("open", { minute: 5, unread: 1, etiquetas: [3] }),
      row("closed", { minute: 4, estado: "closed" }),
      row("later", { minute: 3, pospuesta_hasta: "2026-11-21T10:00:00.000Z" }),
      row("back", { minute: 2, pospuesta_hasta: "2026-11-20T09:00:00.000Z" }),
      row("nobody's", { minute: 1, estado: "waiting", agente: null }),
    ], false));
    const seen = (part: Parameters<typeof changeView>[1]) =>
      ids(changeView(state, part));

    assertEquals(seen({}), ["open", "back", "nobody's"]);
    assertEquals(seen({ state: "closed" }), ["closed"]);
    assertEquals(seen({ state: "snoozed" }), ["later"]);
    assertEquals(seen({ isUnread: true }), ["open"]);
    assertEquals(seen({ label: 3 }), ["open"]);
    assertEquals(seen({ owner: "unassigned" }), ["nobody's"]);
    assertEquals(seen({ line: { id: 2, number: "+57300" } }), []);
  });

  it("keeps the open conversation in sight after it was read among the unread", () => {
    const state = changeView(
      first(page([row("a"), row("b", { unread: 2 })], false)),
      {
        isUnread: true,
      },
    );
    const by = { ...BY, openId: "b" };

    assertEquals(listedRows(markRowRead(state, "b"), by).map(({ id }) => id), [
      "b",
    ]);
  });

  it("counts unread messages, and none of one that is being read", () => {
    const state = first(
      page([row("a", { unread: 2 }), row("b", { unread: 3 })], false),
    );

    assertEquals(unreadTotal(state), 5);
    assertEquals(unreadTotal(markRowRead(state, "b")), 2);
  });

  it("asks nothing about what it knows already", () => {
    const state = mergeRow(EMPTY_INBOX, row("a", { version: 4 }));

    assertEquals(isNews(state, "a", 4), false);
    assertEquals(isNews(state, "a", 5), true);
    assertEquals(isNews(state, "b", 1), true);
  });
});

const BY = {
  name: "Ana",
  now: Date.parse("2026-11-20T12:00:00.000Z"),
  openId: null,
};

function first(one: ConversationPage): InboxState {
  return mergeFreshPage(EMPTY_INBOX, one, { before: EMPTY_INBOX, by: BY });
}

function ids(state: InboxState): string[] {
  return listedRows(state, BY).map(({ id }) => id);
}

function row(
  id: string,
  { minute = 0, ...part }:
    & Partial<ActRow>
    & { minute?: number } = {},
): ActRow {
  return {
    id,
    numero: null,
    nombre: id,
    last_message: "",
    last_message_time: `2026-11-20T10:0${minute}:00.000Z`,
    last_message_direction: "inbound",
    last_message_status: "received",
    source: "twilio",
    profile_picture: null,
    message_count: 1,
    unread: 0,
    linea: "+573153369631",
    agente: "Ana",
    estado: "open",
    stopBot: false,
    observaciones: "",
    window_expires_at: null,
    version: 1,
    agente_id: null,
    etiquetas: [],
    fijada: false,
    pospuesta_hasta: null,
    esperando_desde: null,
    traspaso: null,
    ...part,
  };
}

function page(
  rows: ActRow[],
  has_more: boolean,
): ConversationPage {
  return {
    success: true,
    conversaciones: Object.fromEntries(rows.map((one) => [one.id, one])),
    total: rows.length,
    total_exact: true,
    count: rows.length,
    offset: 0,
    limit: 30,
    has_more,
    siguiente: null,
    agente: "Ana",
  };
}

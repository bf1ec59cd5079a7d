import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type {
  ConversationPage,
  ConversationSummary,
} from "../../../shared/conversation.ts";
import {
  EMPTY_INBOX,
  isNews,
  listedRows,
  loseRow,
  markRowRead,
  mergeFreshPage,
  mergeInboxPage,
  mergeRow,
  newestFirst,
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

  it("asks for the next page one place earlier after a loss", () => {
    const state = mergeInboxPage(EMPTY_INBOX, page([row("a"), row("b")], true));

    assertEquals(loseRow(state, "a", 2).paged, 1);
  });

  it("drops what a fresh page should have held and doesn't", () => {
    const rows = ["a", "b", "c"].map((id, at) => row(id, { minute: at }));
    const before = mergeInboxPage(EMPTY_INBOX, page(rows, false));

    const after = mergeFreshPage(before, page(rows.slice(0, 2), false), before);

    assertEquals([...after.rows.keys()], ["a", "b"]);
  });

  it("keeps what came while the fresh page was on its way", () => {
    const before = mergeInboxPage(EMPTY_INBOX, page([row("a")], false));
    const meanwhile = mergeRow(before, row("b", { minute: 9 }));

    const after = mergeFreshPage(meanwhile, page([row("a")], false), before);

    assert(after.rows.has("b"));
  });

  it("keeps what is older than the fresh page reaches", () => {
    const rows = [row("new", { minute: 9 }), row("old", { minute: 1 })];
    const before = mergeInboxPage(EMPTY_INBOX, page(rows, false));

    const after = mergeFreshPage(before, page(rows.slice(0, 1), true), before);

    assert(after.rows.has("old"));
  });

  it("shows a row found by a search only once its page has come", () => {
    const state = mergeRow(
      mergeInboxPage(EMPTY_INBOX, page([row("a", { minute: 5 })], true)),
      row("found", { minute: 1 }),
    );

    assertEquals(listedRows(state).map(({ id }) => id), ["a"]);
  });

  it("stands newest first", () => {
    const rows = [row("a", { minute: 1 }), row("b", { minute: 7 })];

    assertEquals(newestFirst(rows).map(({ id }) => id), ["b", "a"]);
  });

  it("counts unread messages, and none of one that is being read", () => {
    const state = mergeInboxPage(
      EMPTY_INBOX,
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

function row(
  id: string,
  { minute = 0, ...part }:
    & Partial<ConversationSummary>
    & { minute?: number } = {},
): ConversationSummary {
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
    agente: null,
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
  rows: ConversationSummary[],
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

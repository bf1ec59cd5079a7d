import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { ActRow, Colleague } from "./acts_answers.ts";
import { commandsFor } from "./commands.ts";
import { fuzzyScore } from "./fuzzy.ts";
import { BINDINGS, keyReport } from "./key_bindings.ts";
import { isWorthNotice, whyNoNotice } from "./notice_rules.ts";
import { byNeed, isFull, shareOf } from "./team_load.ts";

describe("the command bar", () => {
  it("finds by a few letters, without accents, the best first", () => {
    assert(fuzzyScore("cerr", "Cerrar la conversación") !== null);
    assert(fuzzyScore("maria g", "María Fernanda Gómez") !== null);
    assert(fuzzyScore("mfg", "María Fernanda Gómez") !== null);
    assertEquals(fuzzyScore("xyz", "María Fernanda Gómez"), null);
    assertEquals(fuzzyScore("aa", "Óscar Iván"), null);
    const whole = fuzzyScore("luz", "Luz Marina")!;
    assert(whole > fuzzyScore("luz", "Lucía Zapata")!);
    assertEquals(fuzzyScore("(", "a (b"), 49);
  });

  it("offers a supervisor's things to a supervisor alone, and acts where a conversation is open", () => {
    const row = {
      id: "c-1",
      nombre: "Luz Marina",
      numero: null,
      estado: "open",
      last_message_time: "",
    } as ActRow;
    const from = { rows: new Map([["c-1", row]]), now: 0 };
    const agent = commandsFor("", { ...from, open: null, isSupervisor: false });
    const supervisor = commandsFor("equipo", {
      ...from,
      open: row,
      isSupervisor: true,
    });

    assertEquals(agent.some(({ group }) => group === "actions"), false);
    assertEquals(agent.some(({ mark }) => mark === "team"), false);
    assertEquals(supervisor[0]?.report.name, "team-toggle");
    assertEquals(
      commandsFor("luz", { ...from, open: row, isSupervisor: false })[0]?.key,
      "c-1",
    );
  });
});

describe("a shortcut", () => {
  const place = {
    isTyping: false,
    isCovered: false,
    hasOneKey: true,
    isSupervisor: false,
  };
  const press = (key: string, how = {}, where = {}) =>
    keyReport({ key, ctrl: false, alt: false, ...how }, { ...place, ...where })
      ?.name ?? null;

  it("never takes a letter from who is typing, nor from a dialog", () => {
    const letters = BINDINGS.filter(({ shown }) => shown.length === 1);

    for (const { shown } of letters) {
      assertEquals(press(shown, {}, { isTyping: true }), null);
      assertEquals(press(shown, {}, { isCovered: true }), null);
    }
    assertEquals(
      press("k", { ctrl: true }, { isTyping: true }),
      "commands-open",
    );
    assertEquals(
      press("ArrowDown", { alt: true }, { isTyping: true }),
      "page-do",
    );
  });

  it("of a single letter can be turned off, and a supervisor's is a supervisor's", () => {
    assertEquals(press("?"), "panel-open");
    assertEquals(press("?", {}, { hasOneKey: false }), null);
    assertEquals(press("t"), null);
    assertEquals(press("t", {}, { isSupervisor: true }), "team-toggle");
    assertEquals(press("a", { ctrl: true, alt: true }), null);
  });
});

describe("a notice", () => {
  const fine = {
    isWanted: true,
    isSupported: true,
    permission: "granted",
    isFramed: false,
    needsWorker: false,
  } as const;

  it("comes, or the page can say why it doesn't", () => {
    assertEquals(whyNoNotice(fine), null);
    assertEquals(whyNoNotice({ ...fine, isWanted: false }), "off");
    assertEquals(whyNoNotice({ ...fine, isSupported: false }), "unsupported");
    assertEquals(whyNoNotice({ ...fine, needsWorker: true }), "needs_worker");
    const denied = { ...fine, permission: "denied" } as const;
    assertEquals(whyNoNotice(denied), "denied");
    assertEquals(whyNoNotice({ ...denied, isFramed: true }), "framed");
    assertEquals(whyNoNotice({ ...fine, permission: "default" }), "not_asked");
  });

  it("is not made of a muted conversation, nor of the one that is being read", () => {
    const at = { muted: new Set(["m"]), openId: "o", isAttended: true };

    assertEquals(isWorthNotice("m", at), false);
    assertEquals(isWorthNotice("o", at), false);
    assertEquals(isWorthNotice("o", { ...at, isAttended: false }), true);
    assertEquals(isWorthNotice("x", at), true);
  });
});

describe("the team", () => {
  const person = (id: number, part: Partial<Colleague> = {}): Colleague => ({
    id,
    nombre: `A${id}`,
    rol: "agent",
    ...part,
  });

  it("stands by who makes a customer wait longest, the paused last, without supervisors", () => {
    const team = [
      person(1, { pausado: true, espera_mas_larga: "2026-01-01" }),
      person(2, { abiertas: 3 }),
      person(3, { espera_mas_larga: "2026-01-02" }),
      person(4, { abiertas: 5 }),
      person(5, { rol: "supervisor" }),
    ];

    assertEquals(byNeed(team).map(({ id }) => id), [3, 4, 2, 1]);
  });

  it("shows load beside what one takes, else beside the fullest", () => {
    const team = [person(1, { abiertas: 8 }), person(2, { abiertas: 2 })];

    assertEquals(shareOf(team[1]!, team), 0.25);
    assertEquals(shareOf(person(3, { abiertas: 2, capacidad: 2 }), team), 1);
    assertEquals(isFull(person(3, { abiertas: 2, capacidad: 2 })), true);
    assertEquals(isFull(person(3, { abiertas: 2, capacidad: null })), false);
  });
});

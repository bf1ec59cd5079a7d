import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { Colleague, Decision, QuickReply } from "./acts_answers.ts";
import { comingWords } from "./coming_words.ts";
import {
  askedBy,
  mentionSuggestions,
  withSuggestion,
} from "./composer_suggestions.ts";
import { decisionWords } from "./decision_words.ts";
import { findEmoji, readEmoji } from "./emoji_names.ts";
import { snoozeTimes } from "./snooze_times.ts";
import { fillGaps, fillTemplate, matchingReplies } from "./team_state.ts";
import { readTypedNumber } from "./typed_number.ts";

const LINE = "+573153369631";

describe("words about acts", () => {
  it("offer times to put off to that lie ahead, in the reader's own day", () => {
    const friday = new Date(2026, 10, 27, 10, 20).getTime();
    const evening = new Date(2026, 10, 27, 14, 30).getTime();
    const monday = new Date(2026, 10, 30, 7, 0).getTime();
    const times = (now: number) =>
      snoozeTimes(now).map(({ name, at }) =>
        `${name} ${at.getDate()} ${at.getHours()}:${at.getMinutes()}`
      );

    assertEquals(times(friday), [
      "hour 27 11:20",
      "afternoon 27 15:0",
      "tomorrow 28 8:0",
      "monday 30 8:0",
    ]);
    assertEquals(times(evening)[1], "tomorrow 28 8:0");
    assertEquals(times(monday)[3], "monday 7 8:0");
    assertEquals(
      comingWords(new Date(2026, 10, 28, 8, 0).toISOString(), friday),
      "mañana 08:00",
    );
    assert(
      comingWords(new Date(2026, 10, 30, 8, 0).toISOString(), friday)
        .includes("30"),
    );
  });

  it("read a number however it is typed", () => {
    const read = (typed: string) => {
      const { digits, isWhole } = readTypedNumber(typed, LINE);
      return [digits, isWhole];
    };

    assertEquals(read("310 445 8812"), ["573104458812", true]);
    assertEquals(read("+57 (310) 445-8812"), ["573104458812", true]);
    assertEquals(read("0057 3104458812"), ["573104458812", true]);
    assertEquals(read("573104458812"), ["573104458812", true]);
    assertEquals(read("+593 98 765 4321"), ["593987654321", true]);
    assertEquals(read("310 44"), ["5731044", false]);
    assertEquals(readTypedNumber("", LINE).isWhole, false);
    assertEquals(readTypedNumber("310 445 8812", LINE).country, "Colombia");
  });

  it("say why it came to whom, also for a reason of a later day", () => {
    const agents: Colleague[] = [
      { id: 1, nombre: "Ana" },
      { id: 2, nombre: "Luis" },
    ];
    const decision = (part: Partial<Decision>): Decision => ({
      turno: 1,
      agente: 1,
      motivo: "in_turn",
      elegibles: [1],
      excluidos: [{ agent: 2, why: "full" }],
      decidido_por: null,
      fecha: "",
      ...part,
    });
    const sentence = (part: Partial<Decision>) =>
      decisionWords(decision(part), agents).sentence;

    assertEquals(decisionWords(decision({}), agents).further, [
      "Podían recibirla: Ana.",
      "No podían: Luis (con el cupo lleno).",
    ]);
    assertEquals(
      sentence({ motivo: "handed_over", decidido_por: 2 }),
      "Luis se la pasó a Ana.",
    );
    assertEquals(
      sentence({ motivo: "handed_back", agente: 2, decidido_por: 1 }),
      "Ana se la devolvió a Luis.",
    );
    assertEquals(
      sentence({ motivo: "nobody_eligible", agente: null }),
      "Nadie podía recibirla en ese momento. Quedó esperando.",
    );
    assertEquals(sentence({ motivo: "by_magic" }), "Le llegó a Ana.");
    assertEquals(
      sentence({ motivo: "started", agente: 7 }),
      "#7 empezó la conversación.",
    );
  });

  it("ask for quick replies at the beginning alone, and for colleagues in notes", () => {
    assertEquals(askedBy("/ho", 3, "reply"), {
      kind: "reply",
      typed: "ho",
      from: 0,
    });
    assertEquals(askedBy("a las 3/4", 9, "reply"), null);
    assertEquals(askedBy("/ho la", 6, "reply"), null);
    assertEquals(askedBy("/hola", 5, "note"), null);
    assertEquals(askedBy("mira @so", 8, "note"), {
      kind: "mention",
      typed: "so",
      from: 5,
    });
    assertEquals(askedBy("ana@so", 6, "note"), null);
    assertEquals(
      withSuggestion("mira @so y ya", 8, {
        asked: { kind: "mention", typed: "so", from: 5 },
        insert: "@Sofía ",
      }),
      { text: "mira @Sofía  y ya", cursor: 12 },
    );
  });

  it("mention only who may see the conversation: who has it, and supervisors", () => {
    const agents: Colleague[] = [
      { id: 1, nombre: "Ana", rol: "agent" },
      { id: 2, nombre: "Andrés", rol: "agent" },
      { id: 9, nombre: "Sofía Andrade", rol: "supervisor" },
    ];

    const found = mentionSuggestions(agents, "an", { id: 1, name: "Ana" });

    assertEquals(found.map(({ title }) => title), ["Ana", "Sofía Andrade"]);
  });

  it("find a quick reply by shortcut first, then by words, own ones first", () => {
    const reply = (
      id: number,
      atajo: string,
      part: Partial<QuickReply> = {},
    ): QuickReply => ({ id, atajo, texto: "", de_equipo: false, ...part });
    const replies = [
      reply(1, "hola-equipo", { de_equipo: true }),
      reply(2, "hola"),
      reply(3, "saludo", { texto: "¡Hólà!" }),
    ];

    const found = matchingReplies(replies, "hol");

    assertEquals(found.map(({ id }) => id), [2, 1, 3]);
  });

  it("fill gaps with what is known, and leave the others to be seen", () => {
    const values = { nombre: "Luz", "1": "Luz" };

    assertEquals(
      fillGaps("Hola, {nombre}. Soy {agente}. {constructor}", values),
      "Hola, Luz. Soy {agente}. {constructor}",
    );
    assertEquals(
      fillTemplate({ cuerpo: "Hola, {{1}}: {{ 2 }}" }, values),
      "Hola, Luz: {{2}}",
    );
  });

  it("find an emoji by the beginnings of its words, without accents", () => {
    const groups = readEmoji([
      "🎉;cañón de confeti;fiesta|🎊;bola de confeti",
      "👍️;pulgar hacia arriba;bien",
    ]);

    const found = (typed: string) =>
      findEmoji(groups, typed).map(({ emoji }) => emoji).join("");

    assertEquals(found("canon"), "🎉");
    assertEquals(found("conf"), "🎉🎊");
    assertEquals(found("pul arr"), "👍️");
    assertEquals(found("onfeti"), "");
    assertEquals(found(" "), "");
  });
});

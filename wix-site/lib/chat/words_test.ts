import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { attachmentProblem } from "./attachment_rules.ts";
import { readToken } from "./agent_token.ts";
import { canSendAgain, failureWords } from "./failure_words.ts";
import { fileSize, fileType } from "./file_words.ts";
import { mediaAddress } from "./media_addresses.ts";
import { nationalNumber, prettyNumber } from "./phones.ts";
import { textParts } from "./text_parts.ts";
import { chooseLanguage, languageFor } from "./choose_language.ts";
import { toRefusal } from "./companion_error.ts";
import { texts } from "./texts.ts";
import { clockTime, dayName, timeLeft } from "./times.ts";
import { newerSlice, newestSlice, olderSlice } from "./visible_slice.ts";

describe("words", () => {
  it("write numbers as their country reads them", () => {
    assertEquals(prettyNumber("573153369631"), "+57 315 336 9631");
    assertEquals(prettyNumber("+573153369631"), "+57 315 336 9631");
    assertEquals(prettyNumber("5215512345678"), "+52 1 551 234 5678");
    assertEquals(prettyNumber("13055551234"), "+1 305 555 1234");
    assertEquals(prettyNumber("50688887777"), "+506 8888 7777");
    assertEquals(prettyNumber("4915112345678"), "+491 511 234 5678");
    assertEquals(prettyNumber("CO.4480"), "CO.4480");
    assertEquals(nationalNumber("573153369631"), {
      national: "315 336 9631",
      country: "Colombia",
    });
  });

  it("say when: the clock, yesterday, the date", () => {
    const now = new Date(2026, 10, 20, 15, 30).getTime();
    const at = (day: number, month = 10, year = 2026) =>
      new Date(year, month, day, 9, 5).toISOString();

    assertEquals(clockTime(at(20)), "09:05");
    assertEquals(dayName(at(20), now), { day: "today" });
    assertEquals(dayName(at(19), now), { day: "yesterday" });
    assertEquals(dayName(at(18), now), { day: "other", date: "18/11" });
    assertEquals(dayName(at(18, 10, 2025), now).day, "other");
    assertEquals(timeLeft(new Date(now + 61 * 60_000).toISOString(), now), {
      hours: 1,
      minutes: 1,
    });
  });

  it("find addresses in a text and leave everything else alone", () => {
    assertEquals(textParts("mira https://a.co/x?y=1, y www.b.co."), [
      { kind: "words", text: "mira " },
      { kind: "link", text: "https://a.co/x?y=1", href: "https://a.co/x?y=1" },
      { kind: "words", text: ", y " },
      { kind: "link", text: "www.b.co", href: "https://www.b.co" },
      { kind: "words", text: "." },
    ]);
    assertEquals(textParts("javascript:alert(1) <b>no</b>"), [
      { kind: "words", text: "javascript:alert(1) <b>no</b>" },
    ]);
  });

  it("say why a message failed, and whether trying again makes sense", () => {
    assert(failureWords(63016).includes("24 horas"));
    assertEquals(canSendAgain(63016), false);
    assertEquals(canSendAgain(20503), true);
    assert(failureWords(99999).includes("99999"));
  });

  it("name the limits of files before they are sent", () => {
    const MB = 1024 * 1024;
    const problem = (type: string, size: number) =>
      attachmentProblem({ type, size });

    assertEquals(problem("image/png", 5 * MB), null);
    assertEquals(problem("image/png", 5 * MB + 1), "tooBigPicture");
    assertEquals(problem("application/pdf", 16 * MB + 1), "tooBig");
    assertEquals(problem("audio/ogg; codecs=opus", 100), null);
    assertEquals(problem("application/zip", 100), "wrongType");
    assertEquals(problem("application/pdf", 0), "empty");
    assertEquals(fileSize(1_258_291), "1,2 MB");
    assertEquals(fileType({ name: "a.XLSX", content_type: "x/y" }), "XLSX");
  });

  it("take only web addresses for media", () => {
    const item = (url: string) => ({
      url,
      content_type: "image/png",
      size: 1,
      name: null,
      state: "stored" as const,
    });

    assertEquals(
      mediaAddress(item("/m/1?s=2"), "https://c.example"),
      "https://c.example/m/1?s=2",
    );
    assertEquals(mediaAddress(item("javascript:1"), "https://c.example"), null);
  });

  it("read a token's facts, accents and all, and nothing from rubbish", () => {
    const payload = btoa(JSON.stringify({ sub: "m1", exp: 2 }));

    assertEquals(readToken(`x.${payload}.y`), { sub: "m1", expiresAt: 2000 });
    assertEquals(readToken("rubbish"), null);
  });

  it("tell a refusal in the chosen language: the companion's own is Spanish", async () => {
    const refusal = { code: "window_closed", error: "Está cerrada hace rato" };

    const spanish = toRefusal(422, refusal).message;
    await chooseLanguage("en");
    const english = toRefusal(422, refusal).message;
    const unknown = toRefusal(409, { code: "new_word", error: "Algo" }).message;
    await chooseLanguage("es");

    assertEquals([spanish, english, unknown], [
      "Está cerrada hace rato",
      "The 24-hour window is closed.",
      "Algo",
    ]);
  });

  it("are in the first language that the browser and the page have in common, else Spanish", async () => {
    assertEquals(languageFor(["fr-CA", "pt-BR", "en"]), "pt");
    assertEquals(languageFor(["fr-CA"]), "es");

    await chooseLanguage("pt");
    const portuguese = texts().today;
    await chooseLanguage("es");

    assertEquals([portuguese, texts().today], ["Hoje", "Hoy"]);
  });

  it("draw at most so many items, whichever way one goes", () => {
    const slice = newestSlice(1000);

    assertEquals(slice, { start: 880, end: 1000 });
    assertEquals(olderSlice(slice), { start: 840, end: 960 });
    assertEquals(newerSlice(olderSlice(slice), 1000), slice);
  });
});

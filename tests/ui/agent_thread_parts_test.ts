import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { Buffer } from "node:buffer";
import type { Browser } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { openChat, until } from "./chat_page.ts";
import { clinicDay } from "./clinic_day.ts";
import { startScriptedCompanion } from "./scripted_companion.ts";
import { addMessage, conversation, hoursAgo } from "./scripted_inbox.ts";

const MANY = 5000;

describe("what a thread is made of, on the agents' page", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser.close());

  it("draws WhatsApp's formatting, and tells what happened between the messages", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");
    const thread = chat.page.locator("message-thread");

    await thread.locator("strong", { hasText: "asistente" }).waitFor();
    await thread.locator("em", { hasText: "lunes a sábado" }).waitFor();
    await thread.getByText("Se asignó a Luis Cárdenas").waitFor();
    await thread.getByText("Luis Cárdenas se la pasó a Ana Restrepo").waitFor();
    await thread.getByText("Son cuatro personas").waitFor();
    await thread.locator("team-note").getByText("Solo la ve el equipo")
      .waitFor();
    assertEquals(await thread.getByText("4.67600, -74.04800").count(), 1);
  });

  it("plays a voice note at any place and speed, by the keyboard alone", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    const bytes = Buffer.from(silence(8));
    await page.route("**/medios/nota.ogg*", (route) =>
      route.fulfill({
        status: 206,
        contentType: "audio/wav",
        headers: {
          "Accept-Ranges": "bytes",
          "Content-Range": `bytes 0-${bytes.length - 1}/${bytes.length}`,
        },
        body: bytes,
      }));
    await chat.open("María Fernanda");
    const note = page.locator("message-bubble voice-note");
    const place = note.getByLabel("Posición en la nota de voz");
    await page.waitForFunction(
      (input) => (input as HTMLInputElement).max === "8",
      await place.elementHandle(),
    );

    await place.press("ArrowRight");
    await place.press("ArrowRight");
    await page.waitForFunction(
      (input) => input!.getAttribute("aria-valuetext") === "0:02 / 0:08",
      await place.elementHandle(),
    );
    await note.getByRole("button", { name: /Velocidad 1×/ }).press("Enter");
    await note.getByRole("button", { name: /Velocidad 1,5×/ }).waitFor();
    await place.press("Space");
    await note.getByRole("button", { name: "Pausar" }).waitFor();
    await place.press("Space");

    await note.getByRole("button", { name: "Reproducir" }).waitFor();
    const speed = await note.locator("audio").evaluate((audio) =>
      (audio as HTMLAudioElement).playbackRate
    );
    assertEquals(speed, 1.5);
  });

  it("goes to a quoted message thousands back at once, reads on from there, and comes back", async () => {
    const long = conversation({ id: "c-long", nombre: "Conversación larga" });
    for (let n = 1; n <= MANY; n++) {
      addMessage(long, {
        body: `mensaje ${n}`,
        date_sent: hoursAgo(200 - n / 30),
      });
    }
    addMessage(long, {
      body: "la respuesta",
      details: {
        quoted: {
          provider_id: "SM1",
          message_id: long.messages[99]!.id,
          position: 100,
        },
      },
    });
    await using companion = await startScriptedCompanion([long]);
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await chat.open("Conversación larga");
    const bubbles = page.locator("message-bubble");
    await bubbles.getByText("la respuesta").waitFor();
    const asked = companion.requests.length;

    await page.getByLabel("Ir al mensaje citado").click();
    await bubbles.getByText("mensaje 100", { exact: true }).waitFor();
    const pages = companion.requests.slice(asked).filter((one) =>
      one === "GET /api/conversacion/c-long"
    );
    companion.inbound("c-long", { body: "mientras tanto" });
    await page.locator("conversation-row").getByText("mientras tanto")
      .waitFor();
    const scroller = page.locator("message-thread .scroller");
    const later = bubbles.getByText("mensaje 170", { exact: true });
    for (let at = 0; at < 60 && !await later.isVisible(); at++) {
      await scroller.evaluate((node) => node.scrollTop += 500);
      await page.waitForTimeout(20);
    }
    const isFurther = await later.isVisible();
    const count = await bubbles.count();
    await page.getByLabel("Ir a lo más reciente").click();
    await bubbles.getByText("mientras tanto").waitFor();

    assert(pages.length <= 6, `${pages.length} pages were asked for`);
    assert(isFurther);
    assert(count <= 200);
    await until(() => companion.inbox.get("c-long")!.row.unread === 0);
  });
});

/** So many seconds of nothing, as a WAV file of 8-bit mono at 8 kHz. */
function silence(seconds: number): Uint8Array {
  const length = seconds * 8000;
  const bytes = new Uint8Array(44 + length).fill(128, 44);
  const view = new DataView(bytes.buffer);
  const text = (at: number, word: string) =>
    bytes.set(new TextEncoder().encode(word), at);
  text(0, "RIFF");
  view.setUint32(4, 36 + length, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 8000, true);
  view.setUint32(28, 8000, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  text(36, "data");
  view.setUint32(40, length, true);
  return bytes;
}

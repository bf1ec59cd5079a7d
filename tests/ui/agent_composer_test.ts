import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { type ChatPage, openChat, until } from "./chat_page.ts";
import { clinicDay } from "./clinic_day.ts";
import { startScriptedCompanion } from "./scripted_companion.ts";
import { addMessage } from "./scripted_inbox.ts";

describe("where one writes, on the agents' page", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser.close());

  it("puts in a quick reply by / with its gaps filled, to be changed before it is sent", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");
    const field = answer(chat);

    await field.pressSequentially("/ho");
    await chat.page.getByRole("option", { name: "/hola" }).waitFor();
    await field.press("ArrowDown");
    await field.press("ArrowUp");
    await field.press("Enter");
    const filled = await field.inputValue();
    await field.press("Shift+Enter");
    await field.pressSequentially("Cuéntame 🙂");
    await field.press("Enter");

    await until(() => companion.sent.size === 1);
    assertEquals(filled, "Hola, María. Soy Ana, ¿en qué te ayudo?");
    const [sent] = companion.sent.values();
    assertEquals(sent!.message, `${filled}\nCuéntame 🙂`);
  });

  it("takes files that are pasted into it and dropped anywhere on the conversation, to look at before they go", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await chat.open("María Fernanda");

    await answer(chat).evaluate((field) => {
      const data = new DataTransfer();
      data.items.add(new File(["x"], "pegada.png", { type: "image/png" }));
      field.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true }),
      );
    });
    await page.locator("open-conversation").evaluate((place) => {
      const data = new DataTransfer();
      data.items.add(new File(["x"], "orden.pdf", { type: "application/pdf" }));
      data.items.add(
        new File(["x"], "virus.exe", { type: "application/x-exe" }),
      );
      for (const name of ["dragover", "drop"]) {
        place.dispatchEvent(
          new DragEvent(name, { dataTransfer: data, bubbles: true }),
        );
      }
    });
    const tray = page.locator("attachment-tray");
    await tray.getByText("pegada.png").waitFor();
    await tray.getByText("orden.pdf").waitFor();
    await page.getByText("no admite el tipo de archivo de «virus.exe»")
      .waitFor();
    await page.getByRole("button", { name: "Quitar pegada.png" }).click();
    await answer(chat).press("Enter");

    await until(() => companion.sent.size === 1);
    assertEquals(companion.uploads.map(({ name }) => name), ["orden.pdf"]);
  });

  it("keeps one's own quick replies", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await chat.open("María Fernanda");
    await answer(chat).pressSequentially("/");
    await page.getByRole("option", { name: /Administrar/ }).click();

    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Atajo").fill("gracias");
    await dialog.getByLabel("Texto").fill("¡Gracias a ti, {nombre}!");
    await dialog.getByRole("button", { name: "Agregar" }).click();
    await dialog.getByText("/gracias").waitFor();
    await dialog.getByRole("button", { name: "Borrar /hola" }).click();
    await dialog.getByText("/hola").waitFor({ state: "detached" });
    companion.fail({
      path: "/api/respuestas",
      status: 409,
      code: "conflict",
      error: "Ya tienes una con ese atajo.",
      times: 1,
    });
    await dialog.getByLabel("Atajo").fill("gracias");
    await dialog.getByLabel("Texto").fill("Otra");
    await dialog.getByRole("button", { name: "Agregar" }).click();
    await dialog.getByText("Ya tienes una con ese atajo.").waitFor();
    const teams = await dialog.getByRole("button", { name: /horario/ }).count();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await answer(chat).fill("");
    await answer(chat).pressSequentially("/gra");
    await answer(chat).press("Tab");

    assertEquals(await answer(chat).inputValue(), "¡Gracias a ti, María!");
    assertEquals(teams, 0);
  });

  it("puts in an emoji found by its name, by the keyboard alone", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await chat.open("María Fernanda");
    await answer(chat).fill("Listo ");

    await page.getByRole("button", { name: "Emojis" }).press("Enter");
    await page.getByLabel("Buscar emoji").pressSequentially("pulgar arr");
    await page.getByRole("option", { name: "pulgar hacia arriba" }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");

    assertEquals(await answer(chat).inputValue(), "Listo 👍️");
    await page.keyboard.press("Enter");
    await until(() => companion.sent.size === 1);
  });

  it("sends a template when the window is over, as it was shown", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await chat.open("Patricia Helena");

    await page.getByRole("button", { name: "Elegir una plantilla" }).click();
    await page.getByText("promocion_rechazada").waitFor({ state: "detached" });
    await page.getByRole("button", { name: /recordatorio_cita/ }).click();
    await page.getByLabel("Valor de {{2}}").fill("jueves");
    await page.getByLabel("Valor de {{3}}").fill("7:30");
    const shown =
      "Hola, Patricia. Te recordamos tu cita del jueves a las 7:30. ¿Vendrás?";
    await page.locator("template-picker").getByText(shown).waitFor();
    await page.keyboard.press("Enter");

    await page.locator("message-bubble", { hasText: shown }).getByText(
      "Plantilla: recordatorio_cita",
    ).waitFor();

    assertEquals(
      await page.getByRole("list", { name: "Botones que ve el cliente" })
        .getByRole("listitem").allInnerTexts(),
      ["Sí, iré", "Cambiar la cita"],
    );
    await page.getByText("La ventana de 24 horas está cerrada").waitFor();
  });

  it("offers a template where a message failed because the window was over", async () => {
    const [one] = clinicDay();
    addMessage(one!, {
      body: "Tarde",
      direction: "outbound",
      status: "failed",
      error_code: 63016,
    });
    one!.row.window_expires_at = new Date(Date.now() - 1000).toISOString();
    await using companion = await startScriptedCompanion([one!]);
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");

    await chat.page.getByRole("button", { name: "Usar una plantilla" }).click();

    await chat.page.getByRole("button", { name: /seguimos_en_contacto/ })
      .waitFor();
  });

  it("records a voice note that can be heard before it is sent, as WhatsApp takes it", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await page.evaluate(hum);
    await chat.open("María Fernanda");

    await page.getByRole("button", { name: "Grabar nota de voz" }).click();
    await page.getByRole("timer").getByText("0:01").waitFor();
    await page.getByRole("button", { name: "Terminar y escuchar" }).click();
    await page.locator("voice-recorder voice-note").waitFor();
    await page.getByRole("button", { name: "Enviar nota de voz" }).click();

    await until(() => companion.sent.size === 1);
    const [file] = companion.uploads;
    assertEquals([file!.name, file!.type], ["nota-de-voz.ogg", "audio/ogg"]);
    const seconds = await lengthOf(page, await file!.bytes());
    assert(seconds > 0.8 && seconds < 5, `It lasts ${seconds} s`);
  });

  it("says what to do when there is no microphone, and drops what was begun", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException("", "NotAllowedError"));
    });
    await chat.open("María Fernanda");

    await page.getByRole("button", { name: "Grabar nota de voz" }).click();
    await page.getByText("no dio permiso al micrófono").waitFor();
    await page.keyboard.press("Escape");

    await answer(chat).waitFor();
    assertEquals(companion.sent.size, 0);
  });

  it("keeps a begun note apart from a begun answer, and what is on its way, through a reload", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await chat.open("María Fernanda");
    companion.fail({ path: "/api/enviar-mensaje", status: 503 });
    await chat.write("Saldrá después");
    await page.getByText("Seguimos intentándolo").waitFor();
    await answer(chat).fill("A medias");
    await page.getByRole("button", { name: "Escribir una nota interna" })
      .click();
    const note = page.getByRole("textbox", { name: "Nota interna" });
    await note.fill("Nota a medias");

    await page.reload();
    await chat.open("María Fernanda");
    await page.locator("queued-bubble", { hasText: "Saldrá después" })
      .waitFor();
    assertEquals(await answer(chat).inputValue(), "A medias");
    await page.getByRole("button", { name: "Escribir una nota interna" })
      .click();
    assertEquals(await note.inputValue(), "Nota a medias");
    await note.press("Escape");
    assertEquals(await answer(chat).inputValue(), "A medias");
    companion.heal();

    await page.locator("message-bubble", { hasText: "Saldrá después" })
      .waitFor();
    assertEquals(companion.sent.size, 1);
  });
});

function answer({ page }: ChatPage) {
  return page.getByLabel("Respuesta", { exact: true });
}

/** In the page: a microphone that hears a steady tone. */
function hum(): void {
  navigator.mediaDevices.getUserMedia = () => {
    const context = new AudioContext();
    const tone = context.createOscillator();
    const out = context.createMediaStreamDestination();
    tone.connect(out);
    tone.start();
    return Promise.resolve(out.stream);
  };
}

/** How long the browser itself hears a file sound, in seconds. */
async function lengthOf(page: Page, bytes: Uint8Array): Promise<number> {
  return await page.evaluate(async (list) => {
    const context = new AudioContext();
    const { buffer } = new Uint8Array(list);
    return (await context.decodeAudioData(buffer)).duration;
  }, [...bytes]);
}

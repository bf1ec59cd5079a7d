import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { Buffer } from "node:buffer";
import type { Browser } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { openChat, until } from "./chat_page.ts";
import { clinicDay } from "./clinic_day.ts";
import { startScriptedCompanion } from "./scripted_companion.ts";
import { addMessage } from "./scripted_inbox.ts";

describe("answering on the agents' page", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser.close());

  it("shows an answer at once, then its ticks as they come", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    companion.fail({ path: "/api/enviar-mensaje", delayMs: 300 });
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");

    await chat.write("Nos vemos el jueves");

    const queued = chat.page.locator("queued-bubble");
    await queued.getByText("Nos vemos el jueves").waitFor();
    const sent = chat.page.locator("message-bubble", {
      hasText: "Nos vemos el jueves",
    });
    await sent.waitFor();
    await queued.waitFor({ state: "detached" });
    const [id] = companion.sent.keys();
    for (
      const [status, word] of [
        ["sent", "Enviado"],
        ["delivered", "Entregado"],
        [
          "read",
          "Leído",
        ],
      ] as const
    ) {
      companion.report(id!, status);
      await sent.getByLabel(word, { exact: true }).waitFor();
    }
    assertEquals(companion.sent.size, 1);
  });

  it("says why a message failed, and sends it again", async () => {
    const [one] = clinicDay();
    const failed = addMessage(one!, {
      body: "Esto no llegó",
      direction: "outbound",
      status: "failed",
      error_code: 20503,
    });
    await using companion = await startScriptedCompanion([one!]);
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");

    await chat.page.getByText("WhatsApp tuvo un problema").waitFor();
    await chat.page.getByRole("button", { name: "Reintentar" }).click();

    const bubble = chat.page.locator("message-bubble").last();
    await bubble.getByLabel("Enviando").waitFor();
    companion.report(failed.id, "sent");
    await bubble.getByLabel("Enviado").waitFor();
  });

  it("leaves the choice to the agent where nobody knows whether it arrived", async () => {
    const [one] = clinicDay();
    addMessage(one!, {
      body: "¿Llegó?",
      direction: "outbound",
      status: "unknown",
    });
    await using companion = await startScriptedCompanion([one!]);
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");

    await chat.page.getByText("podría llegarle dos veces").waitFor();
    await chat.page.getByRole("button", { name: "Dejarlo así" }).click();

    await chat.page.getByText("podría llegarle dos veces").waitFor({
      state: "detached",
    });
  });

  it("shows a refusal with the companion's own words, to retry or to discard", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    const error = "La ventana de 24 horas se cerró hace un momento";
    const path = "/api/enviar-mensaje";
    companion.fail({
      path,
      status: 422,
      code: "window_closed",
      error,
      times: 1,
    });
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");

    await chat.write("¿Sigue ahí?");
    await chat.page.getByText(error).waitFor();
    await chat.page.getByRole("button", { name: "Reintentar" }).click();

    await chat.page.locator("message-bubble", { hasText: "¿Sigue ahí?" })
      .waitFor();
  });

  it("keeps what is written without a network and sends it once when that is back", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");
    await chat.page.locator("message-bubble").last().waitFor();

    await chat.context.setOffline(true);
    await chat.page.locator("connection-banner").getByText("Sin conexión")
      .waitFor();
    await chat.write("Escrito sin red");
    await chat.page.getByText("Saldrá al volver la conexión", { exact: true })
      .waitFor();
    companion.inbound("c-0", { body: "Llegó mientras tanto" });
    await chat.context.setOffline(false);

    await chat.page.locator("message-bubble", { hasText: "Escrito sin red" })
      .waitFor();
    await chat.page.locator("conversation-row").getByText(
      "Llegó mientras tanto",
    ).waitFor();
    assertEquals(companion.sent.size, 1);
  });

  it("closes the composer with a reason when the window is closed", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);

    await chat.open("Patricia Helena");

    await chat.page.getByText("La ventana de 24 horas está cerrada").waitFor();
    assertEquals(await chat.page.locator("reply-composer textarea").count(), 0);
  });

  it("keeps a draft per conversation through a reload, and nothing after leaving", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");
    const field = chat.page.getByLabel("Respuesta", { exact: true });
    await field.fill("A medio escribir");
    await chat.open("Juan Carlos");
    assertEquals(await field.inputValue(), "");

    await chat.page.reload();
    await chat.page.getByText("A medio escribir").waitFor();
    await chat.open("María Fernanda");
    assertEquals(await field.inputValue(), "A medio escribir");
    await chat.page.getByRole("button", { name: "Ajustes" }).click();
    await chat.page.getByRole("button", { name: "Salir" }).click();

    await chat.page.getByText("Saliste de Relevo").waitFor();
    assertEquals(
      await chat.page.evaluate(() => [
        sessionStorage.length,
        (globalThis as unknown as { reported: string[] }).reported.at(-1),
      ]),
      [0, "signed-out"],
    );
  });

  it("drops what it keeps of a conversation that was erased, its draft too", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");
    const field = chat.page.getByLabel("Respuesta", { exact: true });
    await field.fill("A medio escribir");
    await chat.open("Juan Carlos");
    await chat.page.getByText("A medio escribir").waitFor();
    const kept = () =>
      chat.page.evaluate(() => JSON.stringify({ ...sessionStorage }));
    assert((await kept()).includes("A medio escribir"));

    companion.erase("c-maria");

    await chat.page.locator("conversation-row", { hasText: "María Fernanda" })
      .waitFor({ state: "detached" });
    assertEquals((await kept()).includes("A medio escribir"), false);
  });

  it("sends a chosen picture, and names the limits of others", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");
    const input = chat.page.locator("reply-composer input[type=file]");
    const file = (name: string, mimeType: string, size: number) => ({
      name,
      mimeType,
      buffer: Buffer.alloc(size),
    });

    await input.setInputFiles([
      file("foto.png", "image/png", 2000),
      file("enorme.png", "image/png", 5 * 1024 * 1024 + 1),
      file("programa.exe", "application/x-msdownload", 10),
    ]);
    await chat.page.getByText("«enorme.png» pesa más de 5 MB").waitFor();
    await chat.page.getByText("no admite el tipo de archivo de «programa.exe»")
      .waitFor();
    await chat.page.getByRole("button", { name: "Enviar" }).click();

    await until(() => companion.sent.size === 1);
    const [sent] = companion.sent.values();
    assert(sent!.media_url?.includes("/medios/foto.png"));
  });

  it("goes on trying while the service is away, and says so", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    companion.fail({
      path: "/api/enviar-mensaje",
      status: 503,
      code: "unavailable",
      error: "El servicio no está disponible por ahora.",
      times: 1,
    });
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");

    await chat.write("Tarde o temprano");
    await chat.page.getByText("Seguimos intentándolo").waitFor();

    await chat.page.locator("message-bubble", { hasText: "Tarde o temprano" })
      .waitFor();
    assertEquals(companion.sent.size, 1);
  });

  it("sends nothing longer than WhatsApp takes", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");

    await chat.write("a".repeat(1601));

    await chat.page.getByText("Sobran 1 caracteres").waitFor();
    assertEquals(
      await chat.page.getByRole("button", { name: "Enviar" }).isDisabled(),
      true,
    );
    assertEquals(companion.sent.size, 0);
  });
});

import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { Buffer } from "node:buffer";
import type { Browser } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { openChat } from "./chat_page.ts";
import { clinicDay } from "./clinic_day.ts";
import { gzippedSize, pageBundle } from "./page_bundle.ts";
import { startScriptedCompanion } from "./scripted_companion.ts";
import { addMessage, conversation, hoursAgo } from "./scripted_inbox.ts";

describe("the agents' page", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser.close());

  it("is at most 90 KB on first load", async () => {
    assert(gzippedSize(await pageBundle()) <= 90 * 1024);
  });

  it("takes the token away from the document at once", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);

    await chat.page.locator("conversation-row").first().waitFor();

    assertEquals(
      await chat.page.locator("agent-chat").getAttribute("token"),
      null,
    );
  });

  it("lists newest first, counts unread in the title and finds by name and number", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const rows = chat.page.locator("conversation-row");
    await rows.first().waitFor();

    await rows.first().getByText("Juan Carlos Pérez").waitFor();
    assertEquals(await chat.page.title(), "(6) Chat");
    const search = chat.page.getByLabel("Buscar por nombre o número");
    await search.fill("maria");
    await rows.nth(1).waitFor({ state: "detached" });
    await rows.first().getByText("María Fernanda Gómez").waitFor();
    await search.fill("+57 315 336");
    await rows.first().getByText("Juan Carlos Pérez").waitFor();
    await search.fill("nadie se llama así");
    await chat.page.getByText("Sin resultados").waitFor();
  });

  it("opens a thread with everything that WhatsApp brings, and tells that it was read", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);

    await chat.open("Juan Carlos");
    await chat.page.getByText("2 mensajes nuevos").waitFor();
    await chat.page.waitForFunction(() => document.title === "(4) Chat");
    await chat.open("María Fernanda");

    const bubbles = chat.page.locator("message-bubble");
    await bubbles.last().waitFor();
    assertEquals(await bubbles.count(), 15);
    await bubbles.getByText("Oficina Chicó").waitFor();
    await bubbles.getByText("Requisitos exámenes 2026.pdf").waitFor();
    await bubbles.getByText("340 KB").waitFor();
    await bubbles.getByText("Llegó desde un anuncio").waitFor();
    assertEquals(await bubbles.locator("audio").count(), 1);
    const link = bubbles.getByText("https://example.com/requisitos", {
      exact: true,
    });
    assertEquals(await link.getAttribute("rel"), "noopener noreferrer");
    assert(companion.requests.includes("POST /api/conversacion/c-0/leido"));
  });

  it("shows a picture large, and Escape closes it", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");

    await chat.page.locator("message-bubble").getByLabel(
      "Ver la foto en grande",
    ).click();

    const viewer = chat.page.getByRole("dialog");
    await viewer.waitFor();
    await chat.page.keyboard.press("Escape");
    await viewer.waitFor({ state: "hidden" });
  });

  it("shows received text as text, whatever it looks like", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);

    await chat.open("Jorge");

    await chat.page.locator("message-bubble").getByText(
      "<img src=x onerror=alert(1)> hola",
    ).waitFor();
  });

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

  it("shows a customer's message the moment it comes", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");
    await chat.page.locator("message-bubble").last().waitFor();

    companion.inbound("c-maria", { body: "Una pregunta más" });
    companion.inbound("c-3", { body: "¿Hola?" });

    await chat.page.locator("message-bubble").getByText("Una pregunta más")
      .waitFor();
    await chat.page.locator("conversation-row").first().getByText("¿Hola?")
      .waitFor();
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

  it("comes back by itself when the stream breaks, and misses nothing", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    await chat.page.locator("conversation-row").first().waitFor();
    await until(() => companion.streams() === 1);

    companion.dropStreams();
    companion.inbound("c-2", { body: "Justo en el corte" });

    await chat.page.locator("conversation-row").getByText("Justo en el corte")
      .waitFor();
  });

  it("hears of changes through Realtime while the stream is away", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    companion.fail({ path: "/api/eventos", status: 503 });
    await using chat = await openChat(browser, companion);
    await chat.page.getByText("Actualizando cada 30 s").waitFor();
    const message = companion.inbound("c-2", { body: "Por Realtime" });
    const { version } = companion.inbox.get("c-2")!.row;

    await chat.page.locator("agent-chat").evaluate(
      (element, notice) =>
        element.setAttribute("realtime", JSON.stringify(notice)),
      { id: "c-2", version, n: 1 },
    );

    await chat.page.locator("conversation-row").first().getByText(message.body)
      .waitFor();
  });

  it("says that a conversation went to somebody else", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");
    await chat.page.locator("message-bubble").last().waitFor();
    await until(() => companion.streams() === 1);

    companion.lose("c-maria");

    await chat.page.getByText("Esta conversación pasó a otra persona")
      .waitFor();
    assertEquals(
      await chat.page.locator("conversation-row", { hasText: "María Fernanda" })
        .count(),
      0,
    );
    assertEquals(await chat.page.locator("message-bubble").count(), 0);
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

  it("loads older messages upward and keeps few in the document", async () => {
    const long = conversation({ id: "c-long", nombre: "Conversación larga" });
    for (let n = 1; n <= 400; n++) {
      addMessage(long, {
        body: `mensaje ${n}`,
        date_sent: hoursAgo(3 - n / 200),
      });
    }
    await using companion = await startScriptedCompanion([long]);
    await using chat = await openChat(browser, companion);
    await chat.open("Conversación larga");
    const bubbles = chat.page.locator("message-bubble");
    await bubbles.getByText("mensaje 400", { exact: true }).waitFor();

    const first = bubbles.getByText("mensaje 1", { exact: true });
    const scroller = chat.page.locator("message-thread .scroller");
    for (let at = 0; at < 200 && !await first.isVisible(); at++) {
      await scroller.evaluate((node) => node.scrollTop -= 700);
      assert(await bubbles.count() <= 200);
    }
    assert(await first.isVisible());
    await chat.page.getByLabel("Ir a lo más reciente").click();

    await bubbles.getByText("mensaje 400", { exact: true }).waitFor();
    assert(await bubbles.count() <= 200);
  });

  it("pages a long list and walks it by arrow keys", async () => {
    const many = Array.from({ length: 95 }, (_, at) => {
      const one = conversation({ id: `c-${at}`, nombre: `Cliente ${at}` });
      addMessage(one, { body: "Hola", date_sent: hoursAgo(at / 10) });
      return one;
    });
    await using companion = await startScriptedCompanion(many);
    await using chat = await openChat(browser, companion);
    await chat.page.getByText("Cliente 0", { exact: true }).waitFor();

    const last = chat.page.getByText("Cliente 94", { exact: true });
    const scroller = chat.page.locator("conversation-list .scroller");
    for (let at = 0; at < 40 && !await last.isVisible(); at++) {
      await scroller.evaluate((node) => node.scrollTop = node.scrollHeight);
    }
    assert(await last.isVisible());
    const list = chat.page.getByRole("listbox");
    await list.focus();
    await list.press("Home");
    await list.press("ArrowDown");
    await list.press("Enter");

    await chat.page.locator("thread-header").getByText("Cliente 1", {
      exact: true,
    }).waitFor();
  });

  it("asks for a fresh token when the old one is refused, and goes on", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");
    const fresh = companion.token();

    await chat.page.evaluate(() => {
      (globalThis as unknown as { noTokens: boolean }).noTokens = true;
    });
    companion.only(fresh);
    await chat.write("Con otro token");
    await chat.page.waitForFunction(() =>
      (globalThis as unknown as { reported: string[] }).reported.includes(
        "token-needed",
      )
    );
    await chat.page.locator("agent-chat").evaluate(
      (element, token) => element.setAttribute("token", token),
      fresh,
    );

    await chat.page.locator("message-bubble", { hasText: "Con otro token" })
      .waitFor();
  });

  it("tells who has no access, who is paused, and when the service is away", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    const path = "/api/session";
    companion.fail({ path, status: 403, code: "not_an_agent", times: 1 });
    await using stranger = await openChat(browser, companion);
    await stranger.page.getByText("Tu cuenta no tiene acceso").waitFor();

    companion.fail({ path, status: 503, code: "unavailable", times: 2 });
    await using chat = await openChat(browser, companion);
    await chat.page.getByText("No pudimos conectar").waitFor();
    await chat.page.getByRole("button", { name: "Intentar ahora" }).click();
    await chat.page.locator("conversation-row").first().waitFor();
    companion.fail({ path: "/api/", status: 403, code: "not_an_agent" });
    await chat.page.getByLabel("Actualizar").click();
    await chat.page.getByText("Tu acceso está en pausa").waitFor();
  });

  it("is one column on a phone, with a way back", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion, {
      width: 390,
      height: 844,
    });
    const list = chat.page.locator("conversation-list");
    await list.waitFor();

    await chat.open("María Fernanda");
    await list.waitFor({ state: "hidden" });
    await chat.page.getByLabel("Datos del contacto").click();
    await chat.page.getByText("Prefiere citas en la mañana.").waitFor();
    await chat.page.locator("contact-panel").getByLabel("Cerrar").click();
    await chat.page.getByLabel("Volver a la lista").click();

    await list.waitFor();
  });
});

/** Waits until something holds, looking again and again. */
async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 5000;
  while (!holds()) {
    if (Date.now() > end) throw new Error("Waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

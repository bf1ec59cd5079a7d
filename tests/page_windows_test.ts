import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { Buffer } from "node:buffer";
import type { Browser } from "playwright-core";
import { type Inbox, startInbox } from "./inbox.ts";
import { openWindow, signIn, type Window, write } from "./page/windows.ts";
import { launchBrowser } from "./ui/browser.ts";
import { until } from "./until.ts";

const MARTA = "+573001112233";

describe("two agents and a supervisor in three windows, and a customer's phone", () => {
  let browser: Browser;
  let inbox: Inbox;
  let ana: Window;
  let luis: Window;
  let sofia: Window;

  beforeAll(async () => {
    browser = await launchBrowser();
    inbox = await startInbox({ agents: ["ana", "luis"] });
    [ana, luis, sofia] = await Promise.all(
      ["ana", "luis", "sofia"].map((name) => windowOf(name)),
    ) as [Window, Window, Window];
    await inbox.twilio.inbound({
      from: MARTA,
      body: "Hola, ¿atienden hoy?",
      profileName: "Marta",
    });
  });
  afterAll(async () => {
    for (const window of [ana, luis, sofia]) {
      await window?.[Symbol.asyncDispose]();
    }
    await browser.close();
    await inbox[Symbol.asyncDispose]();
  });

  async function windowOf(name: string): Promise<Window> {
    const window = await openWindow(browser, 1440);
    await window.page.goto(`${inbox.site.url}/chat`);
    await signIn(window.page, name);
    await window.page.locator("conversation-list").waitFor();
    return window;
  }

  const phone = () => inbox.twilio.phone(MARTA).map(({ body }) => body);

  it("shows each who else is there and types, and lets who has it take over from the bot in one click", async () => {
    await open(ana);
    await open(sofia);
    const head = ana.page.locator("thread-header");
    await head.getByText(/sofia también la está viendo/i).waitFor();
    await sofia.page.getByLabel("Respuesta", { exact: true }).fill("Hola");
    await head.getByText(/sofia está escribiendo/i).waitFor();
    await sofia.page.getByLabel("Respuesta", { exact: true }).fill("");
    await head.getByText(/sofia también la está viendo/i).waitFor();

    await ana.page.getByRole("button", { name: "Tomar la conversación" })
      .click();

    await ana.page.getByText("la tomó del bot").waitFor();
    await sofia.page.locator("message-thread").getByText("la tomó del bot")
      .waitFor();
  });

  it("keeps a note among the team: the supervisor reads it, the customer never", async () => {
    await ana.page.getByRole("button", { name: "Escribir una nota interna" })
      .click();
    const field = ana.page.getByRole("textbox", { name: "Nota interna" });
    await field.pressSequentially("¿Le hacemos descuento, @sof");
    await ana.page.getByRole("option").first().waitFor();
    await field.press("Enter");
    await field.press("Enter");

    await sofia.page.locator("team-note", { hasText: "¿Le hacemos descuento" })
      .waitFor();
    await ana.page.getByRole("button", { name: "Volver a responder" }).click();
    await write(ana.page, "Sí, hasta las 5");
    await until(
      "the phone has the answer",
      () => phone().includes("Sí, hasta las 5"),
    );
    assertEquals(phone().filter((body) => body.includes("descuento")), []);
  });

  it("hands over with a note, which its receiver accepts, and takes it away from who had it", async () => {
    await ana.page.getByRole("button", { name: "Pasar a un colega" }).click();
    await ana.page.getByRole("radio", { name: /luis/i }).check();
    await ana.page.getByLabel("Nota para quien la recibe").fill("Quiere cita");
    await ana.page.getByRole("button", { name: "Pasar", exact: true }).click();

    await ana.page.getByText("Ya no puedes leerla ni responder").waitFor();
    assertEquals(await ana.page.locator("conversation-row").count(), 0);
    assertEquals(await ana.page.locator("message-bubble").count(), 0);
    await open(luis);
    await luis.page.locator("standing-bar").getByText("Quiere cita").waitFor();
    await luis.page.getByRole("button", { name: "Aceptar" }).click();
    await luis.page.getByText(/aceptó la conversación/).waitFor();
    await sofia.page.locator("message-thread").getByText(
      /aceptó la conversación/,
    ).waitFor();
  });

  it("sends once, and in order, what was written while the network was away", async () => {
    await luis.context.setOffline(true);
    await write(luis.page, "Soy Luis, te ayudo yo");
    await luis.page.getByText("Saldrá al volver la conexión", { exact: true })
      .waitFor();
    await luis.context.setOffline(false);

    await until(
      "the phone has it",
      () => phone().includes("Soy Luis, te ayudo yo"),
    );
    await luis.page.locator("message-bubble", { hasText: "Soy Luis" })
      .waitFor();
    assertEquals(
      phone().filter((body) => body === "Soy Luis, te ayudo yo").length,
      1,
    );
  });

  it("reads a contact card, and begins a conversation with whom it is of", async () => {
    await inbox.twilio.inbound({
      from: MARTA,
      contact: { name: "Pedro Nel", phone: "+573009998877" },
    });

    const card = luis.page.locator("contact-card");
    await card.getByText("Pedro Nel").first().waitFor();
    await card.getByRole("button", { name: "Escribirle" }).click();

    const dialog = luis.page.getByRole("dialog");
    await dialog.getByText("+57 300 999 8877").waitFor();
    await dialog.getByLabel(/Nombre/).fill("Pedro Nel");
    await dialog.getByRole("button", { name: "Abrir conversación" }).click();

    const head = luis.page.locator("thread-header");
    await head.getByText("Pedro Nel").waitFor();
    await luis.page.getByRole("button", { name: "Elegir una plantilla" })
      .waitFor();
    await sofia.page.locator("conversation-row", { hasText: "Pedro Nel" })
      .waitFor();
  });

  it("puts off and comes back, names the customer, and gives back to the bot with a farewell and a document", async () => {
    const { page } = luis;
    await open(luis);
    await page.getByRole("button", { name: "Más acciones" }).click();
    await page.getByRole("menuitem", { name: "Posponer" }).click();
    await page.getByRole("button", { name: /Dentro de 1 hora/ }).click();
    await page.getByRole("button", { name: "Retomar ahora" }).click();
    await page.getByText("Volvió de estar pospuesta").waitFor();
    await page.getByRole("button", { name: "Editar: Nombre" }).click();
    await page.getByLabel("Nombre", { exact: true }).fill("Marta Lucía");
    await page.keyboard.press("Enter");
    await sofia.page.locator("conversation-row", { hasText: "Marta Lucía" })
      .waitFor();
    await page.getByRole("button", { name: "Editar: Observaciones" }).click();
    await page.getByLabel("Observaciones", { exact: true }).fill(
      "Por la tarde",
    );
    await page.getByRole("button", { name: "Guardar" }).click();
    await sofia.page.getByText("Por la tarde").waitFor();

    await page.getByRole("button", { name: "Más acciones" }).click();
    await page.getByRole("menuitem", { name: "Devolver al bot" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Despedida").fill("¡Que estés muy bien!");
    await dialog.locator("input[type=file]").setInputFiles({
      name: "indicaciones.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-1.4\n%%EOF"),
    });
    await dialog.getByRole("button", { name: "Devolver al bot" }).click();

    await page.getByText("El bot está respondiendo").waitFor();
    await until("the phone has the farewell and the document", () => {
      const got = inbox.twilio.phone(MARTA);
      return got.some(({ body }) => body === "¡Que estés muy bien!") &&
        got.some(({ media }) =>
          media.some(({ contentType }) => contentType === "application/pdf")
        );
    });
  });

  it("closes and labels, and shows it to the supervisor at once", async () => {
    await open(luis);
    await inbox.as("sofia", "/api/etiquetas", {
      json: { nombre: "Cita", color: "green" },
    });
    await luis.page.getByRole("button", { name: "Más acciones" }).click();
    await luis.page.getByRole("menuitem", { name: "Etiquetas" }).click();
    await luis.page.getByRole("checkbox", { name: "Cita" }).check();
    await luis.page.getByRole("button", { name: "Guardar" }).click();
    await luis.page.getByRole("button", { name: "Cerrar la conversación" })
      .click();

    const thread = sofia.page.locator("message-thread");
    await thread.getByText(/puso Cita/).waitFor();
    await thread.getByText(/cerró la conversación/).waitFor();
  });
});

async function open({ page }: Window): Promise<void> {
  await page.locator("conversation-row", { hasText: "Marta" }).click();
  await page.locator("message-bubble", { hasText: "¿atienden hoy?" })
    .waitFor();
}

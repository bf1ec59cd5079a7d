import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Browser } from "playwright-core";
import { type Inbox, startInbox } from "./inbox.ts";
import { openWindow, signIn, type Window } from "./page/windows.ts";
import { launchBrowser } from "./ui/browser.ts";

const MARTA = "+573001112233";
const JUAN = "+573004445566";

describe("a supervisor's page beside an agent's, on the whole house", () => {
  let browser: Browser;
  let inbox: Inbox;
  let luis: Window;
  let sofia: Window;

  beforeAll(async () => {
    browser = await launchBrowser();
    inbox = await startInbox({ agents: ["ana", "luis"] });
    await inbox.twilio.inbound({
      from: MARTA,
      body: "Hola, ¿atienden hoy?",
      profileName: "Marta",
    });
    await inbox.twilio.inbound({
      from: JUAN,
      body: "Necesito la factura",
      profileName: "Juan",
    });
    [luis, sofia] = await Promise.all(
      ["luis", "sofia"].map(windowOf),
    ) as [Window, Window];
  });
  afterAll(async () => {
    for (const window of [luis, sofia]) await window?.[Symbol.asyncDispose]();
    await browser.close();
    await inbox[Symbol.asyncDispose]();
  });

  async function windowOf(name: string): Promise<Window> {
    const window = await openWindow(browser, 1440);
    await window.page.goto(`${inbox.site.url}/chat`);
    await signIn(window.page, name);
    await window.page.locator("conversation-row").first().waitFor();
    return window;
  }

  const row = ({ page }: Window, name: string) =>
    page.locator("conversation-row", { hasText: name });
  const person = (name: RegExp) => sofia.page.getByRole("article", { name });

  it("shows who has how much, and gives a conversation to whom its row is dragged onto", async () => {
    await sofia.page.getByRole("button", { name: "Equipo" }).click();
    await person(/ana/i).getByText("1 abierta").waitFor();
    // Who came in after the question is there at the next one, 15 s later.
    await person(/luis/i).getByText("En línea").waitFor({ timeout: 20_000 });

    await row(sofia, "Marta").dragTo(person(/luis/i));
    await sofia.page.getByLabel("Nota para quien la recibe").fill("Es urgente");
    await sofia.page.getByRole("button", { name: "Pasar", exact: true })
      .click();

    await row(luis, "Marta").getByText(/Te la pasó/).waitFor();
    await person(/luis/i).getByText("2 abiertas").waitFor();
  });

  it("limits how many somebody takes, and shares out what the paused had", async () => {
    const limit = sofia.page.getByLabel(/Máximo de conversaciones.*luis/i);
    await limit.fill("5");
    await limit.press("Enter");
    await person(/luis/i).getByText("2 de 5 abiertas").waitFor();

    await sofia.page.getByRole("button", { name: /Pausar a luis/i }).click();
    await sofia.page.getByRole("button", { name: "Repartirlo entre los demás" })
      .click();

    await person(/ana/i).getByText("2 abiertas").waitFor();
    await person(/luis/i).getByText("En pausa").waitFor();
    await luis.page.getByText("Tu acceso está en pausa").waitFor();
    assertEquals(await luis.page.locator("conversation-row").count(), 0);
  });

  it("finds words in messages, and goes to where they were written", async () => {
    const { page } = sofia;
    const search = page.getByLabel("Buscar nombre, número o palabras");
    await search.fill("FACTURA");
    await page.locator("message-found", { hasText: "factura" }).click();

    await page.locator("message-bubble.flash", { hasText: "factura" })
      .waitFor();
    await search.fill("");
  });

  it("narrows and orders the list by what the service knows, in another language too", async () => {
    const { page } = sofia;
    await page.getByRole("button", { name: "Filtros" }).click();
    await page.getByRole("radio", { name: "Quien más espera" }).check();
    await page.getByRole("radio", { name: "Cerradas" }).check();
    await page.getByRole("button", { name: "Listo" }).click();
    await page.getByText("Nada con este filtro").waitFor();
    await page.getByRole("button", { name: "Quitar: Cerradas" }).click();
    await row(sofia, "Juan").waitFor();

    await page.getByRole("button", { name: "Ajustes" }).click();
    await page.getByRole("radio", { name: "Português" }).check();

    await page.getByRole("heading", { name: "Ajustes" }).waitFor();
    await page.getByLabel("Buscar nome, número ou palavras").waitFor();
  });
});

import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { openChat } from "./chat_page.ts";
import { clinicDay } from "./clinic_day.ts";
import { openLines } from "./screen_states.ts";
import {
  type ScriptedCompanion,
  startScriptedCompanion,
} from "./scripted_companion.ts";
import { scriptedLine } from "./scripted_lines.ts";

const ACCOUNT = `AC${"0a".repeat(16)}`;
const TOKEN = "un-token-que-nadie-ve-9417";

describe("the lines, on the agents' page", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser.close());

  it("are a table with each one's numbers, provider and state in words", async () => {
    await using companion = await supervised();
    companion.team.lines.push(
      scriptedLine(3, "whatsapp:+525512345678", {
        configured: false,
        credenciales: "faltan",
      }),
      scriptedLine(4, "+593987654321", {
        estado: "detenida",
        motivo: "Twilio la rechaza",
      }),
    );
    await using chat = await openChat(browser, companion);

    await openLines(chat);

    const rows = chat.page.getByRole("table").getByRole("row");
    const first = await rows.nth(1).innerText();
    for (
      const part of [
        "Sede norte",
        "+57 315 336 9631",
        "Colombia: 315 336 9631",
        "Twilio",
        "Configurada automáticamente",
      ]
    ) assertEquals(first.includes(part), true, part);
    await rows.nth(1).getByTitle("configuración del servicio").waitFor();
    await rows.nth(2).getByText("Configurada", { exact: true }).waitFor();
    await rows.nth(3).getByText("Faltan credenciales").waitFor();
    await rows.nth(3).getByText("+52 551 234 5678").waitFor();
    await rows.nth(4).getByText("Detenida: Twilio la rechaza").waitFor();
    assertEquals(await rows.nth(1).getByRole("button").count(), 0);
    assertEquals(await rows.nth(2).getByRole("button").count(), 1);
  });

  it("are added by keyboard alone: a refused field says why, and the token is nowhere afterwards", async () => {
    await using companion = await supervised();
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    const { keyboard } = page;
    await page.locator("conversation-row").first().waitFor();

    await keyboard.press("Control+k");
    await page.getByRole("combobox").fill("líneas de wh");
    await page.getByRole("option", { name: "Líneas de WhatsApp" }).waitFor();
    await keyboard.press("Enter");
    await page.getByRole("table").waitFor();
    await focused(page, "Agregar una línea");
    await keyboard.press("Enter");
    await page.getByLabel("Proveedor").waitFor();
    assertEquals(await page.getByLabel("Auth Token").count(), 0);
    const choices = page.getByLabel("Proveedor").locator("option:disabled");
    assertEquals(await choices.count(), 3);
    await keyboard.press("T");
    const token = page.getByLabel("Auth Token");
    await token.waitFor();
    assertEquals(await token.getAttribute("type"), "password");
    assertEquals(await token.getAttribute("autocomplete"), "off");
    await page.getByText("nunca se vuelve a mostrar").waitFor();
    await page.getByText("https://inbox.example/webhook/twilio/status")
      .waitFor();
    for (const typed of ["+57 300 111 2222", "Sede centro", "AC1", TOKEN]) {
      await keyboard.press("Tab");
      await keyboard.type(typed);
    }
    await keyboard.press("Enter");
    await focusedField(page, "account_sid");
    await page.getByText("Son AC y 32").waitFor();
    await keyboard.press("Control+a");
    await keyboard.type(ACCOUNT);
    await keyboard.press("Enter");
    await focusedField(page, "numero");
    await page.getByText("Ese número ya es una línea").waitFor();
    await keyboard.press("Control+a");
    await keyboard.type("+57 300 111 3333");
    await keyboard.press("Enter");

    await page.getByText("Agregaste Sede centro.").waitFor();
    await page.getByRole("row", { name: /Sede centro/ }).waitFor();
    assertEquals(companion.acts.at(-1)!.body, {
      numero: "+57 300 111 3333",
      nombre: "Sede centro",
      account_sid: ACCOUNT,
      auth_token: TOKEN,
    });
    assertEquals(await isOnPage(page, TOKEN), false);
  });

  it("get other credentials, and the token is nowhere afterwards", async () => {
    await using companion = await supervised();
    Object.assign(companion.team.lines[1]!, { credenciales: "ilegibles" });
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await openLines(chat);
    await page.getByText("Credenciales ilegibles").waitFor();

    await page.getByLabel("Cambiar las credenciales de Sede sur").click();
    await page.getByLabel("Auth Token").fill("corto");
    assertEquals(await isOnPage(page, "corto"), true);
    await page.keyboard.press("Enter");
    await page.getByText("Son de 8 a 200").waitFor();
    await page.getByLabel("Auth Token").fill(TOKEN);
    await page.keyboard.press("Enter");

    await page.getByText("Cambiaste las credenciales de Sede sur.").waitFor();
    await page.getByText("Configurada", { exact: true }).waitFor();
    assertEquals(companion.acts.at(-1)!.body, { auth_token: TOKEN });
    assertEquals(await isOnPage(page, TOKEN), false);
  });

  it("say so when the credentials are set elsewhere", async () => {
    await using companion = await supervised();
    Object.assign(companion.team.lines[0]!, {
      configured: false,
      credenciales: "faltan",
    });
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await openLines(chat);

    await page.getByLabel("Cambiar las credenciales de Sede norte").click();
    await page.getByLabel("Auth Token").fill(TOKEN);
    await page.keyboard.press("Enter");

    await page.getByRole("alert").getByText("solo se cambian allí").waitFor();
  });

  it("are not offered to an agent", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await page.getByRole("button", { name: "Ajustes" }).click();
    await page.getByRole("button", { name: "Atajos de teclado" }).waitFor();
    const offered = page.getByText("Líneas de WhatsApp");
    assertEquals(await offered.count(), 0);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("líneas de wh");

    await page.getByRole("option").first().waitFor();

    assertEquals(await offered.count(), 0);
    assertEquals(companion.requests.includes("GET /api/lineas"), false);
  });
});

async function supervised(): Promise<ScriptedCompanion> {
  const companion = await startScriptedCompanion(clinicDay());
  companion.role = "supervisor";
  return companion;
}

async function focused(page: Page, name: string): Promise<void> {
  await page.locator("lines-form button:focus", { hasText: name }).waitFor();
}

async function focusedField(page: Page, id: string): Promise<void> {
  await page.locator(`lines-form #${id}:focus[aria-invalid=true]`).waitFor();
}

/** Whether a text is anywhere in the page: in its markup, in any shadow of it, or in a field. */
async function isOnPage(page: Page, text: string): Promise<boolean> {
  return await page.evaluate((text) => {
    const holds = (root: Document | ShadowRoot): boolean =>
      [...root.querySelectorAll("*")].some((one) =>
        one.outerHTML.includes(text) ||
        (one instanceof HTMLInputElement && one.value.includes(text)) ||
        (one.shadowRoot !== null && holds(one.shadowRoot))
      );
    return holds(document);
  }, text);
}

import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Browser } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { openChat, until } from "./chat_page.ts";
import { clinicDay } from "./clinic_day.ts";
import { startScriptedCompanion } from "./scripted_companion.ts";
import { addMessage, conversation, hoursAgo } from "./scripted_inbox.ts";

describe("the customer's panel on the agents' page", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser.close());

  it("shows who it is, and what the site and other lines know of them", async () => {
    const day = clinicDay();
    const elsewhere = conversation({
      id: "c-elsewhere",
      nombre: "María en ventas",
      numero: "573104458812",
      linea: "+576017430000",
      last_message_time: hoursAgo(900),
    });
    addMessage(elsewhere, { body: "De otra línea", date_sent: hoursAgo(900) });
    await using companion = await startScriptedCompanion([...day, elsewhere]);
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");
    const panel = chat.page.locator("contact-panel");

    await panel.getByText("310 445 8812").waitFor();
    await panel.getByText("Primer contacto").waitFor();
    await panel.getByText("Cita", { exact: true }).waitFor();
    await panel.getByText("La orden dice").waitFor();
    await panel.getByText("Examen ocupacional de ingreso").waitFor();
    await panel.getByText("9/3/2021").waitFor();
    await panel.getByText("#10023 · $ 84.000").waitFor();
    await panel.getByText("Requisitos exámenes 2026.pdf").waitFor();
    await panel.getByRole("button", { name: "+57 601 743 0000" }).click();

    await chat.page.locator("message-bubble", { hasText: "De otra línea" })
      .waitFor();
  });

  it("changes the name, the observations and the bot", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await chat.open("María Fernanda");

    await page.getByRole("button", { name: "Editar: Nombre" }).click();
    await page.getByLabel("Nombre", { exact: true }).fill("Mafe Gómez");
    await page.keyboard.press("Enter");
    await page.locator("conversation-row", { hasText: "Mafe Gómez" }).waitFor();
    await page.getByRole("button", { name: "Editar: Observaciones" }).click();
    await page.getByLabel("Observaciones", { exact: true }).fill("Solo tardes");
    await page.getByRole("button", { name: "Guardar" }).click();
    await page.getByText("Solo tardes").waitFor();
    await page.getByRole("switch", { name: "El bot responde" }).press("Space");
    await page.getByText("El bot está respondiendo").waitFor();

    assertEquals(
      companion.acts.filter(({ path }) => path !== "presencia")
        .map(({ body }) => body),
      [{ nombre: "Mafe Gómez" }, { observaciones: "Solo tardes" }, {
        activo: true,
      }],
    );
  });

  it("exports and erases for a supervisor alone, and erases only what is typed out", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await chat.open("María Fernanda");
    await page.getByText("Paciente desde 2021").waitFor();
    const forAgents = await page.getByText("Borrar al cliente").count();

    companion.role = "supervisor";
    await page.reload();
    await chat.open("María Fernanda");
    const file = page.waitForEvent("download");
    await page.getByRole("button", { name: "Exportar todo" }).click();
    assertEquals((await file).suggestedFilename(), "573104458812.json");
    await page.getByRole("button", { name: "Borrar al cliente" }).click();
    const erase = page.getByRole("button", { name: "Borrar para siempre" });
    await page.getByLabel(/para confirmar/).fill("+57 310 445 881");
    const tooEarly = await erase.isDisabled();
    await page.getByLabel(/para confirmar/).fill("+57 310 445 8812");
    await erase.click();

    await page.locator("conversation-row", { hasText: "María Fernanda" })
      .waitFor({ state: "detached" });
    await until(() => companion.acts.some(({ path }) => path === "borrar"));
    assertEquals([forAgents, tooEarly], [0, true]);
    assertEquals(companion.acts.at(-1)?.body, { confirm: "+573104458812" });
  });

  it("shows the rest when a part of it can't be had", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    companion.fail({
      path: "/api/conversacion/c-maria/sitio",
      status: 503,
      code: "unavailable",
    });
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");
    const panel = chat.page.locator("contact-panel");

    await panel.getByText("No se pudo cargar.").waitFor();
    await panel.getByText("Requisitos exámenes 2026.pdf").waitFor();
  });
});

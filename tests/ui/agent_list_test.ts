import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Browser } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { openChat } from "./chat_page.ts";
import { clinicDay } from "./clinic_day.ts";
import { firstLoadSize, pageBundle } from "./page_bundle.ts";
import { startScriptedCompanion } from "./scripted_companion.ts";
import { addMessage, conversation, hoursAgo } from "./scripted_inbox.ts";

describe("the list of the agents' page", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser.close());

  it("is at most 90 KB on first load", async () => {
    assert(firstLoadSize(await pageBundle()) <= 90 * 1024);
  });

  it("lists newest first and what is pinned above, counts unread in the title and finds by name and number", async () => {
    const conversations = clinicDay();
    conversations.find(({ row }) => row.id === "c-2")!.row.fijada = true;
    await using companion = await startScriptedCompanion(conversations);
    await using chat = await openChat(browser, companion);
    const rows = chat.page.locator("conversation-row");
    await rows.first().waitFor();

    await rows.first().getByText("Transportes El Cóndor").waitFor();
    await rows.nth(1).getByText("Juan Carlos Pérez").waitFor();
    assertEquals(await chat.page.title(), "(6) Chat");
    const search = chat.page.getByLabel("Buscar nombre, número o palabras");
    await search.fill("maria");
    await rows.nth(1).waitFor({ state: "detached" });
    await rows.first().getByText("María Fernanda Gómez").waitFor();
    await search.fill("+57 315 336");
    await rows.first().getByText("Juan Carlos Pérez").waitFor();
    await search.fill("nadie se llama así");
    await chat.page.getByText("Sin resultados").waitFor();
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

import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { openChat, until } from "./chat_page.ts";
import { clinicDay } from "./clinic_day.ts";
import { startScriptedCompanion } from "./scripted_companion.ts";
import { addMessage, conversation, hoursAgo } from "./scripted_inbox.ts";

describe("a thread on the agents' page", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser.close());

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
    const kept = await chat.page.locator("agent-chat").evaluate((page) => {
      const { threads, contact } = Reflect.get(page, "chatState");
      return JSON.stringify([...threads.values(), contact]);
    });
    for (const word of ["Oficina Chicó", "La orden dice", "Examen"]) {
      assertEquals(kept.includes(word), false, word);
    }
  });

  it("goes to the message that another one answers, however far back", async () => {
    const long = conversation({ id: "c-long", nombre: "Conversación larga" });
    const first = addMessage(long, {
      body: "la pregunta",
      date_sent: hoursAgo(3),
    });
    for (let n = 1; n <= 200; n++) {
      addMessage(long, { body: `mensaje ${n}`, date_sent: hoursAgo(2) });
    }
    addMessage(long, {
      body: "la respuesta",
      details: { quoted: { provider_id: "SM1", message_id: first.id } },
    });
    await using companion = await startScriptedCompanion([long]);
    await using chat = await openChat(browser, companion);
    await chat.open("Conversación larga");

    await chat.page.getByLabel("Ir al mensaje citado").click();

    const question = chat.page.locator("message-bubble .text", {
      hasText: "la pregunta",
    });
    await question.waitFor();
    await chat.page.waitForFunction((node) => {
      const { top } = node!.getBoundingClientRect();
      return top > 0 && top < innerHeight;
    }, await question.elementHandle());
  });

  it("opens where reading stopped", async () => {
    const long = conversation({ id: "c-long", nombre: "Conversación larga" });
    for (let n = 1; n <= 200; n++) {
      addMessage(long, { body: `mensaje ${n}`, date_sent: hoursAgo(2) });
    }
    long.row.unread = 80;
    await using companion = await startScriptedCompanion([long]);
    await using chat = await openChat(browser, companion);

    await chat.open("Conversación larga");

    const line = chat.page.getByText("80 mensajes nuevos");
    await line.waitFor();
    await chat.page.waitForFunction((node) => {
      const { top } = node!.getBoundingClientRect();
      return top > 0 && top < innerHeight / 2;
    }, await line.elementHandle());
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
    let highest = 400;
    for (let at = 0; at < 200 && !await first.isVisible(); at++) {
      await scroller.evaluate((node) => node.scrollTop -= 700);
      assert(await bubbles.count() <= 200);
      const top = await topMessage(chat.page);
      assert(top <= highest && highest - top < 40, `${highest} to ${top}`);
      highest = top;
    }
    assert(await first.isVisible());
    await chat.page.getByLabel("Ir a lo más reciente").click();

    await bubbles.getByText("mensaje 400", { exact: true }).waitFor();
    assert(await bubbles.count() <= 200);
  });
});

/** The number of the message that stands at the top of the view, once nothing moves any more. */
function topMessage(page: Page): Promise<number> {
  return page.locator("message-thread").evaluate(async (thread) => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    await frame();
    const root = thread.shadowRoot!;
    const top = root.querySelector(".scroller")!.getBoundingClientRect().top;
    const bubble = [...root.querySelectorAll("message-bubble")].find((node) =>
      node.getBoundingClientRect().bottom > top
    )!;
    const text = bubble.shadowRoot!.querySelector(".received")!.textContent!;
    return Number(text.replace("mensaje ", ""));
  });
}

import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Browser } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { openChat, until } from "./chat_page.ts";
import { clinicDay } from "./clinic_day.ts";
import { startScriptedCompanion } from "./scripted_companion.ts";

describe("the connection of the agents' page", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser.close());

  it("takes the token away from the document at once", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);

    await chat.page.locator("conversation-row").first().waitFor();

    assertEquals(
      await chat.page.locator("agent-chat").getAttribute("token"),
      null,
    );
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
});

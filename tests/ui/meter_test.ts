import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Browser } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { openChat } from "./chat_page.ts";
import { clinicDay } from "./clinic_day.ts";
import { startScriptedCompanion } from "./scripted_companion.ts";
import { addMessage } from "./scripted_inbox.ts";
import { minutesAgo, stuckLane } from "./scripted_health.ts";

describe("the zero-loss meter on the page", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser.close());

  it("is a supervisor's: an agent's page neither shows it nor asks for it", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using agent = await openChat(browser, companion);
    await agent.page.locator("conversation-row").first().waitFor();
    const asked = companion.requests.filter((one) => one.includes("health"));
    const shown = await agent.page.locator("health-meter").count();

    companion.role = "supervisor";
    await using supervisor = await openChat(browser, companion);
    await supervisor.page.getByText("Sin pérdidas · 1.234 recibidos").waitFor();

    assertEquals([asked, shown], [[], 0]);
  });

  it("says what is gravest in one line, and the numbers behind it", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    companion.role = "supervisor";
    companion.health = {
      meter: { state: "missing", here: 1233, in_wix: 1200, missing: 1 },
      failingSince: minutesAgo(30),
    };
    await using chat = await openChat(browser, companion);

    await chat.page.getByRole("button", { name: "Falta 1 mensaje" }).click();
    const numbers = await chat.page.locator("health-meter dd").allInnerTexts();
    await chat.page.getByText("Twilio no responde desde").waitFor();

    assertEquals(numbers, ["1.234", "1.233", "1.200", "1"]);
  });

  it("is old, and says so, while the service doesn't answer", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    companion.role = "supervisor";
    companion.fail({
      path: "/health/detail",
      status: 503,
      code: "unavailable",
    });
    await using chat = await openChat(browser, companion);

    await chat.page.getByText("No pudimos consultar el estado").waitFor();
    companion.heal();
    await chat.page.getByLabel("Actualizar").click();

    await chat.page.getByText("Sin pérdidas · 1.234 recibidos").waitFor();
  });

  it("tells of a message that came late when it was written", async () => {
    const conversations = clinicDay();
    const [first] = conversations;
    addMessage(first!, {
      body: "¿Siguen ahí?",
      details: { written_at: minutesAgo(45) },
    });
    await using companion = await startScriptedCompanion(conversations);
    await using chat = await openChat(browser, companion);

    await chat.open(first!.row.nombre);

    await chat.page.getByText(/Escrito (hoy|ayer) \d\d:\d\d, llegó tarde/)
      .waitFor();
  });

  it("releases what is stuck with one press", async () => {
    const conversations = clinicDay();
    const [first] = conversations;
    await using companion = await startScriptedCompanion(conversations);
    companion.role = "supervisor";
    companion.stuck = [stuckLane("publish_change", first!.row.id)];
    companion.health = { unknownLine: 2 };
    await using chat = await openChat(browser, companion);

    await chat.page.getByRole("button", { name: "3 asuntos te esperan" })
      .click();
    await chat.page.getByRole("button", {
      name: `Liberar: ${first!.row.nombre}`,
    }).click();
    await chat.page.getByText("2 asuntos te esperan").waitFor();
    await chat.page.getByRole("button", { name: "Reprocesar" }).click();
    await chat.page.getByText("Sin pérdidas · 1.234 recibidos").waitFor();

    assertEquals(companion.stuck, []);
  });
});

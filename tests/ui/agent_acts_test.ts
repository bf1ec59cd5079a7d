import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Browser } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { type ChatPage, openChat, until } from "./chat_page.ts";
import { clinicDay } from "./clinic_day.ts";
import {
  type ScriptedCompanion,
  startScriptedCompanion,
} from "./scripted_companion.ts";

describe("acts on a conversation, on the agents' page", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser.close());

  it("hands over to a colleague with a note, by the keyboard alone", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await chat.open("María Fernanda");

    await page.getByRole("button", { name: "Más acciones" }).press("ArrowDown");
    await page.keyboard.press("Enter");
    const luis = page.getByRole("radio", { name: /Luis Cárdenas/ });
    await page.waitForFunction(
      (radio) => radio!.matches(":focus"),
      await luis.elementHandle(),
    );
    await page.keyboard.press("Space");
    await page.getByLabel("Nota para quien la recibe").press("x");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");

    await page.getByText("Se la pasaste a Luis Cárdenas").waitFor();
    await page.getByText("Esta conversación pasó a otra persona").first()
      .waitFor();
    assertEquals(done(companion), [["asignar", { agente: 2, nota: "x" }]]);
  });

  it("lets its receiver accept what was handed over", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    companion.inbox.get("c-maria")!.row.traspaso = {
      de_id: 2,
      de: "Luis Cárdenas",
      nota: "Falta la factura",
      desde: new Date().toISOString(),
    };
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");

    await chat.page.getByText("Falta la factura").waitFor();
    await chat.page.getByRole("button", { name: "Aceptar" }).click();

    await chat.page.getByText("Ana Restrepo aceptó la conversación").waitFor();
    await chat.page.getByRole("button", { name: "Aceptar" }).waitFor({
      state: "detached",
    });
  });

  it("takes over from the bot in one click, and gives back with a farewell", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    companion.inbox.get("c-maria")!.row.stopBot = false;
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await chat.open("María Fernanda");

    await page.getByRole("button", { name: "Tomar la conversación" }).click();
    await page.getByText("Ana Restrepo la tomó del bot").nth(1).waitFor();
    await choose(chat, "Devolver al bot");
    await page.getByLabel("Despedida").fill("¡Que te vaya muy bien!");
    await page.getByRole("dialog").getByRole("button", {
      name: "Devolver al bot",
    }).click();

    await page.locator("message-bubble", { hasText: "¡Que te vaya muy bien!" })
      .waitFor();
    await page.getByText("El bot está respondiendo").waitFor();
    const [taken, given] = done(companion);
    assertEquals(taken, ["bot", { activo: false }]);
    assertEquals(
      { ...given![1], id: typeof given![1].id },
      { activo: true, despedida: "¡Que te vaya muy bien!", id: "string" },
    );
  });

  it("closes, reopens, puts off and labels", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await chat.open("María Fernanda");

    await page.getByRole("button", { name: "Cerrar la conversación" }).click();
    await page.getByRole("button", { name: "Reabrir" }).click();
    await page.getByText("Ana Restrepo la reabrió").waitFor();
    await choose(chat, "Posponer");
    await page.getByRole("button", { name: /Mañana/ }).click();
    await page.getByRole("button", { name: "Retomar ahora" }).click();
    await page.getByText("Volvió de estar pospuesta").waitFor();
    await choose(chat, "Etiquetas");
    await page.getByRole("checkbox", { name: "Urgente" }).check();
    await page.getByRole("button", { name: "Guardar" }).click();
    await page.getByText("Ana Restrepo puso Urgente").waitFor();

    const [closed, reopened, put, woken, labels] = done(companion);
    assertEquals([closed, reopened, woken, labels], [
      ["cerrar", {}],
      ["reabrir", {}],
      ["posponer", { hasta: null }],
      ["etiquetas", { etiquetas: [1, 3, 2] }],
    ]);
    const until = new Date(String(put![1].hasta));
    assertEquals(
      until.toLocaleTimeString("es", { timeZone: "America/Bogota" }),
      "8:00:00",
    );
  });

  it("keeps a note for the team, with whom it mentions, and never sends it", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await chat.open("María Fernanda");

    await page.getByRole("button", { name: "Escribir una nota interna" })
      .click();
    const field = page.getByRole("textbox", { name: "Nota interna" });
    await field.pressSequentially("Revisa esto, @so");
    await page.getByRole("option", { name: "Sofía Duque" }).waitFor();
    await field.press("Enter");
    await field.press("Enter");

    await page.locator("team-note", { hasText: "Revisa esto, @Sofía Duque" })
      .getByText("Solo la ve el equipo").waitFor();
    const [[path, note]] = done(companion) as [
      [string, Record<string, unknown>],
    ];
    assertEquals([path, note.texto, note.menciones], [
      "notas",
      "Revisa esto, @Sofía Duque",
      [9],
    ]);
    assertEquals(companion.sent.size, 0);
  });

  it("says in plain words why it came to whom", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");

    await choose(chat, "¿Por qué me tocó?");

    const dialog = chat.page.getByRole("dialog");
    await dialog.getByText("Luis Cárdenas se la pasó a Ana Restrepo.")
      .waitFor();
    await dialog.getByText("No podían: Pedro Nel (en pausa).").waitFor();
  });

  it("shows who else is there and who types, tells that it types itself, and forgets who went", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");
    await chat.page.locator("message-bubble").last().waitFor();
    await until(() => companion.streams() === 1);
    const sofia = { agente_id: 9, nombre: "Sofía Duque" };
    const head = chat.page.locator("thread-header");

    companion.presence("c-maria", { ...sofia, escribiendo: true });
    await head.getByText("Sofía Duque está escribiendo…").waitFor();
    companion.presence("c-maria", { ...sofia, escribiendo: false });
    await head.getByText("Sofía Duque también la está viendo").waitFor();
    companion.leaves("c-maria", sofia);
    await head.getByText("para responder").waitFor();
    await chat.page.getByLabel("Respuesta", { exact: true }).fill("Ya");

    await until(() =>
      companion.acts.some(({ path, body }) =>
        path === "presencia" && body.escribiendo === true
      )
    );
  });

  it("says why an act was refused, and gives a note back that could not be kept", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await chat.open("María Fernanda");
    companion.fail({
      path: "/api/conversacion/c-maria/notas",
      status: 422,
      code: "invalid",
      error: "No puede ver esta conversación quien mencionas.",
    });

    await page.getByRole("button", { name: "Escribir una nota interna" })
      .click();
    const field = page.getByRole("textbox", { name: "Nota interna" });
    await field.fill("No te pierdas");
    await field.press("Enter");

    await page.getByText("No puede ver esta conversación quien mencionas.")
      .waitFor();
    assertEquals(await field.inputValue(), "No te pierdas");
  });
});

async function choose({ page }: ChatPage, act: string): Promise<void> {
  await page.getByRole("button", { name: "Más acciones" }).click();
  await page.getByRole("menuitem", { name: act }).click();
}

/** What was done, without the beats of presence. */
function done({ acts }: ScriptedCompanion) {
  return acts.filter(({ path }) => path !== "presencia").map(
    ({ path, body }) => [path, body] as [string, Record<string, unknown>],
  );
}

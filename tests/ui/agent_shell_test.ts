import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { type ChatPage, openChat, until } from "./chat_page.ts";
import { clinicDay } from "./clinic_day.ts";
import {
  type ScriptedCompanion,
  startScriptedCompanion,
} from "./scripted_companion.ts";
import { addMessage, hoursAgo } from "./scripted_inbox.ts";

describe("the list and what is around it, on the agents' page", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser.close());

  it("is narrowed by a press, by a menu, and ordered by who waits", async () => {
    const conversations = clinicDay();
    conversations.find(({ row }) => row.id === "c-8")!.row.estado = "closed";
    await using companion = await startScriptedCompanion(conversations);
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await names(page, (shown) => shown.includes("Juan Carlos Pérez"));
    assertEquals(await page.getByText("Patricia Helena").count(), 0);

    await rowsJoin(page);

    await page.getByRole("button", { name: "Sin leer" }).click();
    await names(page, (shown) => shown.length === 3);
    await page.getByRole("button", { name: "Abiertas" }).click();
    await page.getByRole("button", { name: "Filtros" }).click();
    await page.getByRole("radio", { name: "Quien más espera" }).check();
    await page.getByRole("radio", { name: "Cerradas" }).check();
    await page.getByRole("button", { name: "Listo" }).click();
    await names(page, (shown) => shown.join() === "Patricia Helena");
    await page.getByRole("button", { name: "Quitar: Cerradas" }).click();

    await names(page, (shown) =>
      shown.slice(0, 2).join() ===
        "Transportes El Cóndor SAS,Juan Carlos Pérez");
    await page.getByRole("button", { name: "Filtros, 1 puesto" }).click();
    await page.getByRole("radio", { name: "Empresa" }).check();
    await page.keyboard.press("Escape");
    await names(
      page,
      (shown) =>
        shown.join() === "Transportes El Cóndor SAS,María Fernanda Gómez",
    );
  });

  it("tells in a row what was handed over, who else is there, when it comes back and how long it waits", async () => {
    const conversations = clinicDay();
    const rowOf = (id: string) =>
      conversations.find(({ row }) => row.id === id)!.row;
    rowOf("c-4").pospuesta_hasta = hoursAgo(-20);
    await using companion = await startScriptedCompanion(conversations);
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    const rows = page.locator("conversation-row");
    await rows.getByText("Te la pasó Luis Cárdenas").waitFor();
    await until(() => companion.streams() > 0);

    companion.presence("c-1", LUIS);
    await rows.getByText("Luis Cárdenas la está viendo").waitFor();
    companion.presence("c-1", { ...LUIS, escribiendo: true });
    await rows.getByText("Luis Cárdenas está escribiendo").waitFor();
    companion.leaves("c-1", LUIS);
    await rows.getByText("Luis Cárdenas está").waitFor({ state: "detached" });

    await rows.getByLabel("Espera desde hace 1 h").waitFor();
    await page.getByRole("button", { name: "Pospuestas" }).click();
    await rows.getByText(/Vuelve (hoy|\d)/).waitFor();
    await names(page, (shown) => shown.length === 1);
  });

  it("ends a search when the list is narrowed by a command", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    const search = page.getByLabel("Buscar nombre, número o palabras");
    await search.fill("luz");
    await names(page, (shown) => shown.join() === "Luz Marina Ortiz");

    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("sin leer");
    await page.keyboard.press("Enter");

    await names(page, (shown) => shown.length === 3);
    assertEquals(await search.inputValue(), "");
  });

  it("says that the contact's data could not be loaded, and loads them when asked again", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await page.locator("conversation-row").first().waitFor();
    let isAway = true;
    await page.route(
      /contact-panel/,
      (route) => isAway ? route.abort() : route.continue(),
    );
    await page.reload();
    await chat.open("María Fernanda");
    const panel = page.getByRole("complementary");
    await panel.getByText("No se pudo cargar").waitFor();

    isAway = false;
    await panel.getByRole("button", { name: "Reintentar" }).click();

    await panel.getByText("Paciente desde 2021").waitFor();
  });

  it("finds words in messages and goes to the message, however old", async () => {
    const conversations = clinicDay();
    const one = conversations.find(({ row }) => row.id === "c-9")!;
    for (let at = 0; at < 150; at++) {
      addMessage(one, { body: `línea ${at}`, date_sent: hoursAgo(200 - at) });
    }
    one.messages[20]!.body = "El pagaré quedó firmado";
    await using companion = await startScriptedCompanion(conversations);
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await page.locator("conversation-row").first().waitFor();

    await page.getByLabel("Buscar nombre, número o palabras").fill("pagare");
    await page.getByRole("option", { name: /pagaré quedó firmado/ }).click();

    await page.locator("message-bubble.flash", { hasText: "El pagaré" })
      .waitFor();
    await page.locator("thread-header").getByText("Seguros Andinos").waitFor();
  });

  it("does everything by the keyboard: walks, opens, finds commands, leaves", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    const head = page.locator("thread-header h2");
    await page.locator("conversation-row").first().waitFor();

    await page.keyboard.press("j");
    await head.getByText("Juan Carlos Pérez").waitFor();
    await page.keyboard.press("j");
    await head.getByText("María Fernanda Gómez").waitFor();
    await page.keyboard.press("k");
    await head.getByText("Juan Carlos Pérez").waitFor();
    await page.keyboard.press("r");
    await page.locator("textarea:focus").waitFor();
    await page.keyboard.type("jk escribo");
    await page.keyboard.press("Alt+ArrowDown");
    await head.getByText("María Fernanda Gómez").waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").waitFor();
    await page.keyboard.type("cerrar");
    await page.keyboard.press("Enter");
    await until(() => companion.acts.some(({ path }) => path === "cerrar"));
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").waitFor();
    await page.keyboard.type("luz mar");
    await page.keyboard.press("Enter");
    await head.getByText("Luz Marina Ortiz").waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("Elige una conversación").waitFor();
    await page.keyboard.press("?");
    await page.getByText("Buscar y hacer cualquier cosa").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+F10");
    await page.getByRole("menuitem", { name: "Fijar arriba" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");

    await until(() => companion.acts.some(({ path }) => path === "fijar"));
    await page.getByLabel("Fijada arriba").waitFor();
    await page.locator("conversation-row").getByText("jk escribo").waitFor();
  });

  it("speaks the browser's language, another one when asked, and keeps to it, as to the night", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion, { locale: "pt-BR" });
    const { page } = chat;
    await page.getByLabel("Buscar nome, número ou palavras").waitFor();

    await page.getByRole("button", { name: "Ajustes" }).click();
    await page.getByRole("radio", { name: "English" }).check();
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    await page.getByRole("radio", { name: "Dark" }).check();
    await page.reload();

    await page.getByLabel("Search name, number or words").waitFor();
    await chat.open("María Fernanda");
    await page.getByText("left to answer").waitFor();
    const scheme = await page.locator("agent-chat").evaluate((element) =>
      getComputedStyle(element).colorScheme
    );
    assertEquals(scheme, "dark");
    assertEquals(
      await page.locator("agent-chat").getAttribute("lang"),
      "en",
    );
  });

  it("tells of a message outside the page, not of a muted conversation, and says why when it can't", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await page.addInitScript(pretendNotices);
    await page.reload();
    await page.locator("conversation-row").first().waitFor();
    await until(() => companion.streams() > 0);

    await page.locator("conversation-row", { hasText: "Luz Marina" }).click({
      button: "right",
    });
    await page.getByRole("menuitem", { name: "Silenciar avisos" }).click();
    await page.evaluate(() =>
      Object.defineProperty(document, "hasFocus", { value: () => false })
    );
    companion.inbound("c-1", { body: "en silencio" });
    await page.locator("conversation-row").getByText("en silencio").waitFor();
    companion.inbound("c-0", { body: "¿Siguen ahí?" });
    await page.locator("conversation-row").getByText("¿Siguen ahí?").waitFor();
    const told = () => page.evaluate(() => Reflect.get(globalThis, "told"));
    await page.waitForFunction(() =>
      (Reflect.get(globalThis, "told") as string[]).length > 0
    );
    assertEquals(await told(), ["Mensaje de Juan Carlos Pérez: ¿Siguen ahí?"]);

    await page.evaluate(() => {
      (Notification as unknown as { permission: string }).permission = "denied";
    });
    await page.getByRole("button", { name: "Ajustes" }).click();
    await page.getByText("el navegador los bloquea para este sitio").waitFor();
    await page.getByLabel("Volver a avisar de Luz Marina Ortiz").click();
    await page.getByText("Ninguna. Puedes silenciar").waitFor();
  });

  it("opens with what it knew, even while the service is away, and loses what is no longer the agent's", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await chat.open("María Fernanda");
    await page.locator("message-bubble").last().waitFor();
    await kept(page, (one) => one.includes("Requisitos exámenes"));

    companion.fail({ path: "/api/", status: 503, code: "unavailable" });
    await page.reload();
    await page.locator("conversation-row").first().waitFor();
    await chat.open("María Fernanda");
    await page.locator("message-bubble").getByText("el jueves está perfecto")
      .waitFor();
    await page.getByText("Actualizando cada 30 s").waitFor();
    companion.inbox.delete("c-1");
    companion.heal();
    await page.getByLabel("Actualizar").click();

    await page.locator("conversation-row", { hasText: "Luz Marina" }).waitFor({
      state: "detached",
    });
    await kept(page, (one) => !one.includes("Luz Marina"));
  });

  it("keeps nothing of the conversations after signing out, in any tab, nor for who is barred", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    await chat.open("María Fernanda");
    await kept(chat.page, (one) => one.includes("María Fernanda"));
    const other = await chat.context.newPage();
    await other.goto(companion.url);
    await other.locator("conversation-row").first().waitFor();

    await chat.page.getByRole("button", { name: "Ajustes" }).click();
    await chat.page.getByRole("button", { name: "Salir" }).click();
    await chat.page.getByText("Saliste de Relevo").waitFor();
    await other.getByText("Saliste de Relevo").waitFor();
    await kept(chat.page, (one) => one === "[]");

    await chat.page.reload();
    await kept(chat.page, (one) => one.includes("María Fernanda"));
    companion.fail({ path: "/api/", status: 403, code: "not_an_agent" });
    await chat.page.getByLabel("Actualizar").click();
    await chat.page.getByText("Tu acceso está en pausa").waitFor();
    await kept(chat.page, (one) => one === "[]");
  });

  it("tells of a note that mentions the agent, until it is seen", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    const { page } = chat;
    await page.locator("conversation-row").first().waitFor();
    await until(() => companion.streams() > 0);

    companion.team.mentions.push({
      id: 7,
      conversation_id: "c-1",
      key: "573001234567",
      nombre: "Luz Marina Ortiz",
      por: "Sofía Duque",
      texto: "@Ana Restrepo, ¿la llamas?",
      fecha: hoursAgo(0.01),
      leida: false,
    });
    companion.changed("c-1");
    await page.getByText("Sofía Duque te mencionó en una nota").waitFor();
    await page.getByRole("button", { name: "1 mención nueva" }).click();
    await page.getByRole("button", { name: /¿la llamas\?/ }).click();

    await page.locator("thread-header").getByText("Luz Marina").waitFor();
    await page.getByRole("button", { name: "1 mención nueva" }).waitFor({
      state: "detached",
    });
    await until(() => companion.team.mentions.every(({ leida }) => leida));
  });

  it("can be installed as an app, from its own address", async () => {
    await using companion = await startScriptedCompanion(clinicDay());
    await using chat = await openChat(browser, companion);
    await chat.page.locator("conversation-row").first().waitFor();

    const address = await chat.page.locator("link[rel=manifest]").getAttribute(
      "href",
    );
    const manifest = JSON.parse(
      decodeURIComponent(address!.slice(address!.indexOf(",") + 1)),
    );

    assertEquals(manifest.display, "standalone");
    assertEquals(manifest.start_url, `${companion.url}/`);
    assert(manifest.icons.length > 0);
  });
});

describe("the supervisor's view of the team", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser.close());

  it("reassigns by dragging a row onto a person, with a note, and by the row's menu", async () => {
    await using companion = await startSupervised();
    await using chat = await openTeam(browser, companion);
    const { page } = chat;

    await page.locator("conversation-row", { hasText: "Luz Marina" }).dragTo(
      page.locator("team-member", { hasText: "Marcela Ríos" }),
    );
    await page.getByLabel("Nota para quien la recibe").fill("Te la paso");
    await page.getByRole("button", { name: "Pasar", exact: true }).click();
    await until(() => companion.acts.length === 1);

    assertEquals(companion.acts[0], {
      path: "asignar",
      body: { agente: 3, nota: "Te la paso" },
    });
    await page.locator("conversation-row", { hasText: "Juan Carlos" }).click({
      button: "right",
    });
    await page.getByRole("menuitem", { name: "Pasar a un colega" }).click();
    await page.getByRole("radio", { name: /Luis Cárdenas/ }).check();
    await page.getByRole("button", { name: "Pasar", exact: true }).click();
    await until(() => companion.acts.length === 2);
    assertEquals(companion.acts[1]?.body, { agente: 2 });
  });

  it("pauses somebody, whose conversations stay or are shared out, and limits how many they take", async () => {
    await using companion = await startSupervised();
    await using chat = await openTeam(browser, companion);
    const { page } = chat;
    const ana = page.getByRole("article", { name: "Ana Restrepo" });

    await page.getByRole("button", { name: "Pausar a Ana Restrepo" }).click();
    await page.getByRole("button", { name: "Repartirlo entre los demás" })
      .click();
    await ana.getByText("En pausa").waitFor();
    await page.getByRole("button", { name: "Reactivar a Ana Restrepo" })
      .click();
    await ana.getByText("En línea").waitFor();
    const field = page.getByLabel("Máximo de conversaciones abiertas de Ana");
    await field.fill("12");
    await field.press("Enter");
    await ana.getByText("0 de 12 abiertas").waitFor();

    assertEquals(companion.acts.map(({ body }) => body), [
      { pausado: true, repartir: true },
      { pausado: false },
      { capacidad: 12 },
    ]);
  });
});

const LUIS = { agente_id: 2, nombre: "Luis Cárdenas", escribiendo: false };

async function startSupervised(): Promise<ScriptedCompanion> {
  const companion = await startScriptedCompanion(clinicDay());
  companion.role = "supervisor";
  return companion;
}

async function openTeam(
  browser: Browser,
  companion: ScriptedCompanion,
): Promise<ChatPage> {
  const chat = await openChat(browser, companion);
  await chat.page.getByRole("button", { name: "Equipo" }).click();
  await chat.page.locator("team-member").first().waitFor();
  return chat;
}

/** Waits until the names in the list are as they should be. */
async function names(page: Page, are: (shown: string[]) => boolean) {
  let shown: string[] = [];
  const end = Date.now() + 5000;
  do {
    const rows = await page.locator("conversation-row").all();
    const placed = await Promise.all(
      rows.map((row) =>
        row.evaluate((node) => ({
          top: node.getBoundingClientRect().top,
          name: node.shadowRoot?.querySelector(".name")?.textContent ?? "",
        }))
      ),
    ).catch(() => []);
    shown = placed.sort((one, other) => one.top - other.top)
      .map(({ name }) => name);
    if (are(shown)) return;
  } while (Date.now() < end);
  throw new Error(`The list shows ${shown.join(", ")}`);
}

/** Rows of either height stand right below one another: their styles say what their places were made from. */
async function rowsJoin(page: Page) {
  const boxes = await Promise.all(
    (await page.locator("conversation-row").all()).map((row) =>
      row.boundingBox()
    ),
  );
  const places = boxes.map((box) => box!).sort((one, other) => one.y - other.y);
  const gaps = places.slice(1).map((box, at) =>
    box.y - places[at]!.y - places[at]!.height
  );
  assert(new Set(places.map(({ height }) => height)).size === 2);
  assertEquals(gaps.filter((gap) => Math.abs(gap) > 0.5), []);
}

/** Waits until what the browser keeps of the conversations is as it should be. */
async function kept(page: Page, is: (one: string) => boolean) {
  const end = Date.now() + 6000;
  let one = "";
  do {
    one = await page.evaluate(() =>
      new Promise<string>((resolve) => {
        const opening = indexedDB.open("relevo");
        opening.onsuccess = () => {
          const database = opening.result;
          const all = database.transaction("kept").objectStore("kept").getAll();
          all.onsuccess = () => {
            database.close();
            resolve(JSON.stringify(all.result));
          };
        };
      })
    );
    if (is(one)) return;
  } while (Date.now() < end);
  throw new Error(`Kept is ${one.slice(0, 300)}`);
}

/** In the page: notices that are allowed and written down. */
function pretendNotices(): void {
  const told: string[] = [];
  Reflect.set(globalThis, "told", told);
  class Notice {
    static permission = "granted";
    constructor(title: string, { body }: { body: string }) {
      told.push(`${title}: ${body}`);
    }
    close() {}
  }
  Reflect.set(globalThis, "Notification", Notice);
}

import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Browser, Page } from "playwright-core";
import type { MediaItem } from "../../shared/conversation.ts";
import { launchBrowser } from "./browser.ts";
import { openChat, until } from "./chat_page.ts";
import {
  addMessage,
  conversation,
  type ScriptedConversation,
} from "./scripted_inbox.ts";
import { startScriptedCompanion } from "./scripted_companion.ts";

/** What would run, were it ever taken for more than text: it says so in the page's own window. */
const RUNS = "globalThis.ran=1";
const MARKUP =
  `"><img src=x onerror="${RUNS}"><svg onload="${RUNS}"><script>${RUNS}</script>`;
const ADDRESSES = [
  `javascript:${RUNS}`,
  `JaVaScRiPt:${RUNS}`,
  ` javascript:${RUNS}`,
  `java\tscript:${RUNS}`,
  `data:text/html,<script>${RUNS}</script>`,
  `vbscript:${RUNS}`,
  `https://a.example/" onmouseover="${RUNS}`,
];

/** Somebody whose every word is an attempt. */
function mallory(): ScriptedConversation {
  const one = conversation({
    id: "c-mallory",
    nombre: `Mallory ${MARKUP}`,
    numero: "573100000666",
    observaciones: MARKUP,
    linea: MARKUP,
    agente: MARKUP,
    profile_picture: ADDRESSES[0]!,
  });
  const file = (name: string, part: Partial<MediaItem>): MediaItem => ({
    url: null,
    content_type: "application/pdf",
    size: 1,
    name,
    state: "stored",
    ...part,
  });
  for (const address of ADDRESSES) {
    addMessage(one, { body: `Mire ${address} y https://b.example/${MARKUP}` });
    // A file's address comes from the companion; one of the web would be asked for.
    if (!address.startsWith("https:")) {
      addMessage(one, {
        kind: "document",
        media: [
          file(`${MARKUP}.pdf`, { url: address }),
          file(MARKUP, { url: address, content_type: `image/png${MARKUP}` }),
          file(MARKUP, { url: address, content_type: "image/svg+xml" }),
          file(MARKUP, { url: address, content_type: "audio/ogg" }),
          file(MARKUP, { url: address, content_type: "video/mp4" }),
          file(MARKUP, { url: address, content_type: "text/vcard" }),
        ],
      });
    }
    addMessage(one, {
      details: {
        referral: {
          headline: MARKUP,
          body: MARKUP,
          source_url: address,
          source_id: MARKUP,
        },
      },
    });
  }
  addMessage(one, {
    kind: "location",
    details: {
      location: { latitude: 1, longitude: 2, address: MARKUP, label: MARKUP },
    },
  });
  addMessage(one, {
    kind: "button",
    body: MARKUP,
    details: { button: { text: MARKUP, payload: MARKUP } },
  });
  addMessage(one, { kind: "contact", body: MARKUP });
  addMessage(one, {
    kind: "unsupported",
    details: {
      provider_type: MARKUP,
      quoted: { provider_id: MARKUP, message_id: MARKUP },
    },
  });
  addMessage(one, {
    direction: "outbound",
    author: "agent",
    author_name: MARKUP,
    status: "failed",
    body: MARKUP,
  });
  return one;
}

describe("a page that receives what is made to run", () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser.close());

  it("draws it in notes, events, labels, dialogs and what the site knows, and runs none of it", async () => {
    const one = mallory();
    one.events.push(
      ...(["nota", "traspasada", "etiquetas", "nombre", "asignada"] as const)
        .map((tipo) => ({
          id: `${tipo}${MARKUP}`,
          tipo,
          fecha: new Date().toISOString(),
          por: MARKUP,
          por_id: 1,
          texto: `*${MARKUP}* _${ADDRESSES[0]}_`,
          datos: {
            agente: MARKUP,
            de: MARKUP,
            a: MARKUP,
            mas: [MARKUP],
            menos: [MARKUP],
            antes: MARKUP,
            ahora: MARKUP,
          },
        })),
    );
    one.row.etiquetas = [1];
    one.row.traspaso = { de_id: 2, de: MARKUP, nota: MARKUP, desde: MARKUP };
    await using companion = await startScriptedCompanion([one]);
    const { team } = companion;
    team.agents.forEach((agent) => agent.nombre = MARKUP);
    team.labels = [{ id: 1, nombre: MARKUP, color: MARKUP }];
    team.replies = [{ id: 1, atajo: "x", texto: MARKUP, de_equipo: true }];
    team.site = {
      disponible: true,
      miembro: { nombre: MARKUP, constructor: MARKUP } as never,
      reservas: [{ titulo: MARKUP, fecha: MARKUP, estado: "constructor" }],
      pedidos: [{ numero: MARKUP, total: MARKUP, fecha: "", estado: MARKUP }],
    };
    await using chat = await openChat(browser, companion);
    const { page } = chat;

    await chat.open("Mallory");
    await page.locator("team-note").first().waitFor();
    await page.locator("contact-panel .things").first().waitFor();
    for (const act of ["Pasar a un colega", "Etiquetas", "¿Por qué me tocó?"]) {
      await page.getByRole("button", { name: "Más acciones" }).click();
      await page.getByRole("menuitem", { name: act }).click();
      await page.getByRole("dialog").getByText("onerror").first().waitFor();
      await page.keyboard.press("Escape");
    }
    await page.getByLabel("Respuesta", { exact: true }).pressSequentially("/x");
    await page.getByRole("option", { name: "/x" }).click();
    const links = await everyLink(page);

    assertEquals(
      await page.evaluate(() => Reflect.get(globalThis, "ran")),
      undefined,
    );
    assertEquals(links.filter(({ isSafe }) => !isSafe), []);
  });

  it("shows it, runs none of it, and leads nowhere but to the web, without an opener", async () => {
    await using companion = await startScriptedCompanion([mallory()]);
    await using chat = await openChat(browser, companion);

    await chat.open("Mallory");
    await chat.page.locator("message-bubble").last().waitFor();
    await chat.write(MARKUP);
    await until(() => companion.sent.size > 0);
    companion.inbound("c-mallory", { body: MARKUP });
    await chat.page.getByLabel("Buscar nombre, número o palabras").fill(MARKUP);
    await chat.page.getByLabel("Buscar nombre, número o palabras").fill("");
    await chat.page.locator("thread-header").getByRole("button").first()
      .click();
    const links = await everyLink(chat.page);
    const ran = await chat.page.evaluate(() => Reflect.get(globalThis, "ran"));
    const title = await chat.page.title();

    assertEquals(ran, undefined);
    assert(links.length > 5);
    assertEquals(links.filter(({ isSafe }) => !isSafe), []);
    assertEquals(title.includes("<"), false);
  });
});

/** Each link of the page, in the shadow of whatever element; what is drawn from data has its address in `src` too. */
async function everyLink(page: Page) {
  return await page.evaluate(() => {
    const found: { html: string; isSafe: boolean }[] = [];
    const look = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll("*")) {
        if (element.shadowRoot) look(element.shadowRoot);
        // The page's own, which leads nowhere and has no word of anybody's.
        if (element.matches("link[rel=manifest]")) continue;
        const address = element.getAttribute("href") ??
          element.getAttribute("src");
        const hasHandler = element.getAttributeNames().some((name) =>
          name.startsWith("on")
        );
        if (address === null && !hasHandler) continue;
        const { protocol } = new URL(address ?? "about:blank", location.href);
        const isLink = element instanceof HTMLAnchorElement;
        const isApart = !isLink ||
          element.rel.split(" ").includes("noopener") &&
            element.rel.split(" ").includes("noreferrer") &&
            element.target === "_blank";
        found.push({
          html: element.outerHTML.slice(0, 200),
          isSafe: ["http:", "https:", "blob:"].includes(protocol) && isApart &&
            !hasHandler,
        });
      }
    };
    look(document);
    return found;
  });
}

import { afterEach, beforeEach, describe, it } from "@std/testing/bdd";
import { assert, assertEquals } from "@std/assert";
import type { Browser, Page } from "playwright-core";
import {
  CUSTOMER,
  type OpenAccount,
  openAccount,
} from "../contracts/twilio_account.ts";
import { newContent } from "../contracts/twilio_contents.ts";
import { launchBrowser } from "./browser.ts";

describe("the page of customers' phones", () => {
  let account: OpenAccount;

  beforeEach(async () => {
    account = await openAccount();
    await account.control("phones", { number: CUSTOMER, name: "Camila" });
  });
  afterEach(() => account.close());

  it("needs nothing from elsewhere", async () => {
    const { url } = account.twilio;
    const text = await (await fetch(url)).text();
    const paths = [...text.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, p]) =>
      p!
    );
    assert(paths.length > 5);

    for (const path of paths) {
      const file = await fetch(new URL(path, url));
      assertEquals(file.status, 200, path);
      assert(!/innerHTML|https?:\/\/(?!www\.w3\.org)/.test(await file.text()));
    }
  });

  it("lets a person be the customer", async () => {
    await using browser = await opened(account.twilio.url);
    const { page } = browser;
    const phone = page.getByRole("article", { name: "Teléfono de Camila" });
    const bubbles = phone.locator(".bubble");
    const said = (params: string) =>
      account.received.filter(({ path }) => path === "/in")
        .map((one) => one.params[params]);

    // writes
    await phone.getByLabel("Mensaje", { exact: true }).fill("¿Tienen citas?");
    await phone.getByRole("button", { name: "Enviar", exact: true }).click();
    await bubbles.getByText("¿Tienen citas?").waitFor();
    await phone.getByLabel("Entregado").waitFor();
    assertEquals(said("Body"), ["¿Tienen citas?"]);

    // sees the business write, and that it read
    const [first] = account.twilio.phone(CUSTOMER);
    await account.client.messaging.v2.typingIndicator.create({
      channel: "whatsapp",
      messageId: first!.sid,
    });
    await phone.getByText("escribiendo…").waitFor();
    await bubbles.first().getByLabel("Leído").waitFor();

    // touches a template's button
    const content = await newContent(account, {
      language: "es",
      types: {
        "twilio/quick-reply": {
          body: "¿Confirma su cita?",
          actions: [{ title: "Confirmar", id: "yes" }],
        },
      },
    });
    await account.send({ contentSid: content.sid });
    await bubbles.getByRole("button", { name: "Confirmar" }).click();
    await bubbles.nth(2).getByText("¿Confirma su cita?").waitFor();
    assertEquals(said("ButtonPayload").at(-1), "yes");
    assertEquals(await phone.getByText("escribiendo…").count(), 0);

    // answers one message in particular
    await bubbles.nth(1).getByRole("button", {
      name: "Responder a este mensaje",
    }).click();
    await phone.getByLabel("Mensaje", { exact: true }).fill("A las diez");
    await phone.getByRole("button", { name: "Enviar", exact: true }).click();
    await bubbles.getByText("A las diez").waitFor();
    assertEquals(
      said("OriginalRepliedMessageSid").at(-1),
      account.twilio.phone(CUSTOMER)[1]?.sid,
    );

    // sends a contact and a voice note
    await phone.getByLabel("Adjuntar").click();
    await phone.getByRole("button", { name: "Contacto" }).click();
    await bubbles.getByText("Laura Méndez").waitFor();
    await phone.getByRole("button", { name: "Grabar una nota de voz" }).click();
    await bubbles.locator("audio").waitFor();
    assertEquals(said("MessageType").slice(-2), ["contacts", "audio"]);

    // goes out of coverage, and comes back
    await phone.getByLabel("Sin cobertura").check();
    await phone.getByText("los mensajes esperan").waitFor();
    await account.send({ body: "Un momento" });
    await phone.getByLabel("Mensaje", { exact: true }).fill("¿Me leen?");
    await phone.getByRole("button", { name: "Enviar", exact: true }).click();
    await bubbles.filter({ hasText: "¿Me leen?" }).getByLabel("Enviando")
      .waitFor();
    assertEquals(await bubbles.getByText("Un momento").count(), 0);
    await phone.getByLabel("Sin cobertura").uncheck();
    await bubbles.getByText("Un momento").waitFor();
    await bubbles.filter({ hasText: "¿Me leen?" }).getByLabel("Entregado")
      .waitFor();

    // reads, and blocks
    await phone.getByLabel("Lee lo que llega").check();
    await bubbles.filter({ hasText: "Un momento" }).getByLabel("Leído")
      .waitFor();
    await phone.getByLabel("Bloqueó al negocio").check();
    await phone.getByText("Bloqueó a este negocio").waitFor();
    assertEquals(await account.outcome(), 63014);
    assertEquals(browser.problems, []);
  });
});

interface OpenPage extends AsyncDisposable {
  page: Page;
  problems: string[];
}

async function opened(url: string): Promise<OpenPage> {
  const browser: Browser = await launchBrowser();
  const page = await browser.newPage();
  const problems: string[] = [];
  page.setDefaultTimeout(10_000);
  page.on("pageerror", ({ message }) => problems.push(message));
  page.on("dialog", (dialog) => {
    problems.push(dialog.message());
    dialog.dismiss();
  });
  await page.goto(url);
  return {
    page,
    problems,
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

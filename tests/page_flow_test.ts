import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { Buffer } from "node:buffer";
import type { Browser } from "playwright-core";
import { type Inbox, startInbox } from "./inbox.ts";
import { openWindow, signIn, type Window, write } from "./page/windows.ts";
import { launchBrowser } from "./ui/browser.ts";
import { until } from "./until.ts";

const MARTA = "+573001112233";
const HOSTILE =
  `<script>alert(1)</script> <img src=x onerror=alert(2)> \u202Eotxet`;
const OUTPUT = new URL("./output/", import.meta.url);

describe("the agents' page, on the whole house", () => {
  let browser: Browser;
  let inbox: Inbox;
  let ana: Window;

  beforeAll(async () => {
    await Deno.mkdir(OUTPUT, { recursive: true });
    browser = await launchBrowser();
    inbox = await startInbox({ agents: ["ana", "luis"] });
  });
  afterAll(async () => {
    await ana?.[Symbol.asyncDispose]();
    await browser.close();
    await inbox[Symbol.asyncDispose]();
  });

  it("sends who is not signed in to the sign-in, and back to the page", async () => {
    ana = await openWindow(browser, 1440);

    await ana.page.goto(`${inbox.site.url}/chat`);
    await signIn(ana.page, "ana");

    await ana.page.waitForURL(`${inbox.site.url}/chat`);
    await ana.page.getByText("Ana", { exact: false }).first().waitFor();
  });

  it("shows a customer's message to the agent whose turn it is, as it comes", async () => {
    await inbox.twilio.inbound({
      from: MARTA,
      body: "Hola, ¿atienden hoy?",
      profileName: "Marta",
    });

    await ana.page.locator("conversation-row", { hasText: "Marta" }).click();

    await ana.page.locator("message-bubble", { hasText: "¿atienden hoy?" })
      .waitFor();
  });

  it("shows pictures, and what is hostile as plain text", async () => {
    await inbox.twilio.inbound({ from: MARTA, media: ["image"] });
    await inbox.twilio.inbound({ from: MARTA, body: HOSTILE });

    const picture = ana.page.locator("message-bubble img").first();
    await picture.waitFor();
    await ana.page.locator("message-bubble", {
      hasText: "<script>alert(1)</script>",
    }).waitFor();

    const isShown = () =>
      picture.evaluate((image) => (image as HTMLImageElement).naturalWidth > 0);
    await until("the picture has come", isShown);
    assertEquals(await picture.count(), 1);
  });

  it("answers, and shows the ticks of the phone", async () => {
    await write(ana.page, "Buenos días, Marta");

    const bubble = ana.page.locator("message-bubble", {
      hasText: "Buenos días, Marta",
    });
    await bubble.getByLabel("Entregado", { exact: true }).waitFor();
    await inbox.twilio.open(MARTA);
    await bubble.getByLabel("Leído", { exact: true }).waitFor();

    assertEquals(inbox.twilio.phone(MARTA).at(-1)?.body, "Buenos días, Marta");
  });

  it("sends a file", async () => {
    const chooser = ana.page.waitForEvent("filechooser");
    await ana.page.getByRole("button", { name: /adjuntar/i }).click();
    await (await chooser).setFiles({
      name: "orden.png",
      mimeType: "image/png",
      buffer: Buffer.from(PNG, "base64"),
    });
    await ana.page.getByText("orden.png").waitFor();
    await write(ana.page, "Aquí la orden");
    const received = () =>
      inbox.twilio.phone(MARTA).filter(({ direction }) =>
        direction === "to_customer"
      ).slice(-2);
    await until(
      "the phone has the file",
      () => received().some(({ media }) => media.length > 0),
    );
    await until(
      "the phone has the text",
      () => received().some(({ body }) => body === "Aquí la orden"),
    );

    assertEquals(
      received().flatMap(({ media }) =>
        media.map(({ contentType }) => contentType)
      ),
      ["image/png"],
    );
  });

  it("misses nothing while the network is away, in either direction", async () => {
    await ana.context.setOffline(true);
    await write(ana.page, "Escrito sin red");
    await ana.page.locator("queued-bubble", { hasText: "Escrito sin red" })
      .waitFor();
    await inbox.twilio.inbound({ from: MARTA, body: "¿Siguen ahí?" });

    await ana.context.setOffline(false);

    await ana.page.locator("message-bubble", { hasText: "¿Siguen ahí?" })
      .waitFor();
    await until(
      "the phone has it",
      () =>
        inbox.twilio.phone(MARTA).filter(({ body }) =>
          body === "Escrito sin red"
        ).length === 1,
    );
    await ana.page.locator("message-bubble", { hasText: "Escrito sin red" })
      .waitFor();
    assertEquals(
      inbox.twilio.phone(MARTA).filter(({ body }) => body === "Escrito sin red")
        .length,
      1,
    );
  });

  it("is told in a blink: a message on the page, an answer on the phone", async () => {
    const toPage: number[] = [];
    const toPhone: number[] = [];
    for (let n = 1; n <= 50; n++) {
      const [question, answer] = [`Pregunta ${n}.`, `Respuesta ${n}.`];
      let start = performance.now();
      const shown = ana.page.locator("message-bubble", { hasText: question })
        .waitFor();
      await Promise.all([
        inbox.twilio.inbound({ from: MARTA, body: question }),
        shown,
      ]);
      toPage.push(performance.now() - start);
      start = performance.now();
      await write(ana.page, answer);
      await until(
        "the phone has it",
        () => inbox.twilio.phone(MARTA).some(({ body }) => body === answer),
      );
      toPhone.push(performance.now() - start);
    }
    const report = {
      messages: 50,
      toPageMedianMs: median(toPage),
      toPhoneMedianMs: median(toPhone),
    };
    await Deno.writeTextFile(
      new URL("page_times.json", OUTPUT),
      JSON.stringify(report, null, 2),
    );
    console.log(report);

    assertEquals([toPage.length, toPhone.length], [50, 50]);
  });

  it("is told by Realtime when the companion's events can't be had", async () => {
    await using deaf = await openWindow(browser, 1440);
    await deaf.context.route("**/api/eventos", (route) => route.abort());
    await deaf.page.goto(`${inbox.site.url}/chat`);
    await signIn(deaf.page, "ana");
    await deaf.page.locator("conversation-row", { hasText: "Marta" }).click();
    await deaf.page.locator("message-bubble").last().waitFor();

    await inbox.twilio.inbound({
      from: MARTA,
      body: "¿Me oyen por el otro camino?",
    });

    // Without Realtime it would take the page's own look, half a minute later.
    await deaf.page.locator("message-bubble", { hasText: "por el otro camino" })
      .waitFor();
  });

  it("looks right at three widths", async () => {
    for (const width of [1440, 900, 390]) {
      await ana.page.setViewportSize({ width, height: 900 });
      await ana.page.locator("message-bubble").last().waitFor();
      await ana.page.screenshot({
        path: new URL(`house-${width}.png`, OUTPUT).pathname,
      });
    }
    assertEquals(ana.errors, []);
  });

  it("keeps from an agent what is another's, and lets a supervisor see all", async () => {
    await using luis = await openWindow(browser, 1440);
    await luis.page.goto(`${inbox.site.url}/chat`);
    await signIn(luis.page, "luis");
    await luis.page.getByText("Luis", { exact: false }).first().waitFor();
    await using sofia = await openWindow(browser, 1440);
    await sofia.page.goto(`${inbox.site.url}/chat`);
    await signIn(sofia.page, "sofia");

    await sofia.page.locator("conversation-row", { hasText: "Marta" })
      .waitFor();

    assertEquals(await luis.page.locator("conversation-row").count(), 0);
  });

  it("tells a member who is no agent so, and lets them leave", async () => {
    inbox.site.addMember({
      email: "otro@example.com",
      password: "una clave larga",
      name: "Otro",
    });
    await using other = await openWindow(browser, 900);
    await other.page.goto(`${inbox.site.url}/chat`);
    await signIn(other.page, "otro");

    await other.page.getByText(/no tiene acceso/).waitFor();
  });
});

function median(values: readonly number[]): number {
  return Math.round(
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!,
  );
}

const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

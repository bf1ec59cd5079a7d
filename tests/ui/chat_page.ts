import { assertEquals } from "@std/assert";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { ScriptedCompanion } from "./scripted_companion.ts";

/** The agents' page in a browser window of its own. */
export interface ChatPage extends AsyncDisposable {
  page: Page;
  context: BrowserContext;
  /** Opens a conversation from the list, by a part of its row's text. */
  open(text: string): Promise<void>;
  /** Writes and sends by Enter. */
  write(text: string): Promise<void>;
}

/** Opens the page; whatever it logs as an error, a broken security policy too, fails the test when the page is disposed. */
export async function openChat(
  browser: Browser,
  companion: ScriptedCompanion,
  { width = 1440, height = 900, still = false, locale = "es-CO" } = {},
): Promise<ChatPage> {
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: still ? "reduce" : "no-preference",
    locale,
    timezoneId: "America/Bogota",
  });
  await context.addInitScript(tellViolations);
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    // The browser itself logs refused and lost requests, which tests provoke.
    if (message.type() !== "error" || /Failed to load resource/.test(text)) {
      return;
    }
    errors.push(text);
  });
  await page.goto(companion.url);
  return {
    page,
    context,
    async open(text) {
      await page.locator("conversation-row", { hasText: text }).click();
      await page.locator("thread-header").waitFor();
    },
    async write(text) {
      const field = page.getByLabel("Respuesta", { exact: true });
      await field.fill(text);
      await field.press("Enter");
    },
    async [Symbol.asyncDispose]() {
      await context.close();
      assertEquals(errors, []);
    },
  };
}

/** In the page: says in its log what its security policy refused. */
export function tellViolations(): void {
  addEventListener("securitypolicyviolation", (event) =>
    console.error(
      `Against the policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`,
    ));
}

/** Waits until something holds, looking again and again. */
export async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 5000;
  while (!holds()) {
    if (Date.now() > end) throw new Error("Waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

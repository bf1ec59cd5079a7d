import { assertEquals } from "@std/assert";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { tellViolations } from "../ui/chat_page.ts";

/** A browser window of one person, whose page logs no error and breaks no policy. */
export interface Window extends AsyncDisposable {
  context: BrowserContext;
  page: Page;
  errors: string[];
}

/** Opens one with nobody signed in. */
export async function openWindow(
  browser: Browser,
  width: number,
): Promise<Window> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    locale: "es-CO",
  });
  await context.addInitScript(tellViolations);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    const isLostRequest = /Failed to load resource|ERR_INTERNET_DISCONNECTED/
      .test(message.text());
    if (message.type() === "error" && !isLostRequest) {
      errors.push(message.text());
    }
  });
  return {
    context,
    page,
    errors,
    async [Symbol.asyncDispose]() {
      await context.close();
      assertEquals(errors, []);
    },
  };
}

/** Signs in on the sign-in page, by first name. */
export async function signIn(page: Page, name: string): Promise<void> {
  await page.locator("input[name=email]").fill(`${name}@example.com`);
  await page.locator("input[name=password]").fill("una clave larga");
  await page.locator("input[name=password]").press("Enter");
}

/** Writes an answer and sends it. */
export async function write(page: Page, text: string): Promise<void> {
  const field = page.getByLabel("Respuesta", { exact: true });
  await field.fill(text);
  await field.press("Enter");
}

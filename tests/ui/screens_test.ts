import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { openChat } from "./chat_page.ts";
import { SCREEN_STATES, troubledDay } from "./screen_states.ts";
import { startScriptedCompanion } from "./scripted_companion.ts";

const OUTPUT = new URL("../output/", import.meta.url);
const WIDTHS = [[1440, 900], [900, 800], [390, 844]] as const;

describe("every screen of the agents' page passes axe and leaves a picture", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
    await Deno.mkdir(OUTPUT, { recursive: true });
  });
  afterAll(() => browser.close());

  it("the list and a thread, at three widths, as a supervisor sees them", async () => {
    await using companion = await startScriptedCompanion(troubledDay());
    companion.role = "supervisor";
    await using chat = await openChat(browser, companion, { still: true });
    const row = chat.page.locator("conversation-row").first();
    await row.waitFor();
    for (const [width, height] of WIDTHS) {
      await chat.page.setViewportSize({ width, height });
      await lookTwice(chat.page, `list-${width}`);
      await chat.open("María Fernanda");
      await chat.page.locator("message-bubble").last().waitFor();
      await lookTwice(chat.page, `thread-${width}`);
      if (width < 700) continue;
      await chat.page.reload();
      await row.waitFor();
    }
  });

  for (const [name, script] of Object.entries(SCREEN_STATES)) {
    it(name, async () => {
      await using companion = await startScriptedCompanion(
        name === "empty" ? [] : troubledDay(),
      );
      script.before?.(companion);
      const size = { width: 1100, height: 760, still: true };
      await using chat = await openChat(browser, companion, size);
      await script.act(chat);
      await lookTwice(chat.page, name);
      companion.heal();
    });
  }
});

/** Looks by day and by night. */
async function lookTwice(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await look(page, `${name}-${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

/** Leaves a picture, and fails on whatever axe finds. */
async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: new URL(`${name}.png`, OUTPUT).pathname });
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<import("axe-core").AxeResults> };
    };
    const { violations } = await axe.run();
    return violations.map(({ id, nodes }) =>
      `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`
    );
  });
  assertEquals(found, [], name);
}

import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchBrowser } from "../../ui/browser.ts";
import { limited, type PartResult } from "../figure.ts";
import type { BenchHouse } from "../house.ts";
import type { Sizes } from "../options.ts";
import { openPageHouse, type PageHouse } from "../page_house.ts";
import { type Percentiles, percentilesOf } from "../percentiles.ts";

const KB = 1024;
const TEXT = "Buenos días, con mucho gusto le confirmo la cita del martes. ";
const WHEEL_STEPS = 60;
const WHEEL_PX = 400;

/** How the page feels with a long list and a long thread, measured in the browser by its own clock. */
export async function measurePage(
  house: BenchHouse,
  sizes: Sizes,
): Promise<PartResult> {
  await using page = await openPageHouse(house, {
    conversations: sizes.pageRows,
    messages: sizes.pageMessages,
  });
  const browser = await launchBrowser();
  try {
    return await measure(browser, page, sizes);
  } finally {
    await browser.close();
  }
}

async function measure(
  browser: Browser,
  house: PageHouse,
  { pageLoads, times }: Sizes,
): Promise<PartResult> {
  const fresh: number[] = [];
  const again: number[] = [];
  for (let at = 0; at <= pageLoads; at++) {
    await using visit = await openWindow(browser);
    const first = await firstListMs(visit.page, house.url);
    await visit.page.getByText("Hilo Largo").first().waitFor();
    const second = await firstListMs(visit.page, house.url);
    // The first of all warms up the house.
    if (at === 0) continue;
    fresh.push(first);
    again.push(second);
  }
  await using window = await openWindow(browser);
  const { page } = window;
  await firstListMs(page, house.url);
  const opened = await openTimes(page, times);
  await openLongest(page);
  const typing = await longestTask(page, () => type(page));
  const list = await longestTask(
    page,
    () => scroll(page, "conversation-list", WHEEL_PX),
  );
  const thread = await longestTask(
    page,
    () => scroll(page, "message-thread", -WHEEL_PX),
  );
  const nodes = await bubbles(page);
  const [load, back, open] = [fresh, again, opened].map(percentilesOf) as [
    Percentiles,
    Percentiles,
    Percentiles,
  ];
  const limit = (atMost: number) => ({ name: "limit", atMost });
  return {
    figures: [
      limited("page: first list, median", [load.p50, "ms"], limit(400)),
      limited(
        "page: list kept from last time, median",
        [back.p50, "ms"],
        limit(200),
      ),
      limited(
        "page: conversation opened, median",
        [open.p50, "ms"],
        limit(100),
      ),
      limited("page: longest task while typing", [typing, "ms"], limit(50)),
      limited("page: longest task scrolling the list", [list, "ms"], limit(50)),
      limited(
        "page: longest task scrolling the thread",
        [thread, "ms"],
        limit(50),
      ),
      limited(
        "page: bubbles in the document, scrolled up",
        [nodes, ""],
        limit(200),
      ),
      limited("page: first load, KB compressed", [
        house.firstLoadBytes / KB,
        "",
      ], limit(90)),
    ],
    details: {
      conversations: house.conversations,
      messages: house.messages,
      load,
      back,
      open,
    },
  };
}

interface Window extends AsyncDisposable {
  page: Page;
  context: BrowserContext;
}

/** A window of somebody who has never been here. It notes its own long tasks. */
async function openWindow(browser: Browser): Promise<Window> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: "es-CO",
  });
  await context.addInitScript(noteLongTasks);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return {
    page,
    context,
    [Symbol.asyncDispose]: () => context.close(),
  };
}

/** From the beginning of the navigation until rows are drawn. */
async function firstListMs(page: Page, url: string): Promise<number> {
  await page.goto(url, { waitUntil: "commit" });
  return await page.evaluate(whenThereIs, "conversation-row");
}

/** From the click until the thread's messages are drawn, each time of another conversation. */
async function openTimes(page: Page, times: number): Promise<number[]> {
  const rows = await page.locator("conversation-row").count();
  const found: number[] = [];
  for (let at = 0; at <= times; at++) {
    const place = 1 + at % Math.max(1, Math.min(rows - 2, 8));
    const ms = await page.locator("conversation-row").nth(place)
      .evaluate(clickAndWait);
    if (at > 0) found.push(ms);
  }
  return found;
}

async function openLongest(page: Page): Promise<void> {
  await page.locator("conversation-row", { hasText: "Hilo Largo" }).first()
    .click();
  await page.locator("message-bubble").last().waitFor();
}

async function type(page: Page): Promise<void> {
  await page.getByLabel("Respuesta", { exact: true }).pressSequentially(TEXT);
}

async function scroll(page: Page, element: string, by: number): Promise<void> {
  await page.locator(element).hover();
  for (let step = 0; step < WHEEL_STEPS; step++) {
    await page.mouse.wheel(0, by);
    await page.evaluate(nextFrame);
  }
}

async function bubbles(page: Page): Promise<number> {
  return await page.locator("message-bubble").count();
}

/** The longest task of the page's own thread meanwhile; 0 when none was worth the browser's note. */
async function longestTask(
  page: Page,
  work: () => Promise<void>,
): Promise<number> {
  await page.evaluate(() => {
    (globalThis as unknown as Noted).longTasks.length = 0;
  });
  await work();
  return await page.evaluate(() =>
    Math.max(0, ...(globalThis as unknown as Noted).longTasks)
  );
}

interface Noted {
  longTasks: number[];
}

// What follows runs in the page.

function noteLongTasks(): void {
  const longTasks: number[] = [];
  Object.assign(globalThis, { longTasks });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  }).observe({ type: "longtask", buffered: true });
}

/** When, since the navigation began, an element of this name was drawn anywhere in the page. */
function whenThereIs(name: string): Promise<number> {
  const has = (root: ParentNode): boolean =>
    root.querySelector(name) !== null ||
    [...root.querySelectorAll("*")].some((node) =>
      node.shadowRoot !== null && has(node.shadowRoot)
    );
  return new Promise((resolve) => {
    const look = () => {
      if (has(document)) {
        // Drawn with the frame after this one.
        requestAnimationFrame(() => resolve(performance.now()));
      } else requestAnimationFrame(look);
    };
    look();
  });
}

/** From a click on this row until its conversation's messages are drawn. */
function clickAndWait(row: Element): Promise<number> {
  const start = performance.now();
  const find = (root: ParentNode, name: string): Element[] => [
    ...root.querySelectorAll(name),
    ...[...root.querySelectorAll("*")].flatMap((node) =>
      node.shadowRoot ? find(node.shadowRoot, name) : []
    ),
  ];
  const before = new Set(find(document, "message-bubble"));
  const target = row.shadowRoot?.querySelector("button, a") ?? row;
  (target as HTMLElement).click();
  return new Promise((resolve) => {
    const look = () => {
      const now = find(document, "message-bubble");
      if (now.length > 0 && now.every((bubble) => !before.has(bubble))) {
        requestAnimationFrame(() => resolve(performance.now() - start));
      } else requestAnimationFrame(look);
    };
    look();
  });
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

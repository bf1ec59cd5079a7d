import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Browser, Page } from "playwright-core";
import type { WixSandbox } from "../../scripts/sandbox/wix/app.ts";
import { localPath } from "../../scripts/sandbox/wix/site/sign_in.ts";
import { launchBrowser } from "../ui/browser.ts";
import { startVeloSite } from "./wix_velo_site.ts";

const ANA = {
  id: "ana",
  email: "ana@example.com",
  password: "secreto",
  name: "Ana",
};

describe("a member of the site", () => {
  let site: WixSandbox;
  let browser: Browser;
  beforeAll(async () => {
    site = await startVeloSite({
      members: [ANA],
      collections: [{ id: "CHATBOT" }],
    });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await site.stop();
  });

  it("is sent to sign in, told of a wrong password, and brought back to the page that lives", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on(
      "console",
      (line) => line.type() === "error" && complaints.push(line.text()),
    );
    page.on("pageerror", (error) => complaints.push(String(error)));

    await page.goto(`${site.url}/chat`);
    await page.getByLabel("Correo electrónico").fill("ANA@example.com");
    await page.getByLabel("Contraseña").fill("otra");
    await page.getByRole("button", { name: "Entrar" }).click();
    await page.getByRole("alert").waitFor();
    assertEquals(complaints.splice(0).length, 1); // The browser's own note of the 401.
    assertEquals(
      await page.getByLabel("Correo electrónico").inputValue(),
      "ANA@example.com",
    );
    await page.getByLabel("Contraseña").fill(ANA.password);
    await page.getByRole("button", { name: "Entrar" }).click();

    await page.getByText("server <first> | Ana! | listening").waitFor();
    assertEquals(new URL(page.url()).pathname, "/chat");
    await tell({ text: "novedad" });
    await page.getByText("server <first> | Ana! | novedad").waitFor();
    const height = await page.locator("#inbox").evaluate((element) =>
      element.clientHeight
    );
    assertEquals(height, page.viewportSize()!.height);
    assertEquals(complaints, []);
    await context.close();
  });

  it("may be sent nowhere but to this site", () => {
    for (
      const to of [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "chat",
        "/\tx",
        undefined,
      ]
    ) {
      assertEquals(localPath(to), "/chat");
    }
    assertEquals(localPath("/chat?c=1#x"), "/chat?c=1#x");
  });

  it("has a session that no script reads and no other site sends", async () => {
    const response = await fetch(`${site.url}/login`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ ...ANA, to: "/chat" }),
    });
    await response.body?.cancel();

    assertEquals([response.status, response.headers.get("location")], [
      303,
      "/chat",
    ]);
    assertMatch(response.headers.get("set-cookie")!, /HttpOnly; SameSite=Lax/);
  });

  it("has a page that runs no script but its own", async () => {
    const response = await fetch(`${site.url}/chat`, { redirect: "manual" });
    await response.body?.cancel();
    assertEquals([response.status, response.headers.get("location")], [
      302,
      "/login?to=/chat",
    ]);
  });

  describe("behind whose back one", () => {
    it("looks at rows, fills and empties a collection", async () => {
      const at = (path: string) => `${site.url}/sandbox/data${path}`;
      await ask(at("/CHATBOT"), {
        method: "POST",
        body: JSON.stringify([{ _id: "a", n: 1 }, { _id: "b" }]),
      });

      const [row] = await ask(at("/CHATBOT")) as {
        _id: string;
        _createdDate: string;
      }[];
      assertEquals(row!._id, "a");
      assert(!Number.isNaN(Date.parse(row!._createdDate)));
      assertEquals(await ask(at("")), [{ id: "CHATBOT", count: 2 }]);
      assertEquals(await ask(at("/CHATBOT"), { method: "DELETE" }), {
        removed: 2,
      });
    });
    it("fills it with rows of the old kind from the page", async () => {
      const page = await browser.newPage();
      await page.goto(`${site.url}/sandbox`);
      await page.getByRole("button", { name: "Llenar con ejemplos" }).click();
      await page.getByRole("link", { name: "CHATBOT" }).click();

      await page.getByText("Carolina Restrepo").first().click();
      await page.getByText('"nombre": "Carolina Restrepo"').waitFor();
      assertEquals(site.rows("CHATBOT").length, 5);
      await shoot(page);
      await page.close();
    });
    it("chooses the weather and what is not known of Wix from the page", async () => {
      const page = await browser.newPage();
      await page.goto(`${site.url}/sandbox`);
      await page.getByLabel("Qué pasa").selectOption({
        label: "Respuestas que se pierden",
      });
      await page.getByLabel("Semilla").fill("7");
      await page.getByRole("button", { name: "Empezar" }).click();
      await page.getByLabel("«Igual a» sobre una lista").selectOption({
        label: "busca dentro",
      });
      await page.getByRole("button", { name: "Aplicar" }).click();
      await page.waitForLoadState();

      const { seed, lostAfter } = await ask(`${site.url}/sandbox/seed`) as {
        seed: number;
        lostAfter: number;
      };
      assertEquals([seed, lostAfter], [7, 10]);
      assertEquals(site.variants.arrayEquality, "contains");
      assertEquals(
        await page.getByLabel("Qué pasa").inputValue(),
        "lossy",
      );
      site.begin({});
      await page.close();
    });
    it("tells the rules that hold, and starts with none that there is not", async () => {
      const rules = await ask(`${site.url}/sandbox/rules`) as object;

      assert("unique_id" in rules);
      await assertRejects(
        () => startVeloSite({ without: ["gravity"] }),
        Error,
        "gravity is unknown",
      );
    });
    it("switches what is not known of Wix, by names that there are", async () => {
      const url = `${site.url}/sandbox/variants`;
      const body = (given: object) => ({
        method: "POST",
        body: JSON.stringify(given),
      });

      await ask(url, body({ falseCondition: "empty" }));
      assertEquals(site.variants.falseCondition, "empty");
      assertMatch(
        JSON.stringify(await ask(url, body({ nothing: 1 }))),
        /Unknown: nothing/,
      );
    });
    it("asks for a session of nobody in vain", async () => {
      const response = await fetch(`${site.url}/sandbox/session`, {
        method: "POST",
        body: JSON.stringify({ email: "nobody@example.com" }),
      });
      await response.body?.cancel();
      assertEquals(response.status, 404);
    });
  });

  it("finds everything again after a restart, also when the last write was cut short", async () => {
    const dataFile = await Deno.makeTempFile();
    const options = {
      dataFile,
      members: [ANA],
      collections: [{ id: "CHATBOT" }],
    };
    const before = await startVeloSite(options);
    before.fill("CHATBOT", [{
      _id: "a",
      at: { $date: "2026-01-01T00:00:00.000Z" },
    }, { _id: "b" }]);
    const rows = before.rows("CHATBOT");
    const session = await sessionAt(before);
    await before.stop();
    await Deno.writeTextFile(dataFile, '{"kind":"rows","collec', {
      append: true,
    });

    const after = await startVeloSite(options);
    assertEquals(after.rows("CHATBOT"), rows);
    const page = await fetch(`${after.url}/chat`, {
      headers: { cookie: session },
    });
    assertEquals(page.status, 200);
    await page.body?.cancel();
    await after.stop();
    await Deno.remove(dataFile);
  });

  async function tell(payload: object): Promise<void> {
    const path =
      "/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/backend/greeting.web.js/tell.ajax";
    await ask(`${site.url}${path}`, {
      method: "POST",
      body: JSON.stringify([{ name: "inbox", resourceId: "ana" }, payload]),
    });
  }
});

/** For a person to look at. */
async function shoot(page: Page): Promise<void> {
  const folder = new URL("../output/", import.meta.url).pathname;
  await Deno.mkdir(folder, { recursive: true });
  await page.setViewportSize({ width: 1100, height: 900 });
  await page.screenshot({
    path: `${folder}wix-sandbox.png`,
    fullPage: true,
  });
}

async function ask(url: string, init?: RequestInit): Promise<unknown> {
  return await (await fetch(url, init)).json();
}

async function sessionAt(site: WixSandbox): Promise<string> {
  const response = await fetch(`${site.url}/login`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams(ANA),
  });
  await response.body?.cancel();
  return response.headers.get("set-cookie")!.split(";")[0]!;
}

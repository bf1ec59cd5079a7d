import { assert, assertEquals, assertMatch } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import * as esbuild from "esbuild";
import { pathToFileURL } from "node:url";
import { createApp } from "../companion/http/app.ts";
import type { HttpContext } from "../companion/http/context.ts";
import { USUAL_LIMITS } from "../companion/http/limits.ts";
import { bundlePage } from "../scripts/build_site/page_parts.ts";

const ORIGIN = "https://clinica.example";

describe("a part of the page that is loaded when it is needed", () => {
  let folder: string;
  let files: Map<string, string>;
  beforeAll(async () => {
    folder = await Deno.makeTempDir({ prefix: "relevo-parts-" });
    files = await build(folder);
    await Deno.mkdir(`${folder}/page`);
    for (const [path, text] of files) {
      await Deno.writeTextFile(`${folder}/${path}`, text);
    }
    // The page is there before any part of it.
    await import(pathToFileURL(`${folder}/main.js`).href);
  });
  afterAll(async () => await Deno.remove(folder, { recursive: true }));

  const partName = () =>
    [...files.keys()].find((path) => path.startsWith("page/"))!;

  function ask(path: string, method = "GET"): Promise<Response> {
    const app = createApp(
      {
        siteSecrets: [],
        siteOrigins: [ORIGIN],
        metricsTokens: [],
        trustedProxies: [],
        limits: USUAL_LIMITS,
        pageParts: pathToFileURL(`${folder}/page/`),
      } as unknown as HttpContext,
    );
    const request = new Request(`http://127.0.0.1${path}`, {
      method,
      headers: { Origin: ORIGIN },
    });
    return Promise.resolve(app.fetch(request, {}));
  }

  it("is not in the page's own script, which asks the companion for it by its content", () => {
    const main = files.get("main.js")!;

    assert(!main.includes("only when needed"));
    assertMatch(partName(), /^page\/heavy-part\.[0-9a-f]{12}\.js$/);
    assert(
      main.includes(
        `import(globalThis.relevoPartsFrom+"/${partName()}"+(globalThis.relevoPartsAgain??""))`,
      ),
      main,
    );
  });

  it("comes whole in itself, as a script of another origin that is kept for good", async () => {
    const answer = await ask(`/${partName()}`);
    const text = await answer.text();
    const part = await import(
      pathToFileURL(`${folder}/${partName()}`).href
    );

    assertEquals([answer.status, text], [200, files.get(partName())]);
    assertEquals(part.say("ya"), "only when needed: ya");
    assertEquals(
      ["content-type", "cache-control", "access-control-allow-origin"].map((
        name,
      ) => answer.headers.get(name)),
      [
        "text/javascript; charset=utf-8",
        "public, max-age=31536000, immutable",
        ORIGIN,
      ],
    );
  });

  it("shares with the page what both have, and has only the rest in itself", async () => {
    const [part] = [...files].find(([path]) => path.startsWith("page/"))!;
    const page = await import(pathToFileURL(`${folder}/main.js`).href);
    page.speak("¡Hola!");

    const { greet } = await import(`${pathToFileURL(folder)}/${part}?again`);

    assertEquals(greet(), "¡Hola!");
    assert(!files.get(part)!.includes("Nobody has spoken"));
  });

  it("is nothing else of the disk", async () => {
    const statuses = [];
    for (
      const path of [
        "/page/heavy-part.000000000000.js",
        "/page/..%2fmain.000000000000.js",
        "/page/heavy-part.js",
        "/page/main.000000000000.ts",
        "/page/",
      ]
    ) {
      const answer = await ask(path);
      await answer.body?.cancel();
      statuses.push(answer.status);
    }

    assertEquals(statuses, [404, 404, 404, 404, 404]);
    assertEquals((await ask(`/${partName()}`, "HEAD")).status, 200);
  });
});

/** Bundles a page of two modules as the site's page is. */
async function build(folder: string): Promise<Map<string, string>> {
  await Deno.writeTextFile(
    `${folder}/words.ts`,
    `export const WORDS = "only when needed";`,
  );
  await Deno.writeTextFile(
    `${folder}/heavy_part.ts`,
    `import { WORDS } from "./words.ts";
     import { spoken } from "./spoken.ts";
     export const greet = () => spoken();
     export const say = (more: string) => WORDS + ": " + more;`,
  );
  await Deno.writeTextFile(
    `${folder}/main.ts`,
    `export { speak } from "./spoken.ts";
     export const load = async () => (await import("./heavy_part.ts")).say("");`,
  );
  await Deno.writeTextFile(
    `${folder}/spoken.ts`,
    `let said = "Nobody has spoken";
     export const speak = (words: string) => { said = words; };
     export const spoken = () => said;`,
  );
  try {
    const files = await bundlePage(
      { main: `${folder}/main.ts` },
      bundle,
      folder,
    );
    return new Map(
      files.map(([path, content]) => [path, new TextDecoder().decode(content)]),
    );
  } finally {
    await esbuild.stop();
  }
}

async function bundle(
  entryPoints: Record<string, string>,
  plugins: esbuild.Plugin[],
): Promise<[string, Uint8Array][]> {
  const { outputFiles } = await esbuild.build({
    entryPoints,
    outdir: "/",
    bundle: true,
    format: "esm",
    minify: true,
    write: false,
    plugins,
  });
  return outputFiles!.map(({ path, contents }) => [
    path.replace(/^\//, ""),
    contents,
  ]);
}

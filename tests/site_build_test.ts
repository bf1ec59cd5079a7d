import { describe, it } from "@std/testing/bdd";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { buildSite } from "../scripts/build_site.ts";

const IMPORT =
  /^\s*(?:import|export)\b[^"'`;]*?\bfrom\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']/gm;

describe("the built site", () => {
  it("has the files that Wix knows by name, and no other", async () => {
    const files = Object.keys(await builtFiles());

    const known = [
      /^(wix\.config\.json|package\.json|README\.md|\.gitignore)$/,
      /^src\/backend\/(http-functions|realtime-permissions|chatbot)\.js$/,
      /^src\/backend\/[a-z-]+\.web\.js$/,
      /^src\/pages\/[A-Z]\w*\.[a-z0-9]{5}\.js$/,
      /^src\/public\/custom-elements\/[a-z]+(-[a-z]+)+\.js$/,
      /^page\/[a-z][a-z0-9-]*\.[0-9a-f]{12}\.js$/,
    ];
    assertEquals(
      files.filter((file) => !known.some((name) => name.test(file))),
      [],
    );
    for (
      const file of [
        "src/backend/http-functions.js",
        "src/backend/inbox.web.js",
        "src/backend/realtime-permissions.js",
        "src/backend/chatbot.js",
      ]
    ) assert(files.includes(file), file);
    assertEquals(
      files.filter((file) => file.startsWith("src/pages/")).length,
      1,
    );
  });

  it("imports only what Wix brings, and elements import nothing", async () => {
    const fromWix =
      /^(@wix\/[a-z]+|wix-[a-z-]+|backend\/[\w.]+|crypto|buffer)$/;
    for (const [file, text] of Object.entries(await builtFiles())) {
      if (!file.endsWith(".js")) continue;
      const imports = [...text.matchAll(IMPORT)].map(([, from, bare]) =>
        from ?? bare!
      );
      const isElement = file.includes("/custom-elements/") ||
        file.startsWith("page/");
      const foreign = imports.filter((each) =>
        isElement || !fromWix.test(each)
      );
      assertEquals([file, foreign], [file, []]);
    }
  });

  it("knows nothing of the stand-in, of this machine or of a secret", async () => {
    for (const [file, text] of Object.entries(await builtFiles())) {
      if (file === "README.md") continue;
      for (const word of ["sandbox", "127.0.0.1", "localhost", "file://"]) {
        const isLibrary = file.includes("/custom-elements/") ||
          file.startsWith("page/");
        if (isLibrary && word === "localhost") continue;
        assert(!text.includes(word), `${file} says ${word}`);
      }
    }
  });

  it("names the packages in the versions that are tested here", async () => {
    const files = await builtFiles();
    const { dependencies } = JSON.parse(files["package.json"]!);
    const { imports } = JSON.parse(await Deno.readTextFile("deno.json"));
    const { siteId, uiVersion } = JSON.parse(files["wix.config.json"]!);

    for (const [name, version] of Object.entries(dependencies)) {
      assertEquals(imports[name], `npm:${name}@${version}`);
    }
    assertEquals(Object.keys(dependencies).length, 5);
    assertMatch(siteId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assertMatch(uiVersion, /^\d+$/);
  });

  it("changes no file when it is built again, and drops what is no longer in it", async () => {
    const outDir = await Deno.makeTempDir();
    try {
      await buildSite({ outDir });
      const file = `${outDir}/src/backend/http-functions.js`;
      const before = await Deno.stat(file);
      await Deno.writeTextFile(`${outDir}/src/backend/old.js`, "export {};");

      await Promise.all([buildSite({ outDir }), buildSite({ outDir })]);

      assertEquals((await Deno.stat(file)).mtime, before.mtime);
      assertEquals((await Deno.stat(file)).ino, before.ino);
      const names = await Array.fromAsync(
        Deno.readDir(`${outDir}/src/backend`),
        ({ name }) => name,
      );
      assert(!names.includes("old.js"));
    } finally {
      await Deno.remove(outDir, { recursive: true });
    }
  });
});

async function builtFiles(): Promise<Record<string, string>> {
  const dist = await buildSite();
  const files: Record<string, string> = {};
  async function read(under: string) {
    for await (
      const { name, isDirectory } of Deno.readDir(`${dist}/${under}`)
    ) {
      if (isDirectory) await read(`${under}${name}/`);
      else {
        files[under + name] = await Deno.readTextFile(
          `${dist}/${under}${name}`,
        );
      }
    }
  }
  await read("");
  return files;
}

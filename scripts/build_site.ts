/** `deno task build`: writes the Velo repository that is published, and that the tests run. */
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { bundlePage } from "./build_site/page_parts.ts";
import { siteEntries } from "./build_site/site_entries.ts";
import { siteManifest } from "./build_site/site_manifest.ts";
import { writeTree } from "./build_site/written_tree.ts";

const SITE = new URL("../wix-site/", import.meta.url);

/** Builds under way in this process: esbuild's one server is stopped when one ends. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Builds `wix-site` into `outDir` and answers with its path. Asking again changes no file that is
 * as it should be, so that several processes may ask at once.
 */
export function buildSite(
  { outDir = fileURLToPath(new URL("dist", SITE)) }: { outDir?: string } = {},
): Promise<string> {
  const build = last.then(() => buildInto(outDir));
  last = build.catch(() => {});
  return build;
}

async function buildInto(outDir: string): Promise<string> {
  const entries = await siteEntries(SITE);
  try {
    const velo = await bundle(entries.velo, VELO);
    const page = await bundlePage(
      entries.elements,
      (entryPoints, plugins) => bundle(entryPoints, BROWSER, plugins),
      fileURLToPath(SITE),
    );
    const files = new Map([...velo, ...page, ...await siteManifest(SITE)]);
    await writeTree(outDir, files);
  } finally {
    await esbuild.stop();
  }
  return outDir;
}

/** Wix brings these; everything else is written into the file. */
const FROM_WIX = ["@wix/*", "wix-*", "backend/*", "public/*"];

/** Wix's own checks read ES2020. */
const VELO: esbuild.BuildOptions = {
  target: "es2020",
  platform: "neutral",
  external: FROM_WIX,
};

const BROWSER: esbuild.BuildOptions = {
  target: "es2022",
  platform: "browser",
  minify: true,
  legalComments: "none",
  define: { "process.env.NODE_ENV": '"production"' },
};

async function bundle(
  entryPoints: Record<string, string>,
  options: esbuild.BuildOptions,
  plugins: esbuild.Plugin[] = [],
): Promise<[string, Uint8Array][]> {
  if (Object.keys(entryPoints).length === 0) return [];
  const { outputFiles } = await esbuild.build({
    ...options,
    entryPoints,
    outdir: "/",
    absWorkingDir: fileURLToPath(new URL("..", SITE)),
    bundle: true,
    format: "esm",
    charset: "utf8",
    write: false,
    logLevel: "silent",
    tsconfigRaw: {},
    plugins: [...plugins, nodeModulesByBareName],
  });
  return (outputFiles ?? []).map(({ path, contents }) => [
    path.replace(/^\//, ""),
    contents,
  ]);
}

/** On Wix, Node's own modules are known to work by their bare names. */
const nodeModulesByBareName: esbuild.Plugin = {
  name: "node-modules-by-bare-name",
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path }) => ({
      path: path.slice("node:".length),
      external: true,
    }));
  },
};

if (import.meta.main) {
  const started = performance.now();
  const dist = await buildSite();
  const ms = Math.round(performance.now() - started);
  console.log(`Built ${dist} in ${ms} ms`);
}

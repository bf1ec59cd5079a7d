import * as esbuild from "esbuild";
import { gzipSync } from "node:zlib";

const ENTRY = new URL(
  "../../wix-site/src/public/custom-elements/agent-chat.ts",
  import.meta.url,
).pathname;

/** The agents' page as the browser loads it. */
export interface PageBundle {
  /** The scripts by name; `page.js` is where it begins. */
  files: ReadonlyMap<string, string>;
  /** Those that are loaded at once. The others wait until they are needed. */
  first: readonly string[];
}

let built: Promise<PageBundle> | null = null;

/** The agents' page, bundled as for the site. Made once per run. */
export function pageBundle(): Promise<PageBundle> {
  return built ??= bundle();
}

/** How much of it travels before anything is shown, in bytes. */
export function firstLoadSize({ files, first }: PageBundle): number {
  return first.reduce(
    (size, name) => size + gzipSync(files.get(name)!).byteLength,
    0,
  );
}

async function bundle(): Promise<PageBundle> {
  const { outputFiles, metafile } = await esbuild.build({
    entryPoints: { page: ENTRY },
    outdir: "/",
    bundle: true,
    splitting: true,
    metafile: true,
    write: false,
    platform: "browser",
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "none",
    charset: "utf8",
  });
  await esbuild.stop();
  const files = new Map(
    outputFiles.map(({ path, text }) => [nameOf(path), text]),
  );
  const imports = new Map(
    Object.entries(metafile.outputs).map(([path, output]) => [
      nameOf(path),
      output.imports.filter(({ kind }) => kind === "import-statement")
        .map((one) => nameOf(one.path)),
    ]),
  );
  return { files, first: [...reachable("page.js", imports)] };
}

function reachable(
  name: string,
  imports: ReadonlyMap<string, readonly string[]>,
  seen = new Set<string>(),
): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const next of imports.get(name) ?? []) reachable(next, imports, seen);
  return seen;
}

function nameOf(path: string): string {
  return path.replace(/^.*\//, "");
}

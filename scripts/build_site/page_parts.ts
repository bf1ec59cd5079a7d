import { createHash } from "node:crypto";
import { basename, resolve } from "node:path";
import type { Plugin } from "esbuild";
import {
  PARTS_AGAIN,
  PARTS_FROM,
} from "../../wix-site/lib/chat/part_address.ts";
import {
  noteModules,
  offerShared,
  type PageModules,
  takeShared,
} from "./shared_modules.ts";

/** A module that the page loads when it needs it. */
export interface PagePart {
  file: string;
}

type Output = [path: string, content: Uint8Array];

/** Bundles entries, by name, with these plugins. */
export type Bundle = (
  entryPoints: Record<string, string>,
  plugins: Plugin[],
) => Promise<Output[]>;

const MARK = "relevo-page:";

/**
 * Bundles the page: its own scripts, and each module that is imported by `import()` as a file of
 * its own under `page/`. A part has in it only what the page has not; what both use is the page's,
 * so that a language is chosen once and an element defined once.
 */
export async function bundlePage(
  entries: Record<string, string>,
  bundle: Bundle,
  root: string,
): Promise<Output[]> {
  const parts = new Map<string, PagePart>();
  const modules: PageModules = { root, ofPage: new Set(), shared: new Set() };
  await bundle(entries, [leaveParts(parts), noteModules(modules)]);
  const pieces = new Map<string, Uint8Array>();
  for (let left = leftOf(parts, pieces); left; left = leftOf(parts, pieces)) {
    const built = await bundle(left, [
      leaveParts(parts),
      takeShared(modules),
    ]);
    for (const [path, content] of built) pieces.set(path, content);
  }
  const elements = await bundle(entries, [
    leaveParts(parts),
    offerShared(modules),
  ]);
  return nameParts(parts, { elements, pieces });
}

/** The parts that were found and not built: a part may ask for further ones. */
function leftOf(
  parts: ReadonlyMap<string, PagePart>,
  pieces: ReadonlyMap<string, Uint8Array>,
): Record<string, string> | null {
  const left = [...parts].filter(([name]) => !pieces.has(`${name}.js`));
  if (left.length === 0) return null;
  return Object.fromEntries(left.map(([name, { file }]) => [name, file]));
}

/** Leaves every module out of the bundle that is imported by `import()`, and notes it in `parts` by its name. */
function leaveParts(parts: Map<string, PagePart>): Plugin {
  return {
    name: "leave-parts",
    setup(build) {
      build.onResolve({ filter: /^\.\.?\// }, ({ kind, path, resolveDir }) => {
        if (kind !== "dynamic-import") return null;
        const file = resolve(resolveDir, path);
        const name = basename(file).replace(/\.ts$/, "")
          .replaceAll("_", "-");
        if (!/^[a-z][a-z0-9-]*$/.test(name)) {
          throw new Error(`Cannot name a part of the page after ${path}`);
        }
        const known = parts.get(name);
        if (known && known.file !== file) {
          throw new Error(`Two parts of the page are called ${name}`);
        }
        parts.set(name, { file });
        return { path: MARK + name, external: true };
      });
    },
  };
}

/** Names each part by its content, and has whoever imports it ask the companion for it by that name. */
function nameParts(
  parts: ReadonlyMap<string, PagePart>,
  built: {
    elements: readonly Output[];
    pieces: ReadonlyMap<string, Uint8Array>;
  },
): Output[] {
  const names = new Map<string, string>();
  const files: Output[] = [];
  let left = [...parts.keys()];
  while (left.length > 0) {
    const named = left.flatMap((name) => {
      const content = withNames(built.pieces.get(`${name}.js`)!, names);
      return content ? [[name, content] as const] : [];
    });
    if (named.length === 0) {
      throw new Error(`Parts of the page ask for each other: ${left}`);
    }
    for (const [name, content] of named) {
      const hash = createHash("sha256").update(content).digest("hex");
      names.set(name, `${name}.${hash.slice(0, 12)}.js`);
      files.push([`page/${names.get(name)}`, content]);
    }
    left = left.filter((name) => !names.has(name));
  }
  const elements = built.elements.map(([path, content]): Output => [
    path,
    withNames(content, names)!,
  ]);
  return [...elements, ...files];
}

/** The content with the names of the parts that it asks for; `null` while one of these has none. */
function withNames(
  content: Uint8Array,
  names: ReadonlyMap<string, string>,
): Uint8Array | null {
  let isWhole = true;
  const text = new TextDecoder().decode(content).replace(
    new RegExp(`import\\("${MARK}([a-z0-9-]+)"\\)`, "g"),
    (_, name: string) => {
      isWhole &&= names.has(name);
      const path = `"/page/${names.get(name)}"`;
      return `import(globalThis.${PARTS_FROM}+${path}+(globalThis.${PARTS_AGAIN}??""))`;
    },
  );
  return isWhole ? new TextEncoder().encode(text) : null;
}

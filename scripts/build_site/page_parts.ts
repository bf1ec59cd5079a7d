import { createHash } from "node:crypto";
import { basename, resolve } from "node:path";
import type { Plugin } from "esbuild";
import { PARTS_FROM } from "../../wix-site/lib/chat/part_address.ts";

/** A module that the page loads when it needs it. */
export interface PagePart {
  file: string;
}

type Output = [path: string, content: Uint8Array];

const MARK = "relevo-page:";

/** Leaves every module out of the bundle that is imported by `import()`, and notes it in `parts` by its name. */
export function leaveParts(parts: Map<string, PagePart>): Plugin {
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

/** Names each part by its content, and has the bundles ask the companion for it by that name. */
export function nameParts(
  parts: ReadonlyMap<string, PagePart>,
  built: { elements: readonly Output[]; pieces: readonly Output[] },
): Output[] {
  const pieces = new Map(built.pieces);
  const names = new Map<string, string>();
  const files = [...parts.keys()].map((name): Output => {
    const content = pieces.get(`${name}.js`)!;
    const hash = createHash("sha256").update(content).digest("hex");
    names.set(name, `${name}.${hash.slice(0, 12)}.js`);
    return [`page/${names.get(name)}`, content];
  });
  const elements = built.elements.map(([path, content]): Output => {
    const text = new TextDecoder().decode(content).replace(
      new RegExp(`import\\("${MARK}([a-z0-9-]+)"\\)`, "g"),
      (_, name: string) =>
        `import(globalThis.${PARTS_FROM}+"/page/${names.get(name)}")`,
    );
    return [path, new TextEncoder().encode(text)];
  });
  return [...elements, ...files];
}

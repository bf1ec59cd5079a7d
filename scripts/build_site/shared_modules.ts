import { dirname, relative, resolve } from "node:path";
import type { OnResolveArgs, Plugin } from "esbuild";

/** The modules that are in the page by themselves, and those of them that its parts use: by file, or by package. */
export interface PageModules {
  root: string;
  ofPage: Set<string>;
  shared: Set<string>;
}

/** The global by which parts reach the page's own modules. */
const SHARED = "relevoModules";
const ANY = /.*/;

/** Notes what the page has. */
export function noteModules({ ofPage }: PageModules): Plugin {
  return {
    name: "note-modules",
    setup(build) {
      build.onResolve({ filter: ANY }, (args) => {
        if (isOurImport(args)) ofPage.add(moduleOf(args));
        return null;
      });
    },
  };
}

/** In a part: takes from the page what the page has, and notes that it is to be had there. */
export function takeShared({ root, ofPage, shared }: PageModules): Plugin {
  return {
    name: "take-shared",
    setup(build) {
      build.onResolve({ filter: ANY }, (args) => {
        const module = moduleOf(args);
        if (!isOurImport(args) || !ofPage.has(module)) return null;
        shared.add(module);
        return { path: module, namespace: "of-page" };
      });
      build.onLoad({ filter: ANY, namespace: "of-page" }, ({ path }) => {
        const key = JSON.stringify(keyOf(path, root));
        return { contents: `module.exports = globalThis.${SHARED}[${key}];` };
      });
    },
  };
}

/** In the page: offers its parts what they take. */
export function offerShared({ root, shared }: PageModules): Plugin {
  return {
    name: "offer-shared",
    setup(build) {
      if (shared.size === 0) return;
      build.onResolve(
        { filter: ANY },
        ({ kind, path, resolveDir }) =>
          kind === "entry-point"
            ? { path: resolve(resolveDir, path), namespace: "offering" }
            : null,
      );
      build.onLoad({ filter: ANY, namespace: "offering" }, ({ path }) => {
        const modules = [...shared].sort();
        const lines = modules.map((module, at) =>
          `import * as m${at} from ${JSON.stringify(module)};`
        );
        const offered = modules.map((module, at) =>
          `${JSON.stringify(keyOf(module, root))}: m${at}`
        );
        const contents = [
          ...lines,
          `export * from ${JSON.stringify(path)};`,
          `globalThis.${SHARED} = { ${offered.join(", ")} };`,
        ].join("\n");
        return { contents, resolveDir: dirname(path) };
      });
    },
  };
}

/** Between our own modules, or from one of them to a package; packages keep their own affairs. */
function isOurImport({ kind, importer }: OnResolveArgs): boolean {
  return kind === "import-statement" &&
    !/[\\/]node_modules[\\/]/.test(importer);
}

function moduleOf({ path, resolveDir }: OnResolveArgs): string {
  return path.startsWith(".") ? resolve(resolveDir, path) : path;
}

/** A name that is the same on every machine. */
function keyOf(module: string, root: string): string {
  return module.startsWith("/") ? relative(root, module) : module;
}

import { isBuiltin } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { DataHooks } from "../data/hooks.ts";

type Exports = Record<string, unknown>;

/** The site's backend in one container: its modules share nothing with those of another. */
export interface Backend {
  httpFunctions: Exports | null;
  dataHooks: DataHooks | null;
  realtimePermissions: Exports | null;
  /** By file name, as `inbox.web.js`. */
  webModules: Map<string, Exports>;
  /** What the page's code sets on an element when the server draws it, before a browser does. */
  renderPage(file: string, selector: string): Promise<Record<string, string>>;
  dispose(): Promise<void>;
}

const MODULES = new URL("../modules/", import.meta.url);
const SPECIFIER = /(\bfrom\s*|\bimport\s*\(?\s*)(["'])([^"'\n]+)\2/g;
const CONSOLE = new URL("site_console.ts", import.meta.url).href;
let containers = 0;

/**
 * Loads the backend of a built site as a container of Wix would: `backend/…` and `public/…` are the
 * site's own files, `wix-…` the platform's modules, `@wix/…` the genuine packages.
 * @throws {Error} when the folder holds no built site
 */
export async function loadBackend(dist: string): Promise<Backend> {
  const source = join(dist, "src");
  const backendFiles = await listScripts(join(source, "backend"));
  if (backendFiles.length === 0) {
    throw new Error(
      `Cannot run the site: ${source}/backend holds no scripts; build it first`,
    );
  }
  const container = await Deno.makeTempDir({ prefix: "wix-container-" });
  const serial = ++containers;
  const publicFiles = await listScripts(join(source, "public"));
  const pageFiles = await listScripts(join(source, "pages"));
  for (const file of [...backendFiles, ...publicFiles, ...pageFiles]) {
    const target = join(container, relative(source, file));
    await Deno.mkdir(dirname(target), { recursive: true });
    const text = await Deno.readTextFile(file);
    const prelude = pageFiles.includes(file)
      ? `import { $w } from ${
        JSON.stringify(serverPage(serial, basename(file)))
      };\n`
      : backendFiles.includes(file)
      ? `import { console } from ${JSON.stringify(CONSOLE)};\n`
      : "";
    const linked = resolved(text, {
      container,
      serial,
      modules: await moduleNames(),
    });
    await Deno.writeTextFile(target, prelude + linked);
  }

  const load = async (name: string): Promise<Exports | null> =>
    backendFiles.includes(join(source, "backend", name))
      ? await import(pathToFileURL(join(container, "backend", name)).href)
      : null;
  const webModules = new Map<string, Exports>();
  for (const file of backendFiles) {
    const name = relative(join(source, "backend"), file);
    if (name.endsWith(".web.js")) webModules.set(name, (await load(name))!);
  }
  return {
    httpFunctions: await load("http-functions.js"),
    dataHooks: await load("data.js") as DataHooks | null,
    realtimePermissions: await load("realtime-permissions.js"),
    webModules,
    async renderPage(file, selector) {
      try {
        await import(pathToFileURL(join(container, "pages", file)).href);
        const { render } = await import(serverPage(serial, file));
        return await render(selector);
      } catch (error) {
        console.error(`[site] ${file} on the server:`, error);
        return {};
      }
    },
    dispose: () => Deno.remove(container, { recursive: true }),
  };
}

function serverPage(serial: number, file: string): string {
  const query = new URLSearchParams({ container: String(serial), page: file });
  return new URL(`server_page.ts?${query}`, MODULES).href;
}

function resolved(
  text: string,
  { container, serial, modules }: {
    container: string;
    serial: number;
    modules: Set<string>;
  },
): string {
  return text.replace(
    SPECIFIER,
    (whole, lead: string, quote: string, specifier: string) => {
      if (/^(backend|public)\//.test(specifier)) {
        const path = /\.\w+$/.test(specifier) && !specifier.endsWith(".web")
          ? specifier
          : `${specifier}.js`;
        return `${lead}${quote}${
          pathToFileURL(join(container, path)).href
        }${quote}`;
      }
      if (modules.has(specifier)) {
        const url = new URL(`${specifier}.ts?container=${serial}`, MODULES);
        return `${lead}${quote}${url.href}${quote}`;
      }
      return isBuiltin(specifier) && !specifier.startsWith("node:")
        ? `${lead}${quote}node:${specifier}${quote}`
        : whole;
    },
  );
}

async function moduleNames(): Promise<Set<string>> {
  const names = await Array.fromAsync(
    Deno.readDir(MODULES),
    ({ name }) => name,
  );
  return new Set(names.map((name) => name.replace(/\.ts$/, "")));
}

async function listScripts(folder: string): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      const path = join(folder, name);
      if (isDirectory) found.push(...await listScripts(path));
      else if (/\.m?js$/.test(name)) found.push(path);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return found.sort();
}

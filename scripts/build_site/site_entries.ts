import { fileURLToPath } from "node:url";

/** The files of the site that Wix knows by name, by their path in the built repository without its ending. */
export interface SiteEntries {
  /** Backend modules and page code. */
  velo: Record<string, string>;
  /** Custom elements, which run in the browser by themselves. */
  elements: Record<string, string>;
}

/** Every TypeScript file under `src` is an entry: what entries share lives in `lib`. */
export async function siteEntries(site: URL): Promise<SiteEntries> {
  const entries: SiteEntries = { velo: {}, elements: {} };
  for await (const file of filesUnder(new URL("src/", site))) {
    if (
      !/\.ts$/.test(file.pathname) || /_test\.ts$|\.d\.ts$/.test(file.pathname)
    ) {
      continue;
    }
    const name = file.pathname.slice(site.pathname.length).replace(/\.ts$/, "");
    const kind = name.startsWith("src/public/custom-elements/")
      ? "elements"
      : "velo";
    entries[kind][name] = fileURLToPath(file);
  }
  return entries;
}

async function* filesUnder(folder: URL): AsyncGenerator<URL> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* filesUnder(new URL(`${name}/`, folder));
    else yield new URL(name, folder);
  }
}

import { gzipSync } from "node:zlib";
import { buildSite } from "../../scripts/build_site.ts";

/** The agents' page as the browser loads it from the built site. */
export interface PageBundle {
  /** What is loaded at once. */
  page: string;
  /** What waits until it is needed, by its name under `/page/`. */
  parts: ReadonlyMap<string, string>;
}

let built: Promise<PageBundle> | null = null;

/** The agents' page, built as it is published. Made once per run. */
export function pageBundle(): Promise<PageBundle> {
  return built ??= read();
}

/** How much of it travels before anything is shown, in bytes. */
export function firstLoadSize({ page }: PageBundle): number {
  return gzipSync(page).byteLength;
}

async function read(): Promise<PageBundle> {
  const dist = await buildSite();
  const parts = new Map<string, string>();
  for await (const { name } of Deno.readDir(`${dist}/page`)) {
    parts.set(name, await Deno.readTextFile(`${dist}/page/${name}`));
  }
  const page = `${dist}/src/public/custom-elements/agent-chat.js`;
  return { page: await Deno.readTextFile(page), parts };
}

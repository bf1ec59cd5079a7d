import { WEB_METHODS } from "../runtime/web_methods.ts";

/** What a page has of a web module: functions that call the site. */
export function webModuleStub(file: string, names: string[]): string {
  const lines = names.map((name) =>
    `export const ${name} = (...args) => call(${
      JSON.stringify(`${WEB_METHODS}/${file}/${name}.ajax`)
    }, args);`
  );
  return [`import { call } from "/_site/modules/web_method.js";`, ...lines]
    .join("\n");
}

/** A script of the site or of the platform; nothing else. */
export async function sendScript(path: string | URL): Promise<Response> {
  if (!/\.m?js$/.test(String(path))) {
    return new Response("Not Found", { status: 404 });
  }
  try {
    const headers = {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "no-cache",
    };
    return new Response(await Deno.readFile(path), { headers });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return new Response("Not Found", { status: 404 });
  }
}

/** The names of a folder's scripts, in order; none when there is no folder. */
export async function listScripts(
  folder: string,
  wanted: RegExp,
): Promise<string[]> {
  try {
    const names = await Array.fromAsync(
      Deno.readDir(folder),
      ({ name }) => name,
    );
    return names.filter((name) => wanted.test(name)).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

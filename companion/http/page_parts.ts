import { Hono } from "hono";
import { Refusal } from "../../shared/refusal.ts";
import type { HttpContext } from "./context.ts";

const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json; charset=utf-8",
};

/** Parts of the agents' page that it loads when it needs them. The hash in the name is that of the content: it is kept for good. */
export function pagePartRoutes({ pageParts }: Pick<HttpContext, "pageParts">) {
  return new Hono()
    .get("/:file", async (c) => {
      const file = c.req.param("file");
      const [, ending = ""] = /^[\w-]+\.\w{8,64}\.(js|css|json)$/.exec(file) ??
        [];
      const part = ending ? await open(new URL(file, pageParts)) : null;
      if (!part) throw new Refusal("not_found", "Cannot show: no such part");
      const headers = {
        "Content-Type": TYPES[ending]!,
        "Cache-Control": "public, max-age=31536000, immutable",
        "Cross-Origin-Resource-Policy": "cross-origin",
      };
      if (c.req.method !== "HEAD") return c.body(part.readable, 200, headers);
      part.close();
      return c.body(null, 200, headers);
    });
}

async function open(file: URL): Promise<Deno.FsFile | null> {
  try {
    return await Deno.open(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

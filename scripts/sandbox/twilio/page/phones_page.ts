import { Hono } from "hono";

const FOLDERS = ["styles", "scripts"];

/** The paths of the page of customers' phones. */
export const PHONES_PAGE = [
  "/",
  "/styles",
  "/scripts",
  "/favicon.ico",
] as const;

const TYPES: Record<string, string> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
};

/** A page on which a person is the customers: their phones side by side. */
export function phonesPage(): Hono {
  const page = new Hono();
  page.get("/", () => file("phones.html"));
  for (const folder of FOLDERS) {
    page.get(
      `/${folder}/:name{[a-z_]+\\.(css|js)}`,
      (c) => file(`${folder}/${c.req.param("name")}`),
    );
  }
  page.get("/favicon.ico", (c) => c.body(null, 204));
  return page;
}

async function file(name: string): Promise<Response> {
  const text = await Deno.readTextFile(new URL(name, import.meta.url))
    .catch(() => null);
  if (text === null) return new Response(null, { status: 404 });
  return new Response(text, {
    headers: {
      "content-type": TYPES[name.split(".")[1]!]!,
      "cache-control": "no-cache",
      "content-security-policy":
        "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; frame-ancestors 'self'",
      "x-content-type-options": "nosniff",
    },
  });
}

import { Hono } from "hono";

/** The paths of the page of customers' phones. */
export const PHONES_PAGE = [
  "/",
  "/phones.css",
  "/phones.js",
  "/phone_bubble.js",
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
  for (const path of ["/phones.css", "/phones.js", "/phone_bubble.js"]) {
    page.get(path, () => file(path.slice(1)));
  }
  page.get("/favicon.ico", (c) => c.body(null, 204));
  return page;
}

async function file(name: string): Promise<Response> {
  const text = await Deno.readTextFile(new URL(name, import.meta.url));
  return new Response(text, {
    headers: {
      "content-type": TYPES[name.split(".")[1]!]!,
      "cache-control": "no-cache",
      "content-security-policy":
        "default-src 'self'; img-src 'self' blob: data:; media-src 'self'; frame-ancestors 'self'",
      "x-content-type-options": "nosniff",
    },
  });
}

import { Hono } from "hono";
import type { PageBundle } from "./page_bundle.ts";
import { scriptedPicture } from "./scripted_picture.ts";

/** What surrounds the element: a page under a strict security policy, its page code, and media. */
export function scriptedSite(
  { page, parts }: PageBundle,
  token: () => string,
): Hono {
  return new Hono()
    .get("/", (c) => {
      c.header("Content-Security-Policy", CSP);
      return c.html(PAGE);
    })
    .get(
      "/page.css",
      (c) => c.text(PAGE_CSS, 200, { "Content-Type": "text/css" }),
    )
    .get("/velo.js", (c) => c.text(VELO, 200, JS))
    .get("/page.js", (c) => c.text(page, 200, JS))
    .get("/page/:part", (c) => {
      const part = parts.get(c.req.param("part"));
      return part === undefined ? c.notFound() : c.text(part, 200, JS);
    })
    .get("/velo-token", (c) => c.text(token()))
    .get("/favicon.ico", (c) => c.body(null, 204))
    .get("/medios/:name", (c) => {
      if (!c.req.query("firma")) return c.notFound();
      const name = c.req.param("name");
      if (!/\.(jpe?g|png|webp)$/.test(name)) return c.text("x");
      return c.body(scriptedPicture(name), 200, {
        "Content-Type": "image/svg+xml",
      });
    });
}

const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; " +
  "img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; " +
  "require-trusted-types-for 'script'; trusted-types lit-html";
const JS = { "Content-Type": "text/javascript" };
const PAGE_CSS = "html, body { margin: 0 }";
const PAGE = `<!doctype html>
<html lang="es">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Chat</title>
    <link rel="stylesheet" href="/page.css">
    <script type="module" src="/page.js"></script>
    <script type="module" src="/velo.js"></script>
  </head>
  <body><agent-chat></agent-chat></body>
</html>`;

/** What page code does: hands over the address and a token, and a fresh one when asked. */
const VELO = `
const chat = document.querySelector("agent-chat");
const sign = async () => chat.setAttribute("token", await (await fetch("/velo-token")).text());
globalThis.reported = [];
chat.addEventListener("token-needed", () => { reported.push("token-needed"); globalThis.noTokens || sign(); });
chat.addEventListener("signed-out", () => reported.push("signed-out"));
chat.setAttribute("companion", location.origin);
sign();
`;

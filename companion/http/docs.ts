import { Hono } from "hono";
import { Refusal } from "../../shared/refusal.ts";

const FILES: ReadonlyMap<string, string> = new Map([
  ["swagger-ui.css", "text/css; charset=utf-8"],
  ["swagger-ui-bundle.js", "text/javascript; charset=utf-8"],
]);

const PAGE = `<!doctype html>
<html lang="es">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Relevo: interfaz HTTP</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const START =
  `SwaggerUIBundle({ url: "/openapi.json", dom_id: "#reference", deepLinking: true });\n`;

/** The description of the whole interface, and the interactive reference made of it. All of it is served from here. */
export function docsRoutes() {
  // Made once: anybody may ask for it, and making it takes long.
  let description: Promise<string> | null = null;
  return new Hono()
    .get("/openapi.json", async (c) => {
      // Loaded when somebody asks: what it is made with takes memory that a companion at rest needn't hold.
      description ??= import("./openapi.ts").then(({ describeInterface }) =>
        JSON.stringify(describeInterface())
      );
      return c.body(await description, 200, {
        "Content-Type": "application/json",
      });
    })
    .get("/docs", (c) => {
      c.header(
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'",
      );
      return c.html(PAGE);
    })
    .get(
      "/docs/start.js",
      (c) =>
        c.body(START, 200, {
          "Content-Type": "text/javascript; charset=utf-8",
        }),
    )
    .get("/docs/:file", async (c) => {
      const type = FILES.get(c.req.param("file"));
      if (!type) throw new Refusal("not_found", "Cannot show: no such page");
      const folder = new URL(
        ".",
        import.meta.resolve("swagger-ui-dist/package.json"),
      );
      const headers = {
        "Content-Type": type,
        "Cache-Control": "public, max-age=86400",
      };
      if (c.req.method === "HEAD") return c.body(null, 200, headers);
      const file = await Deno.open(new URL(c.req.param("file"), folder));
      return c.body(file.readable, 200, headers);
    });
}

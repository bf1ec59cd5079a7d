import { type Context, Hono } from "hono";
import { switchVariants } from "../variants.ts";
import { type Controlled, empty, fill } from "./controls.ts";
import { dataPage } from "./data_page.ts";
import { exampleRows } from "./example_rows.ts";
import { WEATHERS } from "./weathers.ts";

/** The page to look into the site, and what its buttons do. */
export function dataPageRoutes(parts: Controlled): Hono {
  const { database } = parts;
  const app = new Hono();
  app.onError((error) => new Response(error.message, { status: 400 }));

  app.get("/sandbox", (c) => c.html(dataPage(parts, c.req.query("coleccion"))));
  app.post("/sandbox/reset", async (c) => {
    const { coleccion } = await fields(c);
    empty(database, coleccion!);
    return backTo(c, coleccion);
  });
  app.post("/sandbox/fill", async (c) => {
    const { coleccion } = await fields(c);
    fill(database, coleccion!, exampleRows(database.now()));
    return backTo(c, coleccion);
  });
  app.post("/sandbox/weather", async (c) => {
    const { weather = "calm", seed = "1" } = await fields(c);
    const { scenario } = WEATHERS[weather] ?? WEATHERS.calm!;
    database.fate.begin({ ...scenario, seed: Number(seed) });
    return backTo(c);
  });
  app.post("/sandbox/choices", async (c) => {
    switchVariants(database.variants, await fields(c));
    return backTo(c);
  });
  return app;
}

async function fields(c: Context): Promise<Record<string, string>> {
  return await c.req.parseBody() as Record<string, string>;
}

function backTo(c: Context, collectionId?: string): Response {
  const query = collectionId
    ? `?coleccion=${encodeURIComponent(collectionId)}`
    : "";
  return c.redirect(`/sandbox${query}`, 303);
}

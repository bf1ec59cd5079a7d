import { Hono } from "hono";
import { parseScripted } from "./scripted_answer.ts";
import type { Sandbox } from "./state.ts";
import { usualVariants } from "./variants.ts";

/** What people and tests order; none of it exists at OpenAI. */
export function sandboxRoutes(sandbox: Sandbox): Hono {
  return new Hono()
    .onError((error, c) => c.json({ error: error.message }, 400))
    .get("/variants", (c) => c.json(sandbox.variants))
    .post("/variants", async (c) => {
      const changes = await c.req.json();
      const unknown = Object.keys(changes).find((name) =>
        !(name in sandbox.variants)
      );
      if (unknown) throw new TypeError(`There is no variant "${unknown}"`);
      Object.assign(sandbox.variants, changes);
      return c.json(sandbox.variants);
    })
    .delete("/variants", (c) => {
      Object.assign(
        sandbox.variants,
        usualVariants(),
        sandbox.options.variants,
      );
      return c.json(sandbox.variants);
    })
    .post("/next", async (c) => {
      sandbox.scripted.push(...parseScripted(await c.req.json()));
      return c.json(sandbox.scripted);
    })
    .delete("/next", (c) => {
      sandbox.scripted.length = 0;
      return c.json(sandbox.scripted);
    })
    .post("/transcripts", async (c) => {
      sandbox.transcripts.push(String((await c.req.json()).text));
      return c.json(sandbox.transcripts);
    })
    .get("/conversations", (c) => c.json([...sandbox.conversations.values()]))
    .get("/responses", (c) => c.json([...sandbox.responses.values()]));
}

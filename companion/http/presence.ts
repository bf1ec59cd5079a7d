import { Hono } from "hono";
import { notePresence } from "../inbox/note_presence.ts";
import { actOf } from "./acts.ts";
import type { HttpContext } from "./context.ts";
import { requiredBoolean } from "./field_parsers.ts";
import { readJson } from "./read_json.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

/** A page says that somebody has a conversation before them. */
export function presenceRoutes(context: HttpContext) {
  const { sql, bell } = context;
  return new Hono<SignedIn>()
    .post("/conversacion/:key/presencia", signedIn(context), async (c) => {
      const { escribiendo, fuera = false } = await readJson(c);
      const isNews = await notePresence(sql, {
        ...actOf(c),
        isTyping: requiredBoolean("escribiendo", escribiendo),
        hasLeft: requiredBoolean("fuera", fuera),
      });
      if (isNews) bell.ring("presence");
      return c.json({ success: true });
    });
}

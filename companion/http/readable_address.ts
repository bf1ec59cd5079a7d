import { createMiddleware } from "hono/factory";
import { refuse } from "./errors.ts";

/** Turns away what has no address that can be read: the server passes on whatever stood in `Host`. */
export const readableAddress = createMiddleware(async (c, next) => {
  if (URL.canParse(c.req.url)) return await next();
  // Twilio's door speaks its own form, always.
  if (!c.req.path.startsWith("/webhook/twilio")) return refuse(c, "malformed");
  return c.body("<Response/>", 400, { "Content-Type": "text/xml" });
});

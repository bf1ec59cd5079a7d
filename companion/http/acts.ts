import { type Context, Hono } from "hono";
import { Refusal } from "../../shared/refusal.ts";
import { closeConversation } from "../inbox/close_conversation.ts";
import type { ActRequest } from "../inbox/hold_conversation.ts";
import { reopenConversation } from "../inbox/reopen_conversation.ts";
import { snoozeConversation } from "../inbox/snooze_conversation.ts";
import type { HttpContext } from "./context.ts";
import { readJson } from "./read_json.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

/** What is done to a conversation as a whole: whether there is something left to do, and when. */
export function actRoutes(context: HttpContext) {
  const { sql, bell, now } = context;
  const guard = signedIn(context);
  const done = (c: Context) => {
    bell.ring("changes", "publish_change");
    return c.json({ success: true });
  };
  return new Hono<SignedIn>()
    .post("/conversacion/:key/cerrar", guard, async (c) => {
      await closeConversation(sql, actOf(c), now());
      return done(c);
    })
    .post("/conversacion/:key/reabrir", guard, async (c) => {
      await reopenConversation(sql, actOf(c), now());
      return done(c);
    })
    .post("/conversacion/:key/posponer", guard, async (c) => {
      const { hasta } = await readJson(c);
      const until = parseMoment(hasta);
      await snoozeConversation(sql, { ...actOf(c), until }, now());
      return done(c);
    });
}

/** Who acts on which conversation. */
export function actOf(c: Context<SignedIn>): ActRequest {
  return { key: c.req.param("key") ?? "", by: c.var.agent };
}

/** An ISO 8601 time with its zone, or `null`. */
function parseMoment(value: unknown): Date | null {
  if (value === null) return null;
  const isTime = typeof value === "string" &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/
      .test(value) &&
    !Number.isNaN(Date.parse(value));
  if (isTime) return new Date(value);
  throw new Refusal(
    "invalid",
    'Cannot snooze: "hasta" must be a time with its zone, or null',
    "hasta",
  );
}

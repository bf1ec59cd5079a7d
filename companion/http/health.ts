import { Hono } from "hono";
import type { SessionAnswer } from "../../shared/conversation.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { HttpContext } from "./context.ts";
import { noteRefusal } from "./errors.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

const TIMEOUT_MS = 3000;

/** Whether the service lives, for a balancer: it does while its database answers. */
export function healthRoutes({ sql, hasTwilio, now }: HttpContext) {
  // Anybody may ask, as often as they like: those who wait share one answer.
  let asking: Promise<boolean> | null = null;
  return new Hono().get("/", async (c) => {
    asking ??= answersInTime(sql`select 1`).finally(() => asking = null);
    const isHealthy = await asking;
    return c.json({
      status: isHealthy ? "healthy" : "unhealthy",
      service: "relevo",
      timestamp: now().toISOString(),
      twilio_configured: hasTwilio,
    }, isHealthy ? 200 : 503);
  });
}

/** Who is signed in. Whoever isn't gets `401`, in the shape of the systems that this one replaces. */
export function sessionRoutes(context: HttpContext) {
  return new Hono<SignedIn>()
    .get("/session", signedIn(context), (c) => {
      const { email, name, role } = c.var.agent;
      const answer: SessionAnswer = {
        logged_in: true,
        username: email,
        nombre: name,
        role,
      };
      return c.json(answer);
    })
    .onError((error, c) => {
      const isStranger = error instanceof Refusal &&
        error.code === "not_signed_in";
      if (!isStranger) throw error;
      noteRefusal(c, error.code);
      const answer: SessionAnswer = { logged_in: false };
      return c.json(answer, 401);
    });
}

async function answersInTime(query: PromiseLike<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) =>
    timer = setTimeout(() => resolve(false), TIMEOUT_MS)
  );
  const answer = Promise.resolve(query).then(() => true, () => false);
  const isInTime = await Promise.race([answer, late]);
  clearTimeout(timer);
  return isInTime;
}

import { getLogger } from "@logtape/logtape";
import { type Context, Hono } from "hono";
import { routePath } from "hono/route";
import { Refusal } from "../../shared/refusal.ts";
import { recordReport } from "../inbox/record_status.ts";
import { admission } from "./admission.ts";
import type { HttpContext } from "./context.ts";
import { hasTooManyParams, isForm } from "./form_params.ts";
import { readBody } from "./read_body.ts";
import type { TurnAway } from "./turn_away.ts";
import { toArrival } from "./twilio_arrival.ts";
import type { TakeIn } from "./twilio_arrivals.ts";
import { failure, type Outcome, outcomeOf, TWIML } from "./twilio_outcome.ts";
import { toReport } from "./twilio_report.ts";
import { twilioVerification, type Verified } from "./twilio_verification.ts";

const log = getLogger(["relevo", "twilio"]);

const MAX_BYTES = 256 * 1024;

/**
 * The door for Twilio. An answer of 200 means committed; a wrong signature is turned away before
 * anything is looked at.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function twilioWebhooks(
  context: HttpContext,
  { takeIn, turnAway }: { takeIn: TakeIn; turnAway: TurnAway },
) {
  const { sql, bell, now } = context;
  const reports = admission(context.limits.reportsAtOnce);
  const isGenuine = twilioVerification(context);

  function refused(...[c, why]: Parameters<TurnAway>): Response {
    return twiml(c, turnAway(c, why));
  }

  async function verify(c: Context): Promise<Verified | Response> {
    if (!isForm(c.req.raw.headers)) return refused(c, 415);
    const body = await readBody(c.req.raw, MAX_BYTES, {
      withinMs: context.limits.bodyMs,
    });
    if (body === null || hasTooManyParams(body)) return refused(c, 413);
    const signature = c.req.header("x-twilio-signature");
    if (!signature) return refused(c, 400);
    const { pathname, search } = new URL(c.req.url);
    const isReport = pathname.endsWith("/status");
    const path = pathname + search;
    return await isGenuine({ body, signature, path, isReport }) ??
      refused(c, 403);
  }

  return new Hono()
    .onError((error, c) => {
      const code = error instanceof Refusal ? error.code : null;
      if (code === "too_slow") return refused(c, 408);
      return twiml(c, failure(error, routePath(c)));
    })
    .post("/", async (c) => {
      const verified = await verify(c);
      if (verified instanceof Response) return verified;
      const arrival = toArrival(verified);
      const about = { route: routePath(c), entry: arrival.entry };
      return twiml(c, await outcomeOf(takeIn(arrival), about));
    })
    .post("/status", async (c) => {
      const verified = await verify(c);
      if (verified instanceof Response) return verified;
      const { entry, report } = toReport(verified, c.req.query("m") ?? null);
      const done = reports.admit(async () => {
        await recordReport(sql, report, entry, now());
        log.debug("Reported", () => ({
          message: report.messageId,
          sid: report.providerSid,
          status: report.status,
        }));
        bell.ring("changes", "publish_change");
      });
      return twiml(c, await outcomeOf(done, { route: routePath(c), entry }));
    })
    .all("*", (c) => refused(c, 404));
}

function twiml(
  c: Context,
  { status, headers }: Outcome | ReturnType<TurnAway>,
): Response {
  return c.body(TWIML, status, { "Content-Type": "text/xml", ...headers });
}

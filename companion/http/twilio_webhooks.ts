import { getLogger } from "@logtape/logtape";
import { type Context, Hono } from "hono";
import { routePath } from "hono/route";
import type { Arrival } from "../inbox/arrival.ts";
import { receiveArriving } from "../inbox/receive_messages.ts";
import { recordReport } from "../inbox/record_status.ts";
import type { TwilioParams } from "../providers/twilio/inbound.ts";
import type { JournalEntry } from "../store/journal.ts";
import type { Line } from "../store/lines.ts";
import { Refusal } from "../../shared/refusal.ts";
import { isUnreachable } from "../store/unreachable.ts";
import { admission } from "./admission.ts";
import { naturalBatch } from "./batch.ts";
import type { HttpContext } from "./context.ts";
import {
  firstValues,
  hasTooManyParams,
  isForm,
  readForm,
} from "./form_params.ts";
import { loggable } from "../telemetry/loggable.ts";
import { observedBatch } from "./observed_batch.ts";
import { readBody } from "./read_body.ts";
import type { TurnAway } from "./turn_away.ts";
import { toArrival } from "./twilio_arrival.ts";
import { toReport } from "./twilio_report.ts";
import { isSignedWith } from "./twilio_signature.ts";

const log = getLogger(["relevo", "twilio"]);

const MAX_BYTES = 256 * 1024;
const RETRY_AFTER_S = "2";

/** What a webhook was found to say. */
type Verified = { params: TwilioParams; line: Line | null };

/**
 * The door for Twilio. An answer of 200 means committed; a wrong signature is turned away before
 * anything is looked at. Never HTML, never a redirect: Twilio would follow it and lose the message.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function twilioWebhooks(context: HttpContext, turnAway: TurnAway) {
  const { sql, arrivals: connection, bell, now } = context;
  const inbound = naturalBatch<Arrival>(
    observedBatch(async (take) => {
      let arrivals: readonly Arrival[] = [];
      await receiveArriving(connection, () => arrivals = take(), now());
      context.noteArrived(arrivals.length);
      log.debug("Committed", () => ({ messages: arrivals.map(idOf) }));
      bell.ring(
        "changes",
        ...(arrivals.some(hasMedia) ? ["fetch_media" as const] : []),
      );
    }),
    { atOnce: 200, mostWaiting: 5000 },
  );

  const reports = admission(context.limits.reportsAtOnce);

  function refused(...[c, why]: Parameters<TurnAway>): Response {
    const { status, headers } = turnAway(c, why);
    return twiml(c, status, headers);
  }

  async function verify(c: Context): Promise<Verified | Response> {
    if (!isForm(c.req.raw.headers)) return refused(c, 415);
    const body = await readBody(c.req.raw, MAX_BYTES, {
      withinMs: context.limits.bodyMs,
    });
    if (body === null || hasTooManyParams(body)) return refused(c, 413);
    const signature = c.req.header("x-twilio-signature");
    if (!signature) return refused(c, 400);
    const raw = readForm(body);
    const first = (name: string) => [raw[name]].flat()[0];
    const addressee = {
      accountSid: first("AccountSid"),
      to: first("To"),
      messagingServiceSid: first("MessagingServiceSid"),
    };
    // A report is about what we sent: there, the line is who it came from.
    const from = { ...addressee, to: first("From") };
    const { pathname, search } = new URL(c.req.url);
    const tokens = await context.lines.tokensFor(addressee);
    const url = context.publicUrl() + pathname + search;
    const isSigned = tokens.some((token) =>
      isSignedWith(token, { signature, url, params: raw })
    );
    if (!isSigned) return refused(c, 403);
    const line = await context.lines.lineFor(
      pathname.endsWith("/status") ? from : addressee,
    );
    return { params: firstValues(raw), line };
  }

  async function committed(
    c: Context,
    work: () => Promise<void> | null,
  ): Promise<Response> {
    const done = work();
    if (done === null) {
      log.warn("Too much waits to be committed", { route: routePath(c) });
      return twiml(c, 503, { "Retry-After": RETRY_AFTER_S });
    }
    try {
      await done;
      return twiml(c, 200);
    } catch (error) {
      return failed(c, error);
    }
  }

  return new Hono()
    .onError((error, c) => {
      const code = error instanceof Refusal ? error.code : null;
      if (code === "too_slow") return refused(c, 408);
      return failed(c, error);
    })
    .post("/", async (c) => {
      const verified = await verify(c);
      if (verified instanceof Response) return verified;
      const arrival = toArrival(verified);
      noteKept(c, arrival.entry);
      log.debug("Received", () => ({
        message: idOf(arrival),
        sid: arrival.message?.providerSid ?? null,
      }));
      return await committed(
        c,
        () =>
          keepingUnreadable(
            inbound.add(arrival),
            arrival,
            (kept) => inbound.add(kept),
          ),
      );
    })
    .post("/status", async (c) => {
      const verified = await verify(c);
      if (verified instanceof Response) return verified;
      const { entry, report } = toReport(verified, c.req.query("m") ?? null);
      noteKept(c, entry);
      return await committed(c, () =>
        reports.admit(async () => {
          await recordReport(sql, report, entry, now());
          log.debug("Reported", () => ({
            message: report.messageId,
            sid: report.providerSid,
            status: report.status,
          }));
          bell.ring("changes", "publish_change");
        }));
    })
    .all("*", (c) => refused(c, 404));
}

/** A message that the database refuses, whatever that may be, is kept as it came, for a person to look at. */
function keepingUnreadable(
  done: Promise<void> | null,
  arrival: Arrival,
  keep: (arrival: Arrival) => Promise<void> | null,
): Promise<void> | null {
  return done && done.catch(async (error) => {
    if (isUnreachable(error) || !arrival.message) throw error;
    log.error("Cannot take a message in; it is kept", {
      sid: arrival.message.providerSid,
      error: loggable(error),
    });
    const kept = keep({
      ...arrival,
      entry: { ...arrival.entry, state: "unreadable" },
      message: null,
    });
    if (!kept) throw error;
    await kept;
  });
}

function failed(c: Context, error: unknown): Response {
  log.error("Cannot commit a webhook", {
    route: routePath(c),
    error: loggable(error),
  });
  if (isUnreachable(error)) {
    return twiml(c, 503, { "Retry-After": RETRY_AFTER_S });
  }
  return twiml(c, 500);
}

/** What nobody could act on has its line in the log too. */
function noteKept(c: Context, { kind, state }: JournalEntry): void {
  if (state === "done") return;
  log.warn("Kept a webhook for a person", { route: routePath(c), kind, state });
}

/** The id by which it is followed from here to the site; `null` for what is no message. */
function idOf({ message }: Arrival): string | null {
  return message?.id ?? null;
}

function hasMedia({ message }: Arrival): boolean {
  return message !== null && message.media.length > 0;
}

function twiml(
  c: Context,
  status: 200 | 400 | 403 | 404 | 408 | 413 | 415 | 429 | 500 | 503,
  headers = {},
): Response {
  return c.body("<Response/>", status, {
    "Content-Type": "text/xml",
    ...headers,
  });
}

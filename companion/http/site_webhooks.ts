import { createHmac, timingSafeEqual } from "node:crypto";
import { type Context, Hono } from "hono";
import type { RefusalAnswer } from "../../shared/conversation.ts";
import { Refusal } from "../../shared/refusal.ts";
import {
  isFresh,
  SIGNATURE_HEADER,
  signedText,
  TIMESTAMP_HEADER,
} from "../../shared/site_request.ts";
import { hearFromSite } from "../inbox/hear_from_site.ts";
import { admission } from "./admission.ts";
import type { HttpContext } from "./context.ts";
import { readBody } from "./read_body.ts";
import { parseObject } from "./read_json.ts";
import type { TurnAway } from "./turn_away.ts";

const MAX_BYTES = 256 * 1024;

const REFUSED: Readonly<Record<403 | 408 | 413 | 429, RefusalAnswer>> = {
  403: { success: false, error: "Firma no válida.", code: "not_signed_in" },
  408: {
    success: false,
    error: "El aviso tardó demasiado en llegar.",
    code: "too_slow",
  },
  413: {
    success: false,
    error: "El aviso es demasiado grande.",
    code: "too_large",
  },
  429: {
    success: false,
    error: "Demasiadas solicitudes. Espera un momento.",
    code: "too_many",
  },
};

/** The door for the site: what happened there, signed as the site's own functions are, idempotent by `id`. */
export function siteWebhooks(context: HttpContext, turnAway: TurnAway) {
  const { sql, bell, now } = context;
  const notices = admission(context.limits.reportsAtOnce);

  function refused(c: Context, why: 403 | 408 | 413): Response {
    const { status, headers } = turnAway(c, why);
    return c.json(REFUSED[status === 429 ? 429 : why], status, headers);
  }

  return new Hono().onError((error, c) => {
    const isSlow = error instanceof Refusal && error.code === "too_slow";
    if (isSlow) return refused(c, 408);
    throw error;
  }).post("/", async (c) => {
    const bytes = await readBody(c.req.raw, MAX_BYTES, {
      withinMs: context.limits.bodyMs,
    });
    if (bytes === null) return refused(c, 413);
    const body = new TextDecoder().decode(bytes);
    const { pathname, search } = new URL(c.req.url);
    const timestamp = c.req.header(TIMESTAMP_HEADER) ?? "";
    const text = signedText({
      timestamp,
      method: "POST",
      path: pathname + search,
      body,
    });
    if (
      !isFresh(timestamp, now()) ||
      !isSigned(text, c.req.header(SIGNATURE_HEADER) ?? "", context.siteSecrets)
    ) {
      return refused(c, 403);
    }
    const notice = parse(bytes);
    const heard = notices.admit(() => hearFromSite(sql, notice, now()));
    if (heard === null) {
      c.header("Retry-After", "2");
      throw new Refusal("unavailable", "Cannot hear: too much waits");
    }
    await heard;
    bell.ring("changes");
    return c.json({ success: true });
  });
}

function isSigned(
  text: string,
  given: string,
  secrets: readonly string[],
): boolean {
  return secrets.some((secret) => {
    const right = createHmac("sha256", secret).update(text).digest();
    const left = new Uint8Array(
      given.match(/[0-9a-f]{2}/gi)?.map((byte) => parseInt(byte, 16)) ?? [],
    );
    return left.length === right.length && timingSafeEqual(left, right);
  });
}

function parse(
  bytes: Uint8Array,
): Record<string, unknown> & { id: string } {
  const notice = parseObject(bytes);
  const { id } = notice;
  if (typeof id === "string" && id !== "" && id.length <= 150) {
    return { ...notice, id };
  }
  throw new Refusal("invalid", 'Cannot hear: "id" is missing', "id");
}

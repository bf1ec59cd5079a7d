import { createHmac, timingSafeEqual } from "node:crypto";
import { getLogger } from "@logtape/logtape";
import { Hono } from "hono";
import { Refusal } from "../../shared/refusal.ts";
import {
  isFresh,
  SIGNATURE_HEADER,
  signedText,
  TIMESTAMP_HEADER,
} from "../../shared/site_request.ts";
import { hearFromSite } from "../inbox/hear_from_site.ts";
import type { HttpContext } from "./context.ts";
import { readBody } from "./read_body.ts";
import { refuse } from "./errors.ts";

const MAX_BYTES = 256 * 1024;
const log = getLogger(["relevo", "site"]);

/** The door for the site: what happened there, signed as the site's own functions are, idempotent by `id`. */
export function siteWebhooks(context: HttpContext) {
  const { sql, bell, now } = context;
  return new Hono().post("/", async (c) => {
    const bytes = await readBody(c.req.raw, MAX_BYTES);
    if (bytes === null) return refuse(c, "too_large");
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
      log.warn("Turned a notice away", { route: "/webhook/wix", status: 403 });
      return c.json({
        success: false,
        error: "Firma no válida.",
        code: "not_signed_in",
      }, 403);
    }
    await hearFromSite(sql, parse(body), now());
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

function parse(body: string): Record<string, unknown> & { id: string } {
  let notice: unknown;
  try {
    notice = JSON.parse(body);
  } catch {
    throw new Refusal("invalid", "Cannot hear: the body is not JSON", "body");
  }
  const id = (notice as { id?: unknown } | null)?.id;
  if (typeof id === "string" && id !== "" && id.length <= 150) {
    return notice as Record<string, unknown> & { id: string };
  }
  throw new Refusal("invalid", 'Cannot hear: "id" is missing', "id");
}

import { type Context, Hono } from "hono";
import type { SignedIn } from "../accounts/credentials.ts";
import { now } from "../clock.ts";
import { cutPage } from "../paging.ts";
import type { SandboxMedia, SandboxMessage } from "../records.ts";
import { notFound } from "../refusal.ts";
import { holds } from "../rules.ts";
import type { Sandbox } from "../state.ts";
import { timeFilter } from "./list_messages.ts";
import { toMediaJson } from "./message_json.ts";
import { findBySid } from "./messages_api.ts";

const OPEN_SECONDS = 14_400;

/**
 * A message's files: list, description, and the way to the bytes. A file may not be there for the
 * first moments, and then lies on another host, whose address is its own permission.
 */
export function mediaApi(sandbox: Sandbox): Hono<SignedIn> {
  return new Hono<SignedIn>()
    .get("/Messages/:sid/Media.json", (c) => {
      const message = findBySid(sandbox, c, c.req.param("sid"));
      const url = new URL(c.req.url);
      const isInTime = timeFilter(sandbox, url.searchParams, "DateCreated");
      const found = message.media.filter(({ isDeleted }) =>
        !isDeleted && isInTime(message.createdAt)
      );
      const { items, envelope } = cutPage(sandbox, found, url);
      const media_list = items.map((item) => toMediaJson(message, item));
      return c.json({ ...envelope, media_list });
    })
    .get("/Messages/:sid/Media/:file{ME[0-9a-fA-F]+\\.json}", (c) => {
      const message = findBySid(sandbox, c, c.req.param("sid"));
      return c.json(toMediaJson(message, mediaOf(message, c)));
    })
    .get("/Messages/:sid/Media/:file{ME[0-9a-fA-F]+}", (c) => {
      // Its file outlives a message that was deleted.
      const message = sandbox.messages.get(c.req.param("sid"));
      if (message?.accountSid !== c.var.account.sid) throw notFound(c.req.path);
      const media = mediaOf(message, c);
      const tries = (sandbox.mediaTries.get(media.sid) ?? 0) + 1;
      sandbox.mediaTries.set(media.sid, tries);
      if (tries <= sandbox.media.notFoundTries) throw notFound(c.req.path);
      const expires = Math.floor(now(sandbox) / 1_000) + OPEN_SECONDS;
      const query = `Expires=${expires}&Signature=${media.sid.slice(2)}`;
      return c.redirect(`${sandbox.url}/cdn/${media.sid}?${query}`, 302);
    })
    .delete("/Messages/:sid/Media/:file{ME[0-9a-fA-F]+\\.json}", (c) => {
      const message = findBySid(sandbox, c, c.req.param("sid"));
      mediaOf(message, c).isDeleted = true;
      return c.body(null, 204);
    });
}

/** The other host. Like the real one it refuses credentials beside its signed address. */
export function mediaCdn(sandbox: Sandbox): Hono {
  return new Hono().get("/:sid", (c) => {
    if (c.req.header("authorization") && holds(sandbox, "media host")) {
      return c.text("Only one auth mechanism allowed", 400);
    }
    const sid = c.req.param("sid");
    const isSigned = c.req.query("Signature") === sid.slice(2) &&
      Number(c.req.query("Expires")) * 1_000 > now(sandbox);
    if (!isSigned) return c.text("Access denied", 403);
    if (findMedia(sandbox, sid)?.isDeleted) return c.text("Not found", 404);
    return bytesAnswer(sandbox, sid) ?? c.text("Not found", 404);
  });
}

/** A file's bytes with their type; `null` when there are none. */
export function bytesAnswer(sandbox: Sandbox, sid: string): Response | null {
  const bytes = sandbox.bytes.get(sid);
  if (!bytes) return null;
  const media = findMedia(sandbox, sid);
  return new Response(bytes, {
    headers: {
      "content-type": media?.contentType ?? "application/octet-stream",
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
    },
  });
}

function findMedia({ messages }: Sandbox, sid: string): SandboxMedia | null {
  for (const { media } of messages.values()) {
    const found = media.find((one) => one.sid === sid);
    if (found) return found;
  }
  return null;
}

function mediaOf({ media }: SandboxMessage, c: Context): SandboxMedia {
  const sid = (c.req.param("file") ?? "").replace(/\.json$/, "");
  const found = media.find((one) => one.sid === sid && !one.isDeleted);
  if (!found) throw notFound(c.req.path);
  return found;
}

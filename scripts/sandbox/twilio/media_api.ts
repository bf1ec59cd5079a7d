import { type Context, Hono } from "hono";
import { toMediaJson } from "./message_json.ts";
import { cutPage } from "./paging.ts";
import { notFound } from "./refusal.ts";
import type { Sandbox, SandboxMedia, SandboxMessage } from "./state.ts";

/**
 * A message's files: list, description, and the way to the bytes. A file may not be there for the
 * first moments, and then lies on another host, whose address is its own permission.
 */
export function mediaApi(sandbox: Sandbox): Hono {
  return new Hono()
    .get("/Messages/:sid/Media.json", (c) => {
      const message = messageOf(sandbox, c);
      const url = new URL(c.req.url);
      const { items, envelope } = cutPage(message.media, url);
      const media_list = items.map((item) =>
        toMediaJson(sandbox, message, item)
      );
      return c.json({ ...envelope, media_list });
    })
    .get("/Messages/:sid/Media/:file{ME[0-9a-fA-F]+\\.json}", (c) => {
      const message = messageOf(sandbox, c);
      return c.json(toMediaJson(sandbox, message, mediaOf(message, c)));
    })
    .get("/Messages/:sid/Media/:file{ME[0-9a-fA-F]+}", (c) => {
      const media = mediaOf(messageOf(sandbox, c), c);
      const tries = (sandbox.mediaTries.get(media.sid) ?? 0) + 1;
      sandbox.mediaTries.set(media.sid, tries);
      if (tries <= sandbox.media.notFoundTries) throw notFound(c.req.path);
      const expires = Math.floor(Date.now() / 1_000) + 14_400;
      const query = `Expires=${expires}&Signature=${media.sid.slice(2)}`;
      return c.redirect(`${sandbox.url}/cdn/${media.sid}?${query}`, 302);
    })
    .delete("/Messages/:sid/Media/:file{ME[0-9a-fA-F]+\\.json}", (c) => {
      const message = messageOf(sandbox, c);
      const media = mediaOf(message, c);
      message.media = message.media.filter((kept) => kept !== media);
      sandbox.bytes.delete(media.sid);
      return c.body(null, 204);
    });
}

/** The other host. Like the real one it refuses credentials beside its signed address. */
export function mediaCdn(sandbox: Sandbox): Hono {
  return new Hono().get("/:sid", (c) => {
    if (c.req.header("authorization")) {
      return c.text("Only one auth mechanism allowed", 400);
    }
    const sid = c.req.param("sid");
    if (c.req.query("Signature") !== sid.slice(2)) {
      return c.text("Access denied", 403);
    }
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

function messageOf({ messages }: Sandbox, c: Context): SandboxMessage {
  const message = messages.get(c.req.param("sid") ?? "");
  if (!message) throw notFound(c.req.path);
  return message;
}

function mediaOf({ media }: SandboxMessage, c: Context): SandboxMedia {
  const sid = (c.req.param("file") ?? "").replace(/\.json$/, "");
  const found = media.find((one) => one.sid === sid);
  if (!found) throw notFound(c.req.path);
  return found;
}

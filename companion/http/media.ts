import { Hono } from "hono";
import { Refusal } from "../../shared/refusal.ts";
import { readAgent } from "../store/agents.ts";
import { readConversation } from "../store/conversations.ts";
import { isVisibleTo } from "../store/inbox_list.ts";
import { type MediaRow, readMedia } from "../store/media.ts";
import { partOf, readRange } from "./byte_range.ts";
import type { HttpContext } from "./context.ts";

/** What a browser may show by itself; anything else it may only save. */
const SHOWN =
  /^(image\/(png|jpeg|gif|webp)|audio\/[\w.+-]+|video\/(mp4|3gpp|webm))$/;

/** Files, by signed addresses: to whom may see the conversation, at this moment, and to the provider for what we send. */
export function mediaRoutes(context: HttpContext) {
  const { sql, now } = context;

  async function mayRead(media: MediaRow, agentId: number): Promise<boolean> {
    if (agentId === 0) return media.sourceUrl === null;
    const agent = await readAgent(sql, agentId);
    if (!agent || agent.pausedAt || !media.conversationId) return false;
    const conversation = await readConversation(sql, media.conversationId);
    return conversation !== null && isVisibleTo(conversation, agent);
  }

  return new Hono().get("/:id", async (c) => {
    const reader = context.mediaAddresses.reader(new URL(c.req.url), now());
    const media = reader && await readMedia(sql, reader.mediaId);
    if (!media || !await mayRead(media, reader.agentId)) {
      throw new Refusal("not_found", "Cannot show: no such file");
    }
    const file = media.state === "stored"
      ? await context.media.open(media.id)
      : null;
    if (!file) {
      throw new Refusal("not_found", "Cannot show: the file is not here");
    }
    const isShown = SHOWN.test(media.contentType);
    const headers: Record<string, string> = {
      "Content-Type": isShown || reader.agentId === 0
        ? media.contentType
        : "application/octet-stream",
      "Content-Disposition": `${
        isShown ? "inline" : "attachment"
      }; filename*=UTF-8''${nameOf(media)}`,
      "Content-Security-Policy": "sandbox; default-src 'none'",
      "Cross-Origin-Resource-Policy": "cross-origin",
      "Cache-Control": "private, max-age=300",
      // Without it a browser can't go to another place of a recording.
      "Accept-Ranges": "bytes",
    };
    const isHead = c.req.method === "HEAD";
    const range = isHead ? null : readRange(c.req.header("Range"), file.size);
    if (range === "none") {
      await file.body.cancel();
      headers["Content-Range"] = `bytes */${file.size}`;
      return c.body(null, 416, headers);
    }
    if (range) {
      const { from, to } = range;
      headers["Content-Range"] = `bytes ${from}-${to}/${file.size}`;
      headers["Content-Length"] = String(to - from + 1);
      return c.body(partOf(file.body, range), 206, headers);
    }
    headers["Content-Length"] = String(file.size);
    if (!isHead) return c.body(file.body, 200, headers);
    await file.body.cancel();
    return c.body(null, 200, headers);
  });
}

function nameOf({ name, id, contentType }: MediaRow): string {
  return encodeURIComponent(
    name ??
      `${id.slice(0, 8)}.${contentType.split("/")[1]?.split("+")[0] ?? "bin"}`,
  );
}

import { type Context, Hono } from "hono";
import { Refusal } from "../../shared/refusal.ts";
import { openConversation } from "../inbox/open_conversation.ts";
import { readFilesOf } from "../store/media.ts";
import type { HttpContext } from "./context.ts";
import { toMediaItem } from "./inbox_answers.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

const AT_ONCE = 30;

/** What was sent in a conversation beside words. */
export function conversationFileRoutes(context: HttpContext) {
  const { sql, mediaAddresses, now } = context;
  return new Hono<SignedIn>()
    .get("/conversacion/:key/archivos", signedIn(context), async (c) => {
      const { agent } = c.var;
      const before = parsePlace(c);
      const { id } = await openConversation(sql, c.req.param("key"), agent);
      const files = await readFilesOf(sql, id, { before, limit: AT_ONCE + 1 });
      const shown = files.slice(0, AT_ONCE);
      const last = files.length > AT_ONCE ? shown.at(-1)! : null;
      const addressOf = (mediaId: string) =>
        mediaAddresses.forAgent(mediaId, agent.id, now());
      return c.json({
        success: true,
        archivos: shown.map((file) => ({
          message_id: file.messageId,
          position: file.position,
          fecha: file.sentAt.toISOString(),
          media: toMediaItem(file, { addressOf }),
        })),
        siguiente: last && `${last.position}.${last.place}`,
      });
    });
}

function parsePlace(c: Context): { position: number; place: number } | null {
  const text = c.req.query("antes") ?? "";
  if (text === "") return null;
  const [, position, place] = /^(\d{1,9})\.(\d{1,4})$/.exec(text) ?? [];
  if (position && place) {
    return { position: Number(position), place: Number(place) };
  }
  throw new Refusal(
    "invalid",
    'Cannot list: "antes" must be the "siguiente" of a page',
    "antes",
  );
}

import { Hono } from "hono";
import { isUuid } from "../../shared/reply_request.ts";
import { writeNote } from "../inbox/write_note.ts";
import { markMentionsRead } from "../inbox/mark_mentions_read.ts";
import { type Mention, readMentions } from "../store/notes.ts";
import { actOf } from "./acts.ts";
import type { HttpContext } from "./context.ts";
import { idList, invalid, requiredText } from "./field_parsers.ts";
import { readJson } from "./read_json.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

const LONGEST = 4000;
const MOST_MENTIONS = 50;
const MENTIONS_SHOWN = 50;

/** What the team says among itself, beside what it says to the customer. */
export function noteRoutes(context: HttpContext) {
  const { sql, bell, now } = context;
  const guard = signedIn(context);
  return new Hono<SignedIn>()
    .post("/conversacion/:key/notas", guard, async (c) => {
      const { id, texto, menciones } = await readJson(c);
      if (typeof id !== "string" || !isUuid(id)) {
        throw invalid("id", "must be a UUID");
      }
      await writeNote(sql, {
        ...actOf(c),
        id: id.toLowerCase(),
        text: requiredText("texto", texto, LONGEST),
        mentions: idList("menciones", menciones ?? [], MOST_MENTIONS),
      }, now());
      bell.ring("changes");
      return c.json({ success: true });
    })
    .get("/menciones", guard, async (c) => {
      const mentions = await readMentions(sql, c.var.agent, MENTIONS_SHOWN);
      return c.json({ success: true, menciones: mentions.map(toMention) });
    })
    .post("/menciones/leidas", guard, async (c) => {
      await markMentionsRead(sql, c.var.agent, now());
      return c.json({ success: true });
    });
}

function toMention(mention: Mention) {
  const { isFirstLine, number, conversationId } = mention;
  return {
    id: mention.id,
    conversation_id: conversationId,
    key: isFirstLine && number ? number : conversationId,
    nombre: mention.name,
    por: mention.by,
    texto: mention.body,
    fecha: mention.at.toISOString(),
    leida: mention.isRead,
  };
}

import { Hono } from "hono";
import { excerptOf } from "../../shared/excerpt.ts";
import { Refusal } from "../../shared/refusal.ts";
import { readListedAll } from "../store/inbox_list.ts";
import { searchMessages } from "../store/word_search.ts";
import type { HttpContext } from "./context.ts";
import { keyOf } from "./inbox_answers.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

const MOST = 50;
const MAX_LENGTH = 100;

/** Finding messages by their words. */
export function wordSearchRoutes(context: HttpContext) {
  const { sql } = context;
  return new Hono<SignedIn>()
    .get("/buscar", signedIn(context), async (c) => {
      const words = (c.req.query("q") ?? "").replaceAll("\0", "").toWellFormed()
        .trim();
      if (words === "" || words.length > MAX_LENGTH) {
        throw new Refusal(
          "invalid",
          `Cannot search: "q" must be 1 to ${MAX_LENGTH} characters`,
          "q",
        );
      }
      const found = await searchMessages(sql, {
        agent: c.var.agent,
        words,
        limit: MOST + 1,
      });
      const shown = found.slice(0, MOST);
      const ids = new Set(shown.map(({ conversationId }) => conversationId));
      const conversations = new Map(
        (await readListedAll(sql, [...ids])).map((one) => [one.id, one]),
      );
      return c.json({
        success: true,
        mensajes: shown.flatMap((message) => {
          const conversation = conversations.get(message.conversationId);
          return conversation
            ? [{
              conversation_id: conversation.id,
              key: keyOf(conversation),
              nombre: conversation.name,
              message_id: message.messageId,
              position: message.position,
              fecha: message.sentAt.toISOString(),
              fragmento: excerptOf(message.body, words),
            }]
            : [];
        }),
        hay_mas: found.length > MOST,
      });
    });
}

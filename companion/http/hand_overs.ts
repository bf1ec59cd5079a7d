import { type Context, Hono } from "hono";
import { acceptConversation } from "../inbox/accept_conversation.ts";
import { handOver } from "../inbox/hand_over.ts";
import { returnConversation } from "../inbox/return_conversation.ts";
import type { Reply } from "../inbox/send_reply.ts";
import { switchBot } from "../inbox/switch_bot.ts";
import { actOf } from "./acts.ts";
import { addressOf } from "./actor.ts";
import { isAgentId } from "./agents.ts";
import type { HttpContext } from "./context.ts";
import { invalid, optionalText, requiredBoolean } from "./field_parsers.ts";
import { readJson } from "./read_json.ts";
import { toReply } from "./replies.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

const LONGEST_NOTE = 1000;

/** Who has a conversation: a colleague, or the bot. */
export function handOverRoutes(context: HttpContext) {
  const { sql, bell, now } = context;
  const guard = signedIn(context);
  const done = (c: Context) => {
    bell.ring("send_message", "changes", "publish_change", "fetch_media");
    return c.json({ success: true });
  };
  return new Hono<SignedIn>()
    .post("/conversacion/:key/asignar", guard, async (c) => {
      const { agente, nota } = await readJson(c);
      if (!isAgentId(agente)) throw invalid("agente", "is missing");
      await handOver(sql, {
        ...actOf(c),
        address: addressOf(c, context),
        toAgentId: agente,
        note: optionalText("nota", nota, LONGEST_NOTE),
      }, now());
      return done(c);
    })
    .post("/conversacion/:key/aceptar", guard, async (c) => {
      await acceptConversation(sql, actOf(c), now());
      return done(c);
    })
    .post("/conversacion/:key/devolver", guard, async (c) => {
      const { nota } = await readJson(c);
      await returnConversation(sql, {
        ...actOf(c),
        address: addressOf(c, context),
        note: optionalText("nota", nota, LONGEST_NOTE),
      }, now());
      return done(c);
    })
    .post("/conversacion/:key/bot", guard, async (c) => {
      const { activo, ...farewell } = await readJson(c);
      const isOn = requiredBoolean("activo", activo);
      await switchBot(sql, {
        ...actOf(c),
        isOn,
        farewell: parseFarewell(c, farewell),
      }, now());
      return done(c);
    });

  function parseFarewell(
    c: Context<SignedIn>,
    { despedida, media_url, id }: Record<string, unknown>,
  ): Omit<Reply, "to" | "agent"> | null {
    if (!despedida && !media_url) return null;
    return toReply(context, {
      to: actOf(c).key,
      message: despedida,
      media_url,
      id,
    });
  }
}

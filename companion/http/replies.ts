import { getLogger } from "@logtape/logtape";
import { Hono } from "hono";
import type { SentAnswer } from "../../shared/conversation.ts";
import { isUuid, parseReplyRequest } from "../../shared/reply_request.ts";
import { Refusal } from "../../shared/refusal.ts";
import { retryReply } from "../inbox/retry_reply.ts";
import { type Reply, sendReply } from "../inbox/send_reply.ts";
import type { Message } from "../store/messages.ts";
import type { HttpContext } from "./context.ts";
import { readJson } from "./read_json.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

const log = getLogger(["relevo", "replies"]);

/** Answering, and answering again what failed. */
export function replyRoutes(context: HttpContext) {
  const { sql, bell, now } = context;
  const guard = signedIn(context);
  return new Hono<SignedIn>()
    .post("/enviar-mensaje", guard, async (c) => {
      const json = await readJson(c);
      const reply = await sendReply(
        sql,
        { ...toReply(context, json), agent: c.var.agent },
        now(),
      );
      log.debug("Reply accepted", () => ({
        message: reply.id,
        conversation: reply.conversationId,
        agent: c.var.agent.id,
      }));
      bell.ring("send_message", "changes", "publish_change", "fetch_media");
      return c.json(toSentAnswer(reply));
    })
    .post("/mensajes/:id/reintentar", guard, async (c) => {
      const messageId = c.req.param("id");
      if (!isUuid(messageId)) {
        throw new Refusal("not_found", "Cannot retry: no such reply");
      }
      const reply = await retryReply(
        sql,
        { messageId, agent: c.var.agent },
        now(),
      );
      bell.ring("send_message", "changes", "publish_change");
      return c.json(toSentAnswer(reply));
    });
}

/**
 * Reads what an agent asks to be sent.
 * @throws {Refusal} `invalid`
 */
export function toReply(
  context: HttpContext,
  json: Record<string, unknown>,
): Omit<Reply, "agent"> {
  const { to, body, id, mediaUrl, template } = parseReplyRequest(json);
  return {
    to,
    body,
    template,
    id: id ?? crypto.randomUUID(),
    media: mediaUrl === null ? null : mediaOf(context, mediaUrl),
  };
}

/** An address that we gave for an upload means that upload; any other is somebody else's file. */
function mediaOf(
  { mediaAddresses, publicUrl, now }: HttpContext,
  address: string,
): Reply["media"] {
  const url = new URL(address);
  if (url.origin !== new URL(publicUrl()).origin) return { url: address };
  const reader = mediaAddresses.reader(url, now());
  if (reader?.agentId === 0) return { uploadId: reader.mediaId };
  throw new Refusal(
    "invalid",
    'Cannot reply: "media_url" is no upload',
    "media_url",
  );
}

function toSentAnswer(message: Message): SentAnswer {
  return {
    success: true,
    message_id: message.id,
    message_sid: message.providerSid,
    message_status: message.status,
    source: "twilio",
    timestamp: message.sentAt.toISOString(),
  };
}

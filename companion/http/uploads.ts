import { Hono } from "hono";
import { Refusal } from "../../shared/refusal.ts";
import { addUpload } from "../store/media.ts";
import { admitting } from "./admission.ts";
import { bodyRoom } from "./body_room.ts";
import type { HttpContext } from "./context.ts";
import { readBody } from "./read_body.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

/** What WhatsApp takes. Source: https://www.twilio.com/docs/whatsapp/guidance-whatsapp-media-messages */
const MAX_SIZE = 16 * 1024 * 1024;
const MAX_IMAGE_SIZE = 5 * 1024 * 1024;
const FORM_OVERHEAD = 64 * 1024;
/** How many there may be is counted at the door; none of them is given up for another. */
const FILES_ROOM = bodyRoom(Infinity);
const TYPES = new Set([
  "image/jpeg",
  "image/png",
  "image/webp",
  "audio/ogg",
  "audio/amr",
  "audio/3gpp",
  "audio/aac",
  "audio/mpeg",
  "audio/mp4",
  "video/mp4",
  "video/3gpp",
  "application/pdf",
  "application/msword",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.ms-excel",
  "application/vnd.ms-powerpoint",
  "text/plain",
  "text/vcard",
]);

/** Takes a file that an agent wants to send. Each stands in memory while it arrives, so only so many do at once. */
export function uploadRoutes(context: HttpContext) {
  const { uploadsAtOnce, uploadMs } = context.limits;
  return new Hono<SignedIn>()
    .post(
      "/archivos",
      signedIn(context),
      admitting(uploadsAtOnce),
      async (c) => {
        const file = await readFile(c.req.raw, uploadMs);
        const contentType = file.type.split(";")[0]!.trim().toLowerCase();
        if (!TYPES.has(contentType)) {
          throw new Refusal(
            "unsupported_type",
            "Cannot take the file: not for WhatsApp",
          );
        }
        const maxSize = contentType.startsWith("image/")
          ? MAX_IMAGE_SIZE
          : MAX_SIZE;
        if (file.size > maxSize) {
          throw new Refusal(
            "too_large",
            "Cannot take the file: too large for WhatsApp",
          );
        }
        const id = crypto.randomUUID();
        const name =
          file.name.slice(0, 200).toWellFormed().replaceAll("\0", "") || null;
        await context.media.put(id, new Uint8Array(await file.arrayBuffer()));
        await addUpload(context.sql, {
          id,
          agentId: c.var.agent.id,
          contentType,
          size: file.size,
          name,
        });
        const mediaUrl = context.mediaAddresses.forProvider(id, context.now());
        return c.json({
          success: true,
          media_url: mediaUrl,
          content_type: contentType,
          size: file.size,
          name,
        });
      },
    );
}

async function readFile(request: Request, withinMs: number): Promise<File> {
  const type = request.headers.get("content-type") ?? "";
  const bytes = await readBody(request, MAX_SIZE + FORM_OVERHEAD, {
    withinMs,
    room: FILES_ROOM,
  });
  if (bytes === null) {
    throw new Refusal(
      "too_large",
      "Cannot take the file: too large for WhatsApp",
    );
  }
  const form = await new Response(bytes, { headers: { "Content-Type": type } })
    .formData().catch(() => null);
  const file = form?.get("archivo");
  if (file instanceof File && file.size > 0) return file;
  throw new Refusal(
    "invalid",
    'Cannot take the file: the form needs a file called "archivo"',
    "archivo",
  );
}

import { z } from "@hono/zod-openapi";
import type {
  MediaItem,
  MessageDetails,
  MessageKind,
  ThreadMessage,
} from "../../../shared/conversation.ts";
import type { DeliveryStatus } from "../../../shared/delivery.ts";
import { time, uuid } from "./answers.ts";
import { shapeOf } from "./shape_of.ts";

/** The words for where a message is on its way. */
export const deliveryStatus = shapeOf<DeliveryStatus>()(
  z.enum([
    "received",
    "pending",
    "unknown",
    "accepted",
    "scheduled",
    "queued",
    "sending",
    "sent",
    "delivered",
    "read",
    "failed",
    "undelivered",
    "canceled",
  ]).openapi("DeliveryStatus"),
);

const messageKind = shapeOf<MessageKind>()(
  z.enum([
    "text",
    "image",
    "video",
    "audio",
    "document",
    "sticker",
    "location",
    "contact",
    "button",
    "interactive",
    "template",
    "unsupported",
  ]).openapi("MessageKind"),
);

/** A file, as it travels. */
export const mediaItem = shapeOf<MediaItem>()(
  z.object({
    url: z.url().nullable().openapi({
      description: "Firmada para este agente; sirve unos minutos.",
    }),
    content_type: z.string(),
    size: z.int().nullable(),
    name: z.string().nullable(),
    state: z.enum(["waiting", "stored", "gone"]),
  }).openapi("MediaItem"),
);

const messageDetails = shapeOf<MessageDetails>()(
  z.object({
    location: z.object({
      latitude: z.number(),
      longitude: z.number(),
      address: z.string().nullable(),
      label: z.string().nullable(),
    }).optional(),
    button: z.object({ text: z.string(), payload: z.string().nullable() })
      .optional(),
    quoted: z.object({
      provider_id: z.string(),
      message_id: uuid.nullable(),
      position: z.int().optional(),
    }).optional(),
    referral: z.object({
      headline: z.string().nullable(),
      body: z.string().nullable(),
      source_url: z.string().nullable(),
      source_id: z.string(),
    }).optional(),
    template: z.object({
      id: z.string(),
      name: z.string(),
      variables: z.record(z.string(), z.string()),
    }).optional(),
    forwarded: z.boolean().optional(),
    written_at: time.optional().openapi({
      description: "Cuándo lo escribió el cliente, si llegó tarde.",
    }),
    provider_type: z.string().optional(),
  }).openapi("MessageDetails"),
);

/** One message of a thread. */
export const threadMessage = shapeOf<ThreadMessage>()(
  z.object({
    id: uuid,
    chat_id: z.string(),
    from: z.string(),
    to: z.string(),
    body: z.string(),
    date_sent: time,
    status: deliveryStatus,
    direction: z.enum(["inbound", "outbound"]),
    media_count: z.int(),
    media: z.array(mediaItem),
    source: z.literal("twilio"),
    author: z.enum(["customer", "agent", "bot", "system"]),
    author_name: z.string().nullable(),
    error_code: z.int().nullable(),
    kind: messageKind,
    details: messageDetails,
    position: z.int().min(1).openapi({
      description: "Su lugar en la conversación, sin huecos.",
    }),
  }).openapi("ThreadMessage"),
);

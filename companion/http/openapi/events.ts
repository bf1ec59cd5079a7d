import { type RouteConfig, z } from "@hono/zod-openapi";
import type { InboxEvent, PresenceEvent } from "../../../shared/inbox_event.ts";
import { refusedToAgents, signedIn, time } from "./answers.ts";
import { deliveryStatus } from "./messages.ts";
import { shapeOf } from "./shape_of.ts";

const inboxEvent = shapeOf<InboxEvent>()(
  z.object({
    id: z.string().openapi({ description: "La conversación." }),
    key: z.string().optional(),
    version: z.int(),
    message_id: z.uuid().optional(),
    status: deliveryStatus.optional(),
    lost: z.literal(true).optional().openapi({
      description: "La conversación ya no es de este agente.",
    }),
    removed: z.literal(true).optional().openapi({
      description:
        "Se borró para siempre: la página tira lo que guarda de ella.",
    }),
    timestamp: time,
  }).openapi("InboxEvent"),
);

const presenceEvent = shapeOf<PresenceEvent>()(
  z.object({
    id: z.string().openapi({ description: "La conversación." }),
    agente_id: z.int(),
    nombre: z.string(),
    escribiendo: z.boolean(),
    se_fue: z.literal(true).optional(),
  }).openapi("PresenceEvent"),
);

/** What pages are told as it happens. */
export const eventPaths: RouteConfig[] = [{
  method: "get",
  path: "/api/eventos",
  tags: ["Eventos"],
  summary: "Lo que cambia, en el orden en que quedó guardado, y nunca su texto",
  description:
    "Server-sent events, leídos con `fetch`: `new_message`, `message_status`, `conversation_update`, y `resync` " +
    "cuando se perdió demasiado para contarlo uno por uno. El `data` de cada uno es un `InboxEvent`. " +
    "Además `presence`, sin `id`: quién tiene delante una conversación; su `data` es un `PresenceEvent`. " +
    "Termina cuando vence el token, o cuando el agente queda en pausa.",
  security: signedIn,
  request: {
    headers: z.object({
      "Last-Event-ID": z.string().optional().openapi({
        description: "El `id` del último que llegó: se continúa desde ahí.",
      }),
    }),
  },
  responses: {
    200: {
      description: "La corriente de eventos",
      content: {
        "text/event-stream": { schema: z.union([inboxEvent, presenceEvent]) },
      },
    },
    ...refusedToAgents(),
  },
}];

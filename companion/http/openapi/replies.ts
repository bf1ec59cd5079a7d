import { type RouteConfig, z } from "@hono/zod-openapi";
import type { SentAnswer } from "../../../shared/conversation.ts";
import { MAX_BODY_LENGTH } from "../../../shared/reply_request.ts";
import {
  body,
  json,
  refused,
  refusedToAgents,
  signedIn,
  time,
  uuid,
} from "./answers.ts";
import { deliveryStatus } from "./messages.ts";
import { shapeOf } from "./shape_of.ts";

const sent = shapeOf<SentAnswer>()(
  z.object({
    success: z.literal(true),
    message_id: uuid,
    message_sid: z.string().nullable().openapi({
      description: "`null` mientras Twilio no haya dado uno.",
    }),
    message_status: deliveryStatus,
    source: z.literal("twilio"),
    timestamp: time,
  }).openapi("SentAnswer"),
);

const reply = z.object({
  to: z.string().max(200).openapi({
    description: "La clave o el id de la conversación.",
  }),
  message: z.string().max(MAX_BODY_LENGTH).optional().openapi({
    description: "Puede faltar cuando va un archivo o una plantilla.",
  }),
  plantilla: z.object({
    id: z.string().regex(/^HX[0-9a-fA-F]{32}$/),
    variables: z.record(z.string(), z.string().max(1024)).optional(),
  }).nullish().openapi({
    description:
      "Una plantilla aprobada, sola: también con la ventana de 24 horas cerrada.",
  }),
  media_url: z.url().max(2048).nullish(),
  id: uuid.nullish().openapi({
    description: "De quien envía: el mismo dos veces se envía una vez.",
  }),
}).openapi("ReplyRequest");

const uploaded = z.object({
  success: z.literal(true),
  media_url: z.url(),
  content_type: z.string(),
  size: z.int(),
  name: z.string().nullable(),
}).openapi("UploadAnswer");

/** Answering, answering again what failed, and the files that go along. */
export const replyPaths: RouteConfig[] = [
  {
    method: "post",
    path: "/api/enviar-mensaje",
    tags: ["Mensajes"],
    summary: "Responder a un cliente",
    security: signedIn,
    request: body(reply),
    responses: {
      ...json(sent, "Guardado; va en camino"),
      ...refusedToAgents(
        "not_assigned",
        "not_found",
        "conflict",
        "invalid",
        "window_closed",
        "too_large",
      ),
    },
  },
  {
    method: "post",
    path: "/api/mensajes/{id}/reintentar",
    tags: ["Mensajes"],
    summary: "Enviar otra vez un mensaje que falló",
    security: signedIn,
    request: { params: z.object({ id: uuid }) },
    responses: {
      ...json(sent, "Va en camino otra vez"),
      ...refusedToAgents("not_assigned", "not_found", "window_closed"),
    },
  },
  {
    method: "post",
    path: "/api/archivos",
    tags: ["Mensajes"],
    summary: "Subir un archivo para enviarlo",
    security: signedIn,
    request: {
      body: {
        required: true,
        content: {
          "multipart/form-data": {
            schema: z.object({
              archivo: z.string().openapi({
                format: "binary",
                description:
                  "Imágenes hasta 5 MB; audio, video y documentos hasta 16 MB.",
              }),
            }),
          },
        },
      },
    },
    responses: {
      ...json(uploaded, "La dirección para `enviar-mensaje`"),
      ...refusedToAgents(
        "invalid",
        "too_slow",
        "too_large",
        "unsupported_type",
      ),
    },
  },
  {
    method: "get",
    path: "/media/{id}",
    tags: ["Mensajes"],
    summary:
      "Un archivo, por su dirección firmada: para quien puede ver la conversación en este momento",
    request: {
      params: z.object({ id: uuid }),
      query: z.object({
        a: z.int().openapi({ description: "Para quién es." }),
        e: z.int().openapi({
          description: "Hasta cuándo, en segundos desde 1970.",
        }),
        s: z.string().openapi({ description: "La firma." }),
      }),
    },
    responses: {
      200: {
        description: "El archivo",
        content: { "application/octet-stream": { schema: z.string() } },
      },
      206: {
        description: "La parte que pide `Range`",
        content: { "application/octet-stream": { schema: z.string() } },
      },
      416: { description: "El archivo no tiene la parte que pide `Range`" },
      ...refused("not_found", "unavailable"),
    },
  },
];

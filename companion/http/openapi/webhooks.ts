import { type RouteConfig, z } from "@hono/zod-openapi";
import {
  SIGNATURE_HEADER,
  TIMESTAMP_HEADER,
} from "../../../shared/site_request.ts";
import { done, json, refusal, refused } from "./answers.ts";

const twiml = (description: string) => ({
  description,
  content: {
    "text/xml": { schema: z.string().openapi({ example: "<Response/>" }) },
  },
});

const retryAfter = {
  headers: z.object({
    "Retry-After": z.string().openapi({ description: "Segundos." }),
  }),
};

const TWILIO_ANSWERS: RouteConfig["responses"] = {
  200: twiml("Guardado, o ya lo estaba"),
  400: twiml("Sin firma"),
  403: twiml("La firma no es de esta cuenta"),
  408: twiml("El cuerpo tardó demasiado en llegar"),
  413: twiml("Más de 256 KiB, o de mil parámetros"),
  415: twiml("No es un formulario en UTF-8"),
  429: { ...twiml("Demasiadas solicitudes rechazadas"), ...retryAfter },
  500: twiml("Algo falló de nuestro lado"),
  503: { ...twiml("La base de datos no responde"), ...retryAfter },
};

function twilioForm(fields: z.ZodObject): RouteConfig["request"] {
  return {
    headers: z.object({ "X-Twilio-Signature": z.string() }),
    body: {
      required: true,
      content: {
        "application/x-www-form-urlencoded": { schema: fields.loose() },
      },
    },
  };
}

/** What other companies and the site tell us. */
export const webhookPaths: RouteConfig[] = [
  {
    method: "post",
    path: "/webhook/twilio",
    tags: ["Webhooks"],
    summary: "Un mensaje de un cliente, como lo envía Twilio",
    request: twilioForm(
      z.object({
        MessageSid: z.string(),
        AccountSid: z.string(),
        From: z.string(),
        To: z.string(),
        Body: z.string().optional(),
        NumMedia: z.string().optional(),
        ProfileName: z.string().optional(),
      }),
    ),
    responses: TWILIO_ANSWERS,
  },
  {
    method: "post",
    path: "/webhook/twilio/status",
    tags: ["Webhooks"],
    summary: "Un informe de entrega de Twilio",
    request: {
      ...twilioForm(
        z.object({
          MessageSid: z.string(),
          AccountSid: z.string(),
          MessageStatus: z.string(),
          ErrorCode: z.string().optional(),
        }),
      ),
      query: z.object({
        m: z.uuid().optional().openapi({
          description: "Nuestro id del mensaje.",
        }),
      }),
    },
    responses: TWILIO_ANSWERS,
  },
  {
    method: "post",
    path: "/webhook/wix",
    tags: ["Webhooks"],
    summary: "Lo que pasó en el sitio, firmado como sus propias funciones",
    request: {
      headers: z.object({
        [TIMESTAMP_HEADER]: z.string().openapi({
          description: "Milisegundos desde 1970; vale cinco minutos.",
        }),
        [SIGNATURE_HEADER]: z.string().openapi({
          description: "HMAC-SHA256 en hexadecimal.",
        }),
      }),
      body: {
        required: true,
        content: {
          "application/json": {
            schema: z.looseObject({
              id: z.string().max(150).openapi({
                description: "El mismo dos veces no cambia nada.",
              }),
              tipo: z.string().optional(),
            }),
          },
        },
      },
    },
    responses: {
      ...json(done, "Guardado"),
      403: {
        description: "La firma falta, es otra o ya venció",
        content: { "application/json": { schema: refusal } },
      },
      ...refused(
        "invalid",
        "too_slow",
        "too_large",
        "too_many",
        "unavailable",
      ),
    },
  },
];

import { type RouteConfig, z } from "@hono/zod-openapi";
import {
  body,
  json,
  key,
  refusedToAgents,
  signedIn,
  time,
  uuid,
} from "./answers.ts";

const receipt = z.object({
  success: z.literal(true),
  recibo: z.object({
    id: uuid,
    fecha: time,
    por: z.object({ id: z.int(), nombre: z.string().nullable() }).nullable()
      .openapi({ description: "`null`: había pasado su tiempo." }),
    twilio: z.boolean(),
    conversaciones: z.array(uuid),
    cuentas: z.record(z.string(), z.int()).openapi({
      description: "Cuánto se ha borrado, por lugar.",
    }),
    pendiente: z.array(z.object({
      donde: z.enum(["aqui", "wix", "openai", "twilio"]),
      conversacion: uuid,
      detenido: z.boolean(),
      intentos: z.int(),
      problema: z.string().nullable(),
    })),
    terminado: z.boolean(),
  }),
}).openapi("Receipt");

/** Erasing a customer whole, and its receipt. */
export const erasurePaths: RouteConfig[] = [
  {
    method: "post",
    path: "/api/conversacion/{key}/borrar",
    tags: ["Retención"],
    summary:
      "Borrar al cliente entero, en todas las líneas y en todas partes. Supervisión",
    security: signedIn,
    request: {
      params: z.object({ key }),
      ...body(z.object({
        confirm: z.string().openapi({
          description: "El número o el id, otra vez, para confirmar.",
        }),
        twilio: z.boolean().optional().openapi({
          description: "También la copia de Twilio.",
        }),
      })),
    },
    responses: {
      ...json(receipt, "El recibo"),
      ...refusedToAgents("not_found", "conflict", "invalid", "too_large"),
    },
  },
  {
    method: "get",
    path: "/api/recibos/{id}",
    tags: ["Retención"],
    summary: "Qué se ha borrado ya, y qué falta. Supervisión",
    security: signedIn,
    request: { params: z.object({ id: uuid }) },
    responses: {
      ...json(receipt, "El recibo"),
      ...refusedToAgents("not_found", "invalid"),
    },
  },
];

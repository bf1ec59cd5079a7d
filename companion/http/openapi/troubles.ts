import { type RouteConfig, z } from "@hono/zod-openapi";
import type { Troubles } from "../../../shared/troubles.ts";
import { TASK_KINDS } from "../../../shared/task_kind.ts";
import {
  body,
  done,
  json,
  refusedToAgents,
  signedIn,
  time,
} from "./answers.ts";
import { shapeOf } from "./shape_of.ts";

const kind = z.enum(TASK_KINDS);

const troubles = shapeOf<Troubles>()(
  z.object({
    success: z.literal(true),
    carriles: z.array(z.object({
      tipo: kind,
      conversacion: z.uuid(),
      detenido: z.boolean(),
      problema: z.string().nullable(),
      desde: time,
      intentos: z.int(),
      en_espera: z.int(),
    })),
    webhooks: z.array(z.object({
      clave: z.string(),
      tipo: z.enum(["message", "status", "wix"]),
      motivo: z.enum(["unknown_line", "unreadable", "unmatched"]),
      recibido: time,
    })),
    lineas: z.array(z.object({
      linea: z.string(),
      motivo: z.string().nullable(),
    })),
  }).openapi("Troubles"),
);

/** What is not well, and what a supervisor can do about it. */
export const troublePaths: RouteConfig[] = [
  {
    method: "get",
    path: "/api/atascos",
    tags: ["Atascos"],
    summary: "Lo que no marcha. Supervisión",
    security: signedIn,
    responses: {
      ...json(
        troubles,
        "Carriles detenidos o en reintento, webhooks que nadie pudo atender, líneas rechazadas",
      ),
      ...refusedToAgents(),
    },
  },
  {
    method: "post",
    path: "/api/atascos/reprocesar",
    tags: ["Atascos"],
    summary:
      "Atender lo que llegó para una línea que aún no existía. Supervisión",
    security: signedIn,
    responses: {
      ...json(
        z.object({ success: z.literal(true), reprocesados: z.int() })
          .openapi("ReplayAnswer"),
        "Cuántos entraron",
      ),
      ...refusedToAgents(),
    },
  },
  {
    method: "post",
    path: "/api/atascos/liberar",
    tags: ["Atascos"],
    summary: "Dejar seguir un carril detenido. Supervisión",
    security: signedIn,
    request: body(z.object({ tipo: kind, conversacion: z.uuid() })),
    responses: {
      ...json(done, "Sigue"),
      ...refusedToAgents("not_found", "invalid", "too_large"),
    },
  },
];

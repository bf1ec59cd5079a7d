import { z } from "@hono/zod-openapi";
import type {
  PresentAgent,
  ThreadEvent,
} from "../../../shared/conversation_event.ts";
import { time } from "./answers.ts";
import { shapeOf } from "./shape_of.ts";

/** Something that happened between messages. */
export const threadEvent = shapeOf<ThreadEvent>()(
  z.object({
    id: z.string(),
    tipo: z.enum([
      "asignada",
      "traspasada",
      "devuelta",
      "aceptada",
      "bot_pausado",
      "bot_activo",
      "cerrada",
      "reabierta",
      "pospuesta",
      "retomada",
      "etiquetas",
      "nombre",
      "nota",
    ]),
    fecha: time.openapi({
      description: "A la misma hora que un mensaje, va antes de él.",
    }),
    por: z.string().nullable(),
    por_id: z.int().nullable(),
    texto: z.string().nullable().openapi({
      description:
        "De una nota interna o de un traspaso. El cliente no lo ve nunca.",
    }),
    datos: z.object({
      agente: z.string().nullable().optional(),
      agente_id: z.int().optional(),
      motivo: z.string().optional(),
      de: z.string().nullable().optional(),
      de_id: z.int().nullable().optional(),
      a: z.string().nullable().optional(),
      a_id: z.int().optional(),
      hasta: time.optional(),
      mas: z.array(z.string()).optional(),
      menos: z.array(z.string()).optional(),
      antes: z.string().optional(),
      ahora: z.string().optional(),
      menciones: z.array(z.int()).optional(),
    }),
  }).openapi("ThreadEvent"),
);

/** Somebody who has the conversation before them. */
export const presentAgent = shapeOf<PresentAgent>()(
  z.object({
    agente_id: z.int(),
    nombre: z.string(),
    escribiendo: z.boolean(),
  }).openapi("PresentAgent"),
);

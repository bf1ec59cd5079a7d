import { type RouteConfig, z } from "@hono/zod-openapi";
import { json, refusedToAgents, signedIn, time } from "./answers.ts";

const somebody = z.object({ id: z.int(), nombre: z.string().nullable() })
  .nullable();

const row = z.object({
  id: z.int(),
  cuando: time,
  acto: z.string().openapi({
    description:
      "`signed_in`, `bound`, `refused`, `handed_over`, `paused`, `resumed`, `enrolled`, `line_added`, " +
      "`credentials_replaced`, `settings_changed`, `released`, `replayed`, `exported`, `erased`.",
  }),
  agente: somebody.openapi({
    description: "Quién. `null`: el servicio, o alguien que no es agente.",
  }),
  miembro: z.string().nullable(),
  direccion: z.string().nullable().openapi({
    description: "Desde qué red: nunca la dirección entera.",
  }),
  linea: z.int().nullable(),
  conversacion: z.uuid().nullable(),
  asignaciones: z.string().nullable().openapi({
    description: "Dónde está el registro de sus asignaciones.",
  }),
  sobre: somebody,
  veces: z.int().openapi({
    description: "Cuántos rechazos iguales, dentro del minuto.",
  }),
  detalles: z.looseObject({}),
}).openapi("AuditEntry");

/** Who did what. */
export const auditPaths: RouteConfig[] = [{
  method: "get",
  path: "/api/auditoria",
  tags: ["Auditoría"],
  summary: "Quién hizo qué, y a quién se rechazó. Supervisión",
  security: signedIn,
  request: {
    query: z.object({
      limit: z.int().min(1).max(200).optional(),
      antes: z.int().optional().openapi({
        description: "Lo anterior a esta entrada: el `siguiente` de la página.",
      }),
      acto: z.string().optional(),
    }),
  },
  responses: {
    ...json(
      z.object({
        success: z.literal(true),
        auditoria: z.array(row),
        has_more: z.boolean(),
        siguiente: z.int().nullable(),
      }).openapi("AuditTrail"),
      "Lo más nuevo, primero",
    ),
    ...refusedToAgents("invalid"),
  },
}];

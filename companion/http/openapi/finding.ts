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
import type { SitePerson } from "../../../shared/site_person.ts";
import { shapeOf } from "./shape_of.ts";
import { mediaItem } from "./messages.ts";

const ONE = ["not_found", "not_assigned", "conflict"] as const;

const sitePerson = shapeOf<SitePerson & { success: true }>()(
  z.object({
    success: z.literal(true),
    miembro: z.record(z.string(), z.string()).nullable(),
    reservas: z.array(z.object({
      titulo: z.string(),
      fecha: z.string(),
      estado: z.string(),
    })),
    pedidos: z.array(z.object({
      numero: z.string(),
      total: z.string(),
      fecha: z.string(),
      estado: z.string(),
    })),
    disponible: z.boolean(),
  }).openapi("SitePerson"),
);

/** Finding what was said and sent, and beginning where nothing was. */
export const findingPaths: RouteConfig[] = [
  {
    method: "get",
    path: "/api/conversacion/{key}/sitio",
    tags: ["Conversaciones"],
    summary: "Lo que el sitio sabe de esta persona; se guarda cinco minutos",
    security: signedIn,
    request: { params: z.object({ key }) },
    responses: {
      ...json(
        sitePerson,
        "Sin nada y `disponible: false` cuando el sitio no responde",
      ),
      ...refusedToAgents(...ONE),
    },
  },
  {
    method: "get",
    path: "/api/buscar",
    tags: ["Conversaciones"],
    summary: "Los mensajes que tienen estas palabras, el más nuevo primero",
    security: signedIn,
    request: {
      query: z.object({
        q: z.string().min(1).max(100).openapi({
          description:
            "Sin importar tildes ni mayúsculas; de la última basta el comienzo.",
        }),
      }),
    },
    responses: {
      ...json(
        z.object({
          success: z.literal(true),
          mensajes: z.array(z.object({
            conversation_id: uuid,
            key: z.string(),
            nombre: z.string(),
            message_id: uuid,
            position: z.int(),
            fecha: time,
            fragmento: z.string(),
          })),
          hay_mas: z.boolean(),
        }).openapi("FoundMessages"),
        "Como máximo 50, de las conversaciones que puede ver quien pregunta",
      ),
      ...refusedToAgents("invalid"),
    },
  },
  {
    method: "get",
    path: "/api/conversacion/{key}/archivos",
    tags: ["Conversaciones"],
    summary: "Los archivos de una conversación, el más nuevo primero",
    security: signedIn,
    request: {
      params: z.object({ key }),
      query: z.object({ antes: z.string().optional() }),
    },
    responses: {
      ...json(
        z.object({
          success: z.literal(true),
          archivos: z.array(z.object({
            message_id: uuid,
            position: z.int(),
            fecha: time,
            media: mediaItem,
          })),
          siguiente: z.string().nullable(),
        }).openapi("ConversationFiles"),
        "Treinta a la vez",
      ),
      ...refusedToAgents(...ONE, "invalid"),
    },
  },
  {
    method: "post",
    path: "/api/conversaciones",
    tags: ["Conversaciones"],
    summary:
      "Empezar una con un número; si ya la hay y es de quien pregunta, esa",
    security: signedIn,
    request: body(z.object({
      numero: z.string().openapi({
        description:
          "Como se escriba: con su país, o como se marca en el de la línea.",
      }),
      linea: z.union([z.int(), z.string()]).nullish().openapi({
        description:
          "Su id, o su número como lo muestra la lista. Si no, la primera.",
      }),
      nombre: z.string().max(120).nullish(),
    })),
    responses: {
      ...json(
        z.object({
          success: z.literal(true),
          id: uuid,
          key: z.string(),
          existente: z.boolean(),
        }).openapi("BegunConversation"),
        "La conversación",
      ),
      ...refusedToAgents("conflict", "invalid", "too_large"),
    },
  },
];

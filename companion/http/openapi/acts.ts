import { type RouteConfig, z } from "@hono/zod-openapi";
import type { RefusalCode } from "../../../shared/refusal.ts";
import { MAX_BODY_LENGTH } from "../../../shared/reply_request.ts";
import {
  body,
  done,
  json,
  key,
  refusedToAgents,
  signedIn,
  time,
  uuid,
} from "./answers.ts";

const note = z.string().max(1000);

const mentions = z.object({
  success: z.literal(true),
  menciones: z.array(z.object({
    id: uuid,
    conversation_id: uuid,
    key: z.string(),
    nombre: z.string(),
    por: z.string().nullable(),
    texto: z.string(),
    fecha: time,
    leida: z.boolean(),
  })),
}).openapi("Mentions");

const ONE = ["not_found", "not_assigned", "conflict"] as const;

/** What is done to a conversation as a whole, who has it, and what is put on it. */
export const actPaths: RouteConfig[] = [
  act(
    "cerrar",
    "No queda nada por hacer; se abre sola cuando el cliente escribe",
  ),
  act("reabrir", "Sigue abierta, de quien la tenía"),
  actWith(
    "posponer",
    "Dejarla a un lado hasta una hora, o retomarla ya (`null`); vuelve sola entonces, y si el cliente escribe",
    { hasta: time.nullable() },
  ),
  actWith(
    "asignar",
    "Pasar la conversación a otro agente, que la acepta, la responde o la devuelve",
    { agente: z.int().min(1), nota: note.optional() },
  ),
  act("aceptar", "Quien la recibió la acepta"),
  actWith(
    "devolver",
    "De vuelta a quien la pasó; `conflict` si nada está pendiente o esa persona está en pausa",
    { nota: note.optional() },
  ),
  actWith(
    "bot",
    "Quitársela al bot, o devolvérsela: antes va la despedida, como una respuesta más",
    {
      activo: z.boolean(),
      despedida: z.string().max(MAX_BODY_LENGTH).optional(),
      media_url: z.url().optional(),
      id: uuid.optional(),
    },
    ["window_closed"],
  ),
  actWith("fijar", "Arriba en la propia lista; como máximo 20", {
    fijada: z.boolean(),
  }),
  actWith("etiquetas", "Estas etiquetas y ninguna otra", {
    etiquetas: z.array(z.int().min(1)).max(10),
  }),
  actWith(
    "notas",
    "Una nota interna, que ni el cliente ni el sitio ven; el mismo `id` dos veces es una sola",
    {
      id: uuid,
      texto: z.string().min(1).max(4000),
      menciones: z.array(z.int().min(1)).max(50).optional(),
    },
  ),
  actWith(
    "presencia",
    "La tengo delante: se repite cada 10 segundos y se olvida a los 25; `fuera`: ya no",
    { escribiendo: z.boolean(), fuera: z.boolean().optional() },
  ),
  {
    ...actWith("", "Cómo se llama el cliente y qué se recuerda de él", {
      nombre: z.string().min(1).max(120).optional(),
      observaciones: z.string().max(4000).optional(),
    }),
    method: "patch",
    path: "/api/conversacion/{key}",
  },
  {
    method: "get",
    path: "/api/menciones",
    tags: ["Conversaciones"],
    summary: "Las notas que mencionan a quien pregunta, la más nueva primero",
    security: signedIn,
    responses: {
      ...json(mentions, "Como máximo 50"),
      ...refusedToAgents(),
    },
  },
  {
    method: "post",
    path: "/api/menciones/leidas",
    tags: ["Conversaciones"],
    summary: "Ya las leyó todas",
    security: signedIn,
    responses: { ...json(done, "Anotado"), ...refusedToAgents() },
  },
];

/** A door that does one thing to a conversation. */
function act(name: string, summary: string): RouteConfig {
  return {
    method: "post",
    path: `/api/conversacion/{key}/${name}`,
    tags: ["Conversaciones"],
    summary,
    security: signedIn,
    request: { params: z.object({ key }) },
    responses: { ...json(done, "Hecho"), ...refusedToAgents(...ONE) },
  };
}

/** The same, told more. */
function actWith(
  name: string,
  summary: string,
  fields: z.ZodRawShape,
  further: readonly RefusalCode[] = [],
): RouteConfig {
  const { request, ...rest } = act(name, summary);
  return {
    ...rest,
    request: { ...request, ...body(z.object(fields)) },
    responses: {
      ...json(done, "Hecho"),
      ...refusedToAgents(...ONE, "invalid", ...further, "too_large"),
    },
  };
}

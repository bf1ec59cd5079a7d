import { type RouteConfig, z } from "@hono/zod-openapi";
import type { SessionAnswer } from "../../../shared/conversation.ts";
import {
  body,
  json,
  refused,
  refusedToAgents,
  signedIn,
  time,
} from "./answers.ts";
import { shapeOf } from "./shape_of.ts";

const role = z.enum(["agent", "supervisor"]);

const session = shapeOf<SessionAnswer>()(
  z.union([
    z.object({
      logged_in: z.literal(true),
      username: z.string(),
      nombre: z.string(),
      role,
    }),
    z.object({ logged_in: z.literal(false) }),
  ]).openapi("SessionAnswer"),
);

const agent = z.object({
  id: z.int(),
  nombre: z.string(),
  rol: role,
  pausado: z.boolean(),
  email: z.string().optional().openapi({
    description: "Solo para quien supervisa.",
  }),
  vinculado: z.boolean().optional().openapi({
    description: "Si ya entró alguna vez. Solo para quien supervisa.",
  }),
  en_linea: z.boolean().optional().openapi({
    description: "Si tiene la página abierta. En la lista.",
  }),
  capacidad: z.int().nullable().optional().openapi({
    description:
      "Con cuántas conversaciones abiertas no recibe otra; null: sin límite. Solo para quien supervisa.",
  }),
  abiertas: z.int().optional().openapi({
    description:
      "Ni cerradas ni pospuestas; como mucho 10000. En la lista de quien supervisa, como lo que sigue.",
  }),
  sin_leer: z.int().optional(),
  espera_mas_larga: time.nullable().optional(),
  visto: time.nullable().optional().openapi({
    description: "Cuándo tuvo abierta la página por última vez.",
  }),
}).openapi("Agent");

const summary = z.object({
  success: z.literal(true),
  esperando: z.int(),
  sin_asignar: z.int(),
  abiertas: z.int().openapi({ description: "Como mucho 100000." }),
  espera_mas_larga: z.object({
    key: z.string(),
    nombre: z.string(),
    desde: time,
  }).nullable(),
}).openapi("HouseLoad");

const one = z.object({ success: z.literal(true), agente: agent }).openapi(
  "AgentAnswer",
);

const health = z.object({
  status: z.enum(["healthy", "unhealthy"]),
  service: z.literal("relevo"),
  timestamp: time,
  twilio_configured: z.boolean(),
}).openapi("Health");

/** Who is there, and whether the service lives. */
export const agentPaths: RouteConfig[] = [
  {
    method: "get",
    path: "/health",
    tags: ["Servicio"],
    summary: "Si el servicio vive: mientras responda su base de datos",
    responses: {
      ...json(health, "Vive"),
      503: {
        description: "La base de datos no responde",
        content: { "application/json": { schema: health } },
      },
    },
  },
  {
    method: "get",
    path: "/api/session",
    tags: ["Agentes"],
    summary: "Quién ha entrado",
    security: signedIn,
    responses: {
      ...json(session, "Un agente"),
      401: {
        description: "Nadie",
        content: { "application/json": { schema: session } },
      },
      ...refused("not_an_agent", "unavailable"),
    },
  },
  {
    method: "get",
    path: "/api/agentes",
    tags: ["Agentes"],
    summary: "Quiénes trabajan aquí",
    security: signedIn,
    responses: {
      ...json(
        z.object({ success: z.literal(true), agentes: z.array(agent) })
          .openapi("AgentList"),
        "En el orden en que llegaron",
      ),
      ...refusedToAgents(),
    },
  },
  {
    method: "post",
    path: "/api/agentes",
    tags: ["Agentes"],
    summary: "Admitir a alguien, o cambiar su nombre y su papel. Supervisión",
    security: signedIn,
    request: body(z.object({
      email: z.string().max(200),
      nombre: z.string().max(100),
      rol: role.optional(),
    })),
    responses: {
      ...json(one, "Admitido"),
      ...refusedToAgents("invalid", "too_large"),
    },
  },
  {
    method: "patch",
    path: "/api/agentes/{id}",
    tags: ["Agentes"],
    summary:
      "Poner a alguien en pausa, o de vuelta; repartir lo suyo; limitar cuánto recibe. Supervisión",
    security: signedIn,
    request: {
      params: z.object({ id: z.int() }),
      ...body(z.object({
        pausado: z.boolean().optional(),
        repartir: z.boolean().optional().openapi({
          description:
            "Solo con `pausado: true`: lo que tiene abierto pasa a los demás, por turno. Lo que nadie puede tomar se queda.",
        }),
        capacidad: z.int().min(0).max(10_000).nullable().optional(),
      })),
    },
    responses: {
      ...json(one, "Cambiado"),
      ...refusedToAgents("not_found", "conflict", "invalid", "too_large"),
    },
  },
  {
    method: "get",
    path: "/api/resumen",
    tags: ["Agentes"],
    summary: "Cuánto hay que atender en total. Supervisión",
    security: signedIn,
    responses: { ...json(summary, "Ahora"), ...refusedToAgents() },
  },
];

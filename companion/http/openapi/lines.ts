import { type RouteConfig, z } from "@hono/zod-openapi";
import { body, json, refusedToAgents, signedIn } from "./answers.ts";

const line = z.object({
  id: z.int(),
  numero: z.string(),
  nombre: z.string(),
  account_sid: z.string(),
  messaging_service_sid: z.string().nullable(),
  configured: z.boolean().openapi({
    description: "Si puede recibir y enviar: sus credenciales están y se leen.",
  }),
  credenciales: z.enum(["entorno", "guardadas", "ilegibles", "faltan"]).openapi(
    {
      description:
        "De dónde vienen. `ilegibles`: ninguna clave de `ENCRYPTION_KEY` las abre.",
    },
  ),
  estado: z.enum(["activa", "detenida"]),
  motivo: z.string().nullable(),
  webhooks: z.object({ mensajes: z.url(), estados: z.url() }).openapi({
    description: "Lo que se pega en la consola de Twilio.",
  }),
}).openapi("Line");

const one = z.object({ success: z.literal(true), linea: line }).openapi(
  "LineAnswer",
);

const token = z.string().openapi({
  writeOnly: true,
  description:
    "Entra y no vuelve a salir. Con comas, varios: el primero firma, todos se aceptan.",
});

/** The lines and their credentials. */
export const linePaths: RouteConfig[] = [
  {
    method: "get",
    path: "/api/lineas",
    tags: ["Líneas"],
    summary: "Las líneas de WhatsApp. Supervisión",
    security: signedIn,
    responses: {
      ...json(
        z.object({ success: z.literal(true), lineas: z.array(line) })
          .openapi("LineList"),
        "La primera, primero",
      ),
      ...refusedToAgents(),
    },
  },
  {
    method: "post",
    path: "/api/lineas",
    tags: ["Líneas"],
    summary: "Añadir una línea. Supervisión",
    security: signedIn,
    request: body(z.object({
      numero: z.string(),
      nombre: z.string().max(100),
      account_sid: z.string(),
      auth_token: token.optional(),
      messaging_service_sid: z.string().nullable().optional(),
    })),
    responses: {
      ...json(one, "Añadida, con todos los agentes en su turno"),
      ...refusedToAgents("invalid", "line_exists", "too_large"),
    },
  },
  {
    method: "put",
    path: "/api/lineas/{id}/credenciales",
    tags: ["Líneas"],
    summary: "Cambiar las credenciales de una línea. Supervisión",
    security: signedIn,
    request: {
      params: z.object({ id: z.int() }),
      ...body(z.object({
        auth_token: token,
        account_sid: z.string().optional(),
        messaging_service_sid: z.string().nullable().optional(),
      })),
    },
    responses: {
      ...json(one, "Cambiadas"),
      ...refusedToAgents("not_found", "set_elsewhere", "invalid", "too_large"),
    },
  },
];

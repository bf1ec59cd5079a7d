import { type RouteConfig, z } from "@hono/zod-openapi";
import { LABEL_COLORS } from "../../../shared/label_colors.ts";
import {
  body,
  done,
  json,
  refusedToAgents,
  signedIn,
  time,
} from "./answers.ts";

const id = { request: { params: z.object({ id: z.int() }) } };
const color = z.enum(LABEL_COLORS);

const label = z.object({
  id: z.int(),
  nombre: z.string(),
  color,
  usos: z.int().optional().openapi({
    description: "Cuántas conversaciones la tienen. Solo para quien supervisa.",
  }),
}).openapi("Label");

const quickReply = z.object({
  id: z.int(),
  atajo: z.string(),
  texto: z.string(),
  de_equipo: z.boolean(),
}).openapi("QuickReply");

const template = z.object({
  id: z.string(),
  nombre: z.string(),
  idioma: z.string(),
  cuerpo: z.string().openapi({ description: "Con sus huecos, `{{1}}`." }),
  variables: z.array(z.string()),
  botones: z.array(z.string()),
  categoria: z.string().nullable(),
  estado: z.string().openapi({
    description: "Solo las `approved` se pueden enviar.",
  }),
  tipo: z.string(),
  lineas: z.array(z.int()).openapi({ description: "Desde qué líneas." }),
}).openapi("Template");

const wantedLabel = z.object({ nombre: z.string().max(40), color });
const wantedReply = z.object({
  atajo: z.string().regex(/^[a-z0-9-]{1,30}$/),
  texto: z.string().max(4000),
  de_equipo: z.boolean().optional(),
});

const oneLabel = json(
  z.object({ success: z.literal(true), etiqueta: label }).openapi(
    "LabelAnswer",
  ),
  "La etiqueta",
);
const oneReply = json(
  z.object({ success: z.literal(true), respuesta: quickReply }).openapi(
    "QuickReplyAnswer",
  ),
  "La respuesta",
);

/** The team's labels and what is written often. */
export const teamPaths: RouteConfig[] = [
  {
    method: "get",
    path: "/api/plantillas",
    tags: ["Equipo"],
    summary: "Las plantillas de WhatsApp, como se leyeron de Twilio",
    security: signedIn,
    request: {
      query: z.object({
        actualizar: z.enum(["1"]).optional().openapi({
          description: "Leerlas otra vez antes; si no se puede, como estaban.",
        }),
      }),
    },
    responses: {
      ...json(
        z.object({
          success: z.literal(true),
          plantillas: z.array(template),
          actualizado: time.nullable(),
        }).openapi("TemplateList"),
        "Por nombre",
      ),
      ...refusedToAgents(),
    },
  },
  {
    method: "get",
    path: "/api/etiquetas",
    tags: ["Equipo"],
    summary: "Con qué ordena el equipo sus conversaciones",
    security: signedIn,
    responses: {
      ...json(
        z.object({ success: z.literal(true), etiquetas: z.array(label) })
          .openapi("LabelList"),
        "Por nombre",
      ),
      ...refusedToAgents(),
    },
  },
  {
    method: "post",
    path: "/api/etiquetas",
    tags: ["Equipo"],
    summary: "Crear una etiqueta. Supervisión",
    security: signedIn,
    request: body(wantedLabel),
    responses: {
      ...oneLabel,
      ...refusedToAgents("conflict", "invalid", "too_large"),
    },
  },
  {
    method: "patch",
    path: "/api/etiquetas/{id}",
    tags: ["Equipo"],
    summary: "Cambiar su nombre o su color. Supervisión",
    security: signedIn,
    request: { ...id.request, ...body(wantedLabel.partial()) },
    responses: {
      ...oneLabel,
      ...refusedToAgents("not_found", "conflict", "invalid", "too_large"),
    },
  },
  {
    method: "delete",
    path: "/api/etiquetas/{id}",
    tags: ["Equipo"],
    summary: "Quitarla, también de las conversaciones. Supervisión",
    security: signedIn,
    ...id,
    responses: { ...json(done, "Quitada"), ...refusedToAgents("not_found") },
  },
  {
    method: "get",
    path: "/api/respuestas",
    tags: ["Equipo"],
    summary: "Lo que se escribe a menudo: lo propio y lo del equipo",
    security: signedIn,
    responses: {
      ...json(
        z.object({ success: z.literal(true), respuestas: z.array(quickReply) })
          .openapi("QuickReplyList"),
        "Por atajo",
      ),
      ...refusedToAgents(),
    },
  },
  {
    method: "post",
    path: "/api/respuestas",
    tags: ["Equipo"],
    summary: "Guardar una respuesta; la del equipo, solo quien supervisa",
    security: signedIn,
    request: body(wantedReply),
    responses: {
      ...oneReply,
      ...refusedToAgents("conflict", "invalid", "too_large"),
    },
  },
  {
    method: "patch",
    path: "/api/respuestas/{id}",
    tags: ["Equipo"],
    summary: "Cambiar una respuesta",
    security: signedIn,
    request: { ...id.request, ...body(wantedReply.partial()) },
    responses: {
      ...oneReply,
      ...refusedToAgents("not_found", "conflict", "invalid", "too_large"),
    },
  },
  {
    method: "delete",
    path: "/api/respuestas/{id}",
    tags: ["Equipo"],
    summary: "Quitar una respuesta",
    security: signedIn,
    ...id,
    responses: { ...json(done, "Quitada"), ...refusedToAgents("not_found") },
  },
];

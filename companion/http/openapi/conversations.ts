import { type RouteConfig, z } from "@hono/zod-openapi";
import type {
  ConversationPage,
  ConversationSummary,
  ThreadPage,
  WixData,
} from "../../../shared/conversation.ts";
import type { HandOverNotice } from "../../../shared/conversation_event.ts";
import {
  done,
  json,
  key,
  refusedToAgents,
  signedIn,
  time,
  uuid,
} from "./answers.ts";
import { deliveryStatus, threadMessage } from "./messages.ts";
import { presentAgent, threadEvent } from "./conversation_events.ts";
import { shapeOf } from "./shape_of.ts";

const state = z.enum(["waiting", "open", "closed"]).openapi(
  "ConversationState",
);

const page = {
  total: z.int(),
  count: z.int(),
  offset: z.int(),
  limit: z.int(),
  has_more: z.boolean(),
};

const marks = {
  agente_id: z.int().nullable(),
  etiquetas: z.array(z.int()).openapi({ description: "Sus ids." }),
  fijada: z.boolean().openapi({ description: "Por quien pregunta." }),
  pospuesta_hasta: time.nullable(),
  esperando_desde: time.nullable().openapi({
    description:
      "El primer mensaje del cliente que no tiene respuesta; null si no espera.",
  }),
  traspaso: shapeOf<HandOverNotice>()(
    z.object({
      de_id: z.int(),
      de: z.string(),
      nota: z.string().nullable(),
      desde: time,
    }).openapi("HandOverNotice"),
  ).nullable(),
};

const summary = shapeOf<ConversationSummary>()(
  z.object({
    ...marks,
    id: uuid,
    numero: z.string().nullable(),
    nombre: z.string(),
    last_message: z.string(),
    last_message_time: time,
    last_message_direction: z.enum(["inbound", "outbound"]),
    last_message_status: deliveryStatus,
    source: z.literal("twilio"),
    profile_picture: z.string().nullable(),
    message_count: z.int(),
    unread: z.int(),
    linea: z.string(),
    agente: z.string().nullable(),
    estado: state,
    stopBot: z.boolean(),
    observaciones: z.string(),
    window_expires_at: time.nullable(),
    version: z.int(),
  }).openapi("ConversationSummary"),
);

const conversationPage = shapeOf<ConversationPage>()(
  z.object({
    success: z.literal(true),
    conversaciones: z.record(z.string(), summary),
    ...page,
    total_exact: z.boolean().openapi({
      description:
        "false solo en una búsqueda o con filtros: entonces hay al menos `total`.",
    }),
    siguiente: z.string().nullable().openapi({
      description:
        "Dónde sigue la lista, para `antes`; null al final y en una búsqueda.",
    }),
    agente: z.string(),
  }).openapi("ConversationPage"),
);

const wixData = shapeOf<WixData>()(
  z.object({
    mensajes: z.array(z.object({
      id: z.string(),
      from: z.string(),
      mensaje: z.string(),
      timestamp: time,
    })),
    stopBot: z.boolean(),
    observaciones: z.string(),
    threadId: z.string().nullable(),
  }).openapi("WixData"),
);

const threadPage = shapeOf<ThreadPage>()(
  z.object({
    success: z.literal(true),
    id: uuid,
    key: z.string(),
    numero: z.string().nullable(),
    nombre: z.string(),
    agente: z.string().nullable(),
    estado: state,
    version: z.int(),
    unread: z.int(),
    window_expires_at: time.nullable(),
    ...marks,
    twilio_messages: z.array(threadMessage),
    eventos: z.array(threadEvent),
    presentes: z.array(presentAgent),
    wix_data: wixData,
    ...page,
    source: z.literal("twilio"),
  }).openapi("ThreadPage"),
);

const assignments = z.object({
  success: z.literal(true),
  asignaciones: z.array(z.object({
    turno: z.int().nullable(),
    agente: z.int().nullable(),
    motivo: z.enum([
      "in_turn",
      "nobody_eligible",
      "waited",
      "handed_over",
      "handed_back",
      "started",
      "shared_out",
    ]),
    elegibles: z.array(z.int()),
    excluidos: z.array(z.object({ agent: z.int(), why: z.string() })),
    decidido_por: z.int().nullable(),
    fecha: time,
  })),
}).openapi("Assignments");

/** Which page is asked for. */
function pageQuery(limit: number, most: number) {
  return {
    limit: z.int().min(1).default(limit).openapi({
      description: `Como máximo ${most}.`,
    }),
    offset: z.int().min(0).default(0),
  };
}

const ONE = ["not_found", "not_assigned", "conflict"] as const;

/** The list, a thread, and what is done to a conversation beside answering. */
export const conversationPaths: RouteConfig[] = [
  {
    method: "get",
    path: "/api/conversaciones",
    tags: ["Conversaciones"],
    summary:
      "Las conversaciones del agente, la más reciente primero; todas, para quien supervisa",
    security: signedIn,
    request: {
      query: z.object({
        ...pageQuery(30, 200),
        q: z.string().max(100).optional().openapi({
          description:
            "Parte de un nombre, sin importar tildes ni mayúsculas, o de un número (desde tres cifras). " +
            "Una o dos letras: el comienzo de una palabra. `offset`: como máximo 10000.",
        }),
        antes: z.string().optional().openapi({
          description:
            "El `siguiente` de una página: sigue desde ahí, aunque entretanto cambie el orden. " +
            "Con `offset` la lista llega hasta 100000; con `antes`, hasta el final.",
        }),
        id: uuid.optional().openapi({ description: "Solo esta conversación." }),
        de: z.enum(["mias", "sin_asignar", "todas"]).optional().openapi({
          description: "De quién, entre las que puede ver quien pregunta.",
        }),
        estado: z.enum(["abiertas", "cerradas", "pospuestas", "todas"])
          .optional().openapi({
            description: "`abiertas`: ni cerradas ni pospuestas.",
          }),
        no_leidas: z.enum(["0", "1"]).optional(),
        fijadas: z.enum(["0", "1"]).optional().openapi({
          description: "Solo las que fijó quien pregunta.",
        }),
        etiqueta: z.int().optional(),
        linea: z.int().optional(),
        orden: z.enum(["recientes", "espera", "ventana"]).optional().openapi({
          description:
            "`espera`: primero quien espera respuesta desde hace más tiempo; `ventana`: primero la que cierra " +
            "antes. No va con `q`. Con un filtro o un orden se sigue por `antes`, y `total` solo cuenta la página.",
        }),
      }),
    },
    responses: {
      ...json(conversationPage, "Por clave"),
      ...refusedToAgents("invalid"),
    },
  },
  {
    method: "get",
    path: "/api/conversacion/{key}",
    tags: ["Conversaciones"],
    summary:
      "Los mensajes: la página más nueva primero, y en ella el más antiguo primero",
    security: signedIn,
    request: {
      params: z.object({ key }),
      query: z.object({
        ...pageQuery(50, 500),
        desde_posicion: z.int().min(1).optional().openapi({
          description:
            "La página en cuya mitad está el mensaje de esa posición, sin importar `offset`.",
        }),
      }),
    },
    responses: {
      ...json(threadPage, "La conversación y una página de sus mensajes"),
      ...refusedToAgents(...ONE, "invalid"),
    },
  },
  {
    method: "get",
    path: "/api/conversacion/{key}/asignaciones",
    tags: ["Conversaciones"],
    summary: "¿Por qué le tocó a quien la tiene?",
    security: signedIn,
    request: { params: z.object({ key }) },
    responses: {
      ...json(assignments, "Cada decisión, la primera primero"),
      ...refusedToAgents(...ONE),
    },
  },
  {
    method: "post",
    path: "/api/conversacion/{key}/leido",
    tags: ["Conversaciones"],
    summary: "El agente ha visto todo",
    security: signedIn,
    request: { params: z.object({ key }) },
    responses: { ...json(done, "Anotado"), ...refusedToAgents(...ONE) },
  },
];

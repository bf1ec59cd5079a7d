import { type RouteConfig, z } from "@hono/zod-openapi";
import { json, refusedToAgents, signedIn } from "./answers.ts";

const exported = z.object({
  success: z.literal(true),
  conversaciones: z.array(
    z.looseObject({
      id: z.uuid(),
      clave: z.string(),
      mensajes: z.array(z.looseObject({ id: z.uuid(), body: z.string() })),
    }),
  ),
}).openapi("Export");

/** Everything that is known of a customer. */
export const exportPaths: RouteConfig[] = [{
  method: "get",
  path: "/api/exportar",
  tags: ["Retención"],
  summary:
    "Todo lo que se sabe de un cliente, en un documento; sin él, ninguno. Supervisión",
  security: signedIn,
  request: {
    query: z.object({
      conversacion: z.string().optional().openapi({
        description: "El número del cliente, o el id de una conversación.",
      }),
    }),
  },
  responses: {
    ...json(
      exported,
      "Sus conversaciones en todas las líneas, con sus mensajes, sus archivos como direcciones firmadas y lo que llegó de ellos",
    ),
    ...refusedToAgents("not_found", "conflict"),
  },
}];

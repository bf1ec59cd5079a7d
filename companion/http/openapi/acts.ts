import { type RouteConfig, z } from "@hono/zod-openapi";
import {
  body,
  done,
  json,
  key,
  refusedToAgents,
  signedIn,
  time,
} from "./answers.ts";

const ONE = ["not_found", "not_assigned", "conflict"] as const;

/** What is done to a conversation as a whole. */
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
): RouteConfig {
  const { request, ...rest } = act(name, summary);
  return {
    ...rest,
    request: { ...request, ...body(z.object(fields)) },
    responses: {
      ...json(done, "Hecho"),
      ...refusedToAgents(...ONE, "invalid", "too_large"),
    },
  };
}

import { type RouteConfig, z } from "@hono/zod-openapi";
import { refused } from "./answers.ts";

function page(type: string, description: string): RouteConfig["responses"] {
  return { 200: { description, content: { [type]: { schema: z.string() } } } };
}

/** This description, and the reference that is drawn from it. */
export const pagePaths: RouteConfig[] = [
  {
    method: "get",
    path: "/openapi.json",
    tags: ["Servicio"],
    summary: "Esta descripción",
    responses: {
      200: {
        description: "OpenAPI 3.1",
        content: { "application/json": { schema: z.looseObject({}) } },
      },
    },
  },
  {
    method: "get",
    path: "/docs",
    tags: ["Servicio"],
    summary: "La referencia, para probarla",
    responses: page("text/html", "Una página"),
  },
  {
    method: "get",
    path: "/docs/start.js",
    tags: ["Servicio"],
    summary: "Lo que abre la referencia",
    responses: page("text/javascript", "Un guion"),
  },
  {
    method: "get",
    path: "/docs/{file}",
    tags: ["Servicio"],
    summary: "Las partes de la referencia",
    request: { params: z.object({ file: z.string() }) },
    responses: {
      ...page("application/octet-stream", "Una parte"),
      ...refused("not_found"),
    },
  },
  {
    method: "get",
    path: "/page/{file}",
    tags: ["Servicio"],
    summary:
      "Una parte de la página de agentes, que se carga cuando hace falta",
    request: { params: z.object({ file: z.string() }) },
    responses: {
      ...page("text/javascript", "Una parte; su contenido no cambia nunca"),
      ...refused("not_found"),
    },
  },
];

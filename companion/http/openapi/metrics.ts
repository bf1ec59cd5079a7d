import { type RouteConfig, z } from "@hono/zod-openapi";
import { refused } from "./answers.ts";

/** What a keeper's Prometheus asks for. */
export const metricsPaths: RouteConfig[] = [{
  method: "get",
  path: "/metrics",
  tags: ["Servicio"],
  summary:
    "Medidas para Prometheus, con `Authorization: Bearer <METRICS_TOKEN>`",
  responses: {
    200: {
      description: "El formato de texto de Prometheus",
      content: { "text/plain": { schema: z.string() } },
    },
    ...refused("not_signed_in", "not_found"),
  },
}];

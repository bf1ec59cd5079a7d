import { OpenAPIHono } from "@hono/zod-openapi";
import { actPaths } from "./openapi/acts.ts";
import { agentPaths } from "./openapi/agents.ts";
import { auditPaths } from "./openapi/audit_trail.ts";
import { conversationPaths } from "./openapi/conversations.ts";
import { erasurePaths } from "./openapi/erasures.ts";
import { exportPaths } from "./openapi/export.ts";
import { eventPaths } from "./openapi/events.ts";
import { linePaths } from "./openapi/lines.ts";
import { findingPaths } from "./openapi/finding.ts";
import { healthPaths } from "./openapi/health.ts";
import { metricsPaths } from "./openapi/metrics.ts";
import { pagePaths } from "./openapi/pages.ts";
import { replyPaths } from "./openapi/replies.ts";
import { teamPaths } from "./openapi/team.ts";
import { troublePaths } from "./openapi/troubles.ts";
import { webhookPaths } from "./openapi/webhooks.ts";

/**
 * Describes the whole HTTP interface, as OpenAPI 3.1. The doors themselves run without it: only
 * who asks for the description pays for the schemas.
 */
export function describeInterface() {
  const described = new OpenAPIHono();
  const { openAPIRegistry: registry } = described;
  registry.registerComponent("securitySchemes", "member", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description:
      "El token que el sitio firma para su miembro: HS256, de 15 minutos como máximo, y nunca en la dirección.",
  });
  for (
    const path of [
      ...conversationPaths,
      ...findingPaths,
      ...actPaths,
      ...replyPaths,
      ...eventPaths,
      ...agentPaths,
      ...linePaths,
      ...teamPaths,
      ...troublePaths,
      ...erasurePaths,
      ...exportPaths,
      ...auditPaths,
      ...webhookPaths,
      ...healthPaths,
      ...metricsPaths,
      ...pagePaths,
    ]
  ) registry.registerPath(path);
  return described.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Relevo",
      version: "1",
      description:
        "La bandeja de WhatsApp del equipo. Las horas son ISO 8601 en UTC; un rechazo trae `success: false`, " +
        "una frase en español y su `code`.",
    },
  });
}

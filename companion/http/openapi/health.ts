import { type RouteConfig, z } from "@hono/zod-openapi";
import { TASK_KINDS } from "../../../shared/task_kind.ts";
import type { HealthDetail } from "../../../shared/health_detail.ts";
import { json, refusedToAgents, signedIn, time } from "./answers.ts";
import { shapeOf } from "./shape_of.ts";

const count = z.int().min(0);

const zeroLoss = z.object({
  state: z.enum(["ok", "starting", "missing", "twilio_away", "wix_behind"]),
  since: time.nullable(),
  until: time.nullable(),
  at_twilio: count,
  here: count,
  in_wix: count,
  missing: count.openapi({ description: "En Twilio, y no aquí." }),
  behind_wix: count.openapi({
    description: "Aquí, y aún sin confirmar por Wix; 10000 son esos o más.",
  }),
  comparisons: z.array(z.object({
    line: z.int(),
    finished_at: time.nullable(),
    problem: z.string().nullable(),
    failing_since: time.nullable(),
    brought: count,
    last_brought_at: time.nullable(),
  })),
}).openapi("ZeroLoss");

const detail = shapeOf<HealthDetail>()(
  z.object({
    status: z.literal("healthy"),
    service: z.literal("relevo"),
    timestamp: time,
    twilio_configured: z.boolean(),
    database: z.object({ ok: z.literal(true), migration: z.string() }),
    zero_loss: zeroLoss,
    outbox: z.object({
      troubled: count,
      stopped: count,
      waiting: z.array(z.object({
        kind: z.enum(TASK_KINDS),
        lanes: count,
        oldest_since: time.nullable(),
      })),
    }),
    webhooks: z.object({
      unknown_line: count,
      unreadable: count,
      unmatched: count,
    }),
    stopped_lines: z.array(z.object({
      line: z.int(),
      because: z.string().nullable(),
    })),
    workers: z.object({ alive: count }),
  }).openapi("HealthDetail"),
);

/** How the service fares, beyond whether it lives. */
export const healthPaths: RouteConfig[] = [
  {
    method: "get",
    path: "/health/detail",
    tags: ["Servicio"],
    summary:
      "Cómo marcha todo: el medidor de pérdidas, lo que espera y lo detenido. Supervisión",
    security: signedIn,
    responses: {
      ...json(detail, "Cuentas y horas; ningún número ni texto de clientes"),
      ...refusedToAgents(),
    },
  },
];

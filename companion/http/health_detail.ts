import { Hono } from "hono";
import type { HealthDetail } from "../../shared/health_detail.ts";
import { readLines } from "../store/lines.ts";
import { readNewestMigration } from "../store/migrate.ts";
import {
  countTroubledLanes,
  countWorkersAlive,
  readWaiting,
} from "../store/outbox_health.ts";
import { countUnsettled } from "../store/unsettled.ts";
import { onlySupervisor } from "./agents.ts";
import type { HttpContext } from "./context.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";
import { readZeroLoss } from "./zero_loss.ts";

/** How the service fares, for a supervisor: the zero-loss meter, and what waits, is stuck or refused. Every look is bounded. */
export function healthDetailRoutes(context: HttpContext) {
  const { sql, hasTwilio, now } = context;
  return new Hono<SignedIn>().get("/detail", signedIn(context), async (c) => {
    onlySupervisor(c.var.agent);
    const [lines, waiting, lanes, webhooks, alive, migration] = await Promise
      .all([
        readLines(sql),
        readWaiting(sql),
        countTroubledLanes(sql),
        countUnsettled(sql),
        countWorkersAlive(sql),
        readNewestMigration(sql),
      ]);
    const detail: HealthDetail = {
      status: "healthy",
      service: "relevo",
      timestamp: now().toISOString(),
      twilio_configured: hasTwilio,
      database: { ok: true, migration },
      zero_loss: await readZeroLoss(sql, { lines, waiting, now: now() }),
      outbox: {
        ...lanes,
        waiting: waiting.map(({ kind, lanes, oldestSince }) => ({
          kind,
          lanes,
          oldest_since: oldestSince?.toISOString() ?? null,
        })),
      },
      webhooks,
      stopped_lines: lines.filter(({ state }) => state === "stopped")
        .map(({ id, stoppedBecause }) => ({
          line: id,
          because: stoppedBecause,
        })),
      workers: { alive },
    };
    return c.json(detail);
  });
}

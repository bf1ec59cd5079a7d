import type { HealthDetail, ZeroLoss } from "../../shared/health_detail.ts";
import type { StuckLane, Troubles } from "../../shared/troubles.ts";
import { TASK_KINDS } from "../../shared/task_kind.ts";

/** What a test changes about a service that fares well. */
export interface ScriptedHealth {
  meter?: Partial<ZeroLoss>;
  failingSince?: string;
  brought?: number;
  unknownLine?: number;
  unreadable?: number;
  stoppedLines?: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A moment some minutes ago. */
export function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * MINUTE_MS).toISOString();
}

/** The answer of `/health/detail`. */
export function scriptedHealth(
  { meter, failingSince, brought = 0, ...rest }: ScriptedHealth,
  stuck: readonly StuckLane[],
): HealthDetail {
  const until = minutesAgo(0.5);
  return {
    status: "healthy",
    service: "relevo",
    timestamp: new Date().toISOString(),
    twilio_configured: true,
    database: { ok: true, migration: "0006_reconciliation.sql" },
    zero_loss: {
      state: "ok",
      since: new Date(Date.parse(until) - DAY_MS).toISOString(),
      until,
      at_twilio: 1234,
      here: 1234,
      in_wix: 1234,
      missing: 0,
      behind_wix: 0,
      comparisons: [{
        line: 1,
        finished_at: until,
        problem: failingSince ? "Twilio answered 503" : null,
        failing_since: failingSince ?? null,
        brought,
        last_brought_at: brought > 0 ? until : null,
      }],
      ...meter,
    },
    outbox: {
      troubled: 0,
      stopped: stuck.length,
      waiting: TASK_KINDS.map((kind) => ({
        kind,
        lanes: 0,
        oldest_since: null,
      })),
    },
    webhooks: {
      unknown_line: rest.unknownLine ?? 0,
      unreadable: rest.unreadable ?? 0,
      unmatched: 0,
    },
    stopped_lines: Array.from({ length: rest.stoppedLines ?? 0 }, () => ({
      line: 1,
      because: "Twilio answered 401",
    })),
    workers: { alive: 1 },
  };
}

/** The answer of `/api/atascos`. */
export function scriptedTroubles(stuck: readonly StuckLane[]): Troubles {
  return { success: true, carriles: [...stuck], webhooks: [], lineas: [] };
}

/** A lane that waits for a person. */
export function stuckLane(
  tipo: StuckLane["tipo"],
  conversacion: string,
): StuckLane {
  return {
    tipo,
    conversacion,
    detenido: true,
    problema: "Wix answered 400",
    desde: minutesAgo(95),
    intentos: 1,
    en_espera: 2,
  };
}

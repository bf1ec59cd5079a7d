import { type Context, Hono } from "hono";
import { Refusal } from "../../shared/refusal.ts";
import { type AuditRow, readAudit } from "../store/audit_trail.ts";
import { onlySupervisor } from "./agents.ts";
import type { HttpContext } from "./context.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

const USUAL_PAGE = 50;
const MOST_AT_ONCE = 200;

/** Who did what, for a supervisor: the newest first, page by page from the last row seen. */
export function auditRoutes(context: HttpContext) {
  return new Hono<SignedIn>()
    .get("/auditoria", signedIn(context), async (c) => {
      onlySupervisor(c.var.agent);
      const limit = Math.min(numberOf(c, "limit") ?? USUAL_PAGE, MOST_AT_ONCE);
      const rows = await readAudit(context.sql, {
        before: numberOf(c, "antes"),
        act: c.req.query("acto") || null,
        // One more than asked tells whether there are more.
        limit: limit + 1,
      });
      const page = rows.slice(0, limit);
      const hasMore = rows.length > limit;
      return c.json({
        success: true,
        auditoria: page.map(toAnswer),
        has_more: hasMore,
        siguiente: hasMore ? page.at(-1)!.id : null,
      });
    });
}

function toAnswer(row: AuditRow) {
  return {
    id: row.id,
    cuando: row.at.toISOString(),
    acto: row.act,
    agente: row.agentId === null
      ? null
      : { id: row.agentId, nombre: row.agentName },
    miembro: row.member,
    direccion: row.address,
    linea: row.lineId,
    conversacion: row.conversationId,
    // Who got it by turn, and why, is in the ledger.
    asignaciones: row.conversationId === null
      ? null
      : `/api/conversacion/${row.conversationId}/asignaciones`,
    sobre: row.aboutAgentId === null
      ? null
      : { id: row.aboutAgentId, nombre: row.aboutAgentName },
    veces: row.times,
    detalles: row.details,
  };
}

function numberOf(c: Context, name: string): number | null {
  const value = c.req.query(name);
  if (value === undefined || value === "") return null;
  if (/^[1-9]\d{0,14}$/.test(value)) return Number(value);
  throw new Refusal(
    "invalid",
    `Cannot read the trail: "${name}" must be a whole number above 0`,
    name,
  );
}

import { Hono } from "hono";
import { isUuid } from "../../shared/reply_request.ts";
import { Refusal } from "../../shared/refusal.ts";
import { eraseCustomer } from "../inbox/erase_customer.ts";
import {
  type Erasure,
  type PendingErasure,
  readErasure,
  readPendingErasures,
} from "../store/erasures.ts";
import { ERASING_KINDS } from "../store/lanes.ts";
import type { Sql } from "../store/sql.ts";
import { actorOf } from "./actor.ts";
import { onlySupervisor } from "./agents.ts";
import type { HttpContext } from "./context.ts";
import { readJson } from "./read_json.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

/** Erasing a customer whole, for a supervisor, and the receipt that says how far it has come. */
export function erasureRoutes(context: HttpContext) {
  const { sql, bell, now } = context;
  const guard = signedIn(context);
  return new Hono<SignedIn>()
    .post("/conversacion/:key/borrar", guard, async (c) => {
      const { agent } = c.var;
      onlySupervisor(agent);
      const { confirm, twilio } = await readJson(c);
      if (typeof confirm !== "string") throw invalid("confirm", "is missing");
      if (twilio !== undefined && typeof twilio !== "boolean") {
        throw invalid("twilio", "must be true or false");
      }
      const id = await eraseCustomer(sql, {
        key: c.req.param("key"),
        confirm,
        by: agent,
        address: actorOf(c, context).address,
        isAtProvider: twilio === true,
        receiptId: crypto.randomUUID(),
      }, now());
      bell.ring("changes", ...ERASING_KINDS);
      return c.json(await receiptOf(sql, id));
    })
    .get("/recibos/:id", guard, async (c) => {
      onlySupervisor(c.var.agent);
      const id = c.req.param("id");
      if (!isUuid(id)) throw invalid("id", "must be a UUID");
      return c.json(await receiptOf(sql, id));
    });
}

async function receiptOf(sql: Sql, id: string) {
  const erasure = await readErasure(sql, { id });
  if (!erasure) throw new Refusal("not_found", "Cannot show: no such receipt");
  const pending = await readPendingErasures(sql, erasure.conversationIds);
  return { success: true, recibo: toReceipt(erasure, pending) };
}

/** Where each kind of work erases. */
const PLACES: Readonly<Record<string, string>> = {
  erase_conversation: "aqui",
  erase_site: "wix",
  erase_thread: "openai",
  erase_at_twilio: "twilio",
};

function toReceipt(erasure: Erasure, pending: readonly PendingErasure[]) {
  return {
    id: erasure.id,
    fecha: erasure.askedAt.toISOString(),
    por: erasure.askedBy === null
      ? null
      : { id: erasure.askedBy, nombre: erasure.askedByName },
    twilio: erasure.isAtProvider,
    conversaciones: erasure.conversationIds,
    cuentas: erasure.counts,
    pendiente: pending.map((work) => ({
      donde: PLACES[work.kind]!,
      conversacion: work.conversationId,
      detenido: work.state === "stopped",
      intentos: work.attempts,
      problema: work.problem,
    })),
    terminado: pending.length === 0,
  };
}

function invalid(field: string, rule: string): Refusal {
  return new Refusal("invalid", `Cannot erase: "${field}" ${rule}`, field);
}

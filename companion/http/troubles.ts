import { Hono } from "hono";
import { TASK_KINDS } from "../../shared/task_kind.ts";
import { isUuid } from "../../shared/reply_request.ts";
import { Refusal } from "../../shared/refusal.ts";
import { receiveMessages } from "../inbox/receive_messages.ts";
import { settleWebhook } from "../inbox/settle_webhook.ts";
import type { TwilioParams } from "../providers/twilio/inbound.ts";
import { releaseStopped } from "../inbox/release_stopped.ts";
import { addToAudit } from "../store/audit_trail.ts";
import { readUnsettled } from "../store/journal.ts";
import { readTroubledLanes, type TaskKind } from "../store/lanes.ts";
import { readLines } from "../store/lines.ts";
import { actorOf } from "./actor.ts";
import { onlySupervisor } from "./agents.ts";
import type { HttpContext } from "./context.ts";
import { readJson } from "./read_json.ts";
import { toArrival } from "./twilio_arrival.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

const MOST = 200;
const KINDS: readonly string[] = TASK_KINDS;

/** What is not well, for a supervisor: lanes that are retried or stopped, webhooks for no line, lines that were refused. */
export function troubleRoutes(context: HttpContext) {
  const { sql, bell, now } = context;
  const guard = signedIn(context);
  return new Hono<SignedIn>()
    .get("/atascos", guard, async (c) => {
      onlySupervisor(c.var.agent);
      const [lanes, webhooks, lines] = await Promise.all([
        readTroubledLanes(sql, MOST),
        readUnsettled(sql, MOST),
        readLines(sql),
      ]);
      return c.json({
        success: true,
        carriles: lanes.map((lane) => ({
          tipo: lane.kind,
          conversacion: lane.conversationId,
          detenido: lane.state === "stopped",
          problema: lane.problem,
          desde: lane.problemSince.toISOString(),
          intentos: lane.attempts,
          en_espera: lane.waiting,
        })),
        webhooks: webhooks.map(({ key, kind, state, receivedAt }) => ({
          clave: key,
          tipo: kind,
          motivo: state,
          recibido: receivedAt.toISOString(),
        })),
        lineas: lines.filter(({ state }) => state === "stopped")
          .map(({ number, stoppedBecause }) => ({
            linea: number,
            motivo: stoppedBecause,
          })),
      });
    })
    .post("/atascos/reprocesar", guard, async (c) => {
      onlySupervisor(c.var.agent);
      const count = await replay(context);
      const by = actorOf(c, context);
      await addToAudit(
        sql,
        [{ act: "replayed", by, details: { count } }],
        now(),
      );
      bell.ring("changes", "publish_change", "fetch_media");
      return c.json({ success: true, reprocesados: count });
    })
    .post("/atascos/liberar", guard, async (c) => {
      onlySupervisor(c.var.agent);
      const { tipo, conversacion } = await readJson(c);
      if (typeof tipo !== "string" || !KINDS.includes(tipo)) {
        throw new Refusal(
          "invalid",
          'Cannot release: "tipo" is no kind of work',
          "tipo",
        );
      }
      if (typeof conversacion !== "string" || !isUuid(conversacion)) {
        throw new Refusal(
          "invalid",
          'Cannot release: "conversacion" must be an id',
          "conversacion",
        );
      }
      await releaseStopped(sql, {
        kind: tipo as TaskKind,
        conversationId: conversacion,
        by: actorOf(c, context),
      }, now());
      bell.ring(tipo as TaskKind);
      return c.json({ success: true });
    });
}

/** Takes in the messages that came for a line before it was known. Those that came twice meanwhile change nothing. */
async function replay({ sql, lines, now }: HttpContext): Promise<number> {
  let count = 0;
  for (const entry of await readUnsettled(sql, MOST)) {
    if (entry.kind !== "message" || entry.lineId !== 0) continue;
    const params = entry.params as TwilioParams;
    const {
      AccountSid: accountSid,
      To: to,
      MessagingServiceSid: messagingServiceSid,
    } = params;
    const line = await lines.lineFor({ accountSid, to, messagingServiceSid });
    const arrival = toArrival({ params, line });
    if (!line || !arrival.message) continue;
    await receiveMessages(sql, [arrival], now());
    await settleWebhook(sql, entry);
    count += 1;
  }
  return count;
}

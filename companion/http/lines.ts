import { type Context, Hono } from "hono";
import { Refusal } from "../../shared/refusal.ts";
import { addFurtherLine } from "../inbox/add_line.ts";
import { replaceCredentials } from "../inbox/replace_credentials.ts";
import { type Line, readLine, readLines } from "../store/lines.ts";
import { actorOf } from "./actor.ts";
import { isAgentId, onlySupervisor } from "./agents.ts";
import type { HttpContext } from "./context.ts";
import { freshIv } from "./fresh_iv.ts";
import { parseCredentials, parseLine } from "./line_request.ts";
import { readJson } from "./read_json.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

/** The lines, for a supervisor. A token goes in and never comes out again. */
export function lineRoutes(context: HttpContext) {
  const { sql, bell, lines, credentialKeys, now } = context;
  const guard = signedIn(context);

  function changing(c: Context<SignedIn>) {
    const by = actorOf(c, context);
    return { by, keys: credentialKeys, iv: freshIv(), now: now() };
  }

  /** What other processes know of the lines is old now. */
  function spread(): void {
    lines.forget();
    bell.ring("lines");
  }

  return new Hono<SignedIn>()
    .get("/lineas", guard, async (c) => {
      onlySupervisor(c.var.agent);
      const all = await readLines(sql);
      return c.json({
        success: true,
        lineas: await Promise.all(all.map((line) => toAnswer(context, line))),
      });
    })
    .post("/lineas", guard, async (c) => {
      onlySupervisor(c.var.agent);
      const request = parseLine(await readJson(c));
      if (request.authTokens.length === 0 && !lines.isOfEnvironment(request)) {
        throw new Refusal(
          "invalid",
          'Cannot add: "auth_token" is missing',
          "auth_token",
        );
      }
      const line = await addFurtherLine(sql, request, changing(c));
      spread();
      return c.json({ success: true, linea: await toAnswer(context, line) });
    })
    .put("/lineas/:id/credenciales", guard, async (c) => {
      onlySupervisor(c.var.agent);
      const lineId = Number(c.req.param("id"));
      const known = isAgentId(lineId) ? await readLine(sql, lineId) : null;
      if (!known) {
        throw new Refusal("not_found", "Cannot replace: no such line");
      }
      if (lines.isFirst(known)) {
        throw new Refusal(
          "set_elsewhere",
          "Cannot replace: the credentials come from the environment",
        );
      }
      const request = { lineId, ...parseCredentials(await readJson(c)) };
      const line = await replaceCredentials(sql, request, changing(c));
      spread();
      return c.json({ success: true, linea: await toAnswer(context, line) });
    });
}

async function toAnswer({ lines, publicUrl }: HttpContext, line: Line) {
  const configured = await lines.accountOf(line) !== null;
  const isStored = line.credentials !== null && !lines.isFirst(line);
  return {
    id: line.id,
    numero: line.number,
    nombre: line.name,
    account_sid: line.accountSid,
    messaging_service_sid: line.messagingServiceSid,
    configured,
    credenciales: isStored
      ? configured ? "guardadas" : "ilegibles"
      : configured
      ? "entorno"
      : "faltan",
    estado: line.state === "active" ? "activa" : "detenida",
    motivo: line.stoppedBecause,
    webhooks: {
      mensajes: `${publicUrl()}/webhook/twilio`,
      estados: `${publicUrl()}/webhook/twilio/status`,
    },
  };
}

import { Hono } from "hono";
import { Refusal } from "../../shared/refusal.ts";
import {
  changeQuickReply,
  createQuickReply,
  dropQuickReply,
} from "../inbox/keep_quick_replies.ts";
import { type QuickReply, readQuickReplies } from "../store/quick_replies.ts";
import type { HttpContext } from "./context.ts";
import { idInPath } from "./id_in_path.ts";
import { readJson } from "./read_json.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

const MAX_BODY_LENGTH = 4000;

/** What is written often: everybody's own, and the team's, which supervisors keep. */
export function quickReplyRoutes(context: HttpContext) {
  const { sql } = context;
  const guard = signedIn(context);
  return new Hono<SignedIn>()
    .get("/respuestas", guard, async (c) => {
      const replies = await readQuickReplies(sql, c.var.agent);
      return c.json({ success: true, respuestas: replies.map(toAnswer) });
    })
    .post("/respuestas", guard, async (c) => {
      const { atajo, texto, de_equipo } = await readJson(c);
      const reply = await createQuickReply(sql, c.var.agent, {
        shortcut: parseShortcut(atajo),
        body: parseBody(texto),
        isOfTeam: de_equipo === undefined ? false : parseWhose(de_equipo),
      });
      return c.json({ success: true, respuesta: toAnswer(reply) });
    })
    .patch("/respuestas/:id", guard, async (c) => {
      const { atajo, texto, de_equipo } = await readJson(c);
      const reply = await changeQuickReply(sql, c.var.agent, {
        id: idInPath(c),
        ...(atajo === undefined ? {} : { shortcut: parseShortcut(atajo) }),
        ...(texto === undefined ? {} : { body: parseBody(texto) }),
        ...(de_equipo === undefined ? {} : { isOfTeam: parseWhose(de_equipo) }),
      });
      return c.json({ success: true, respuesta: toAnswer(reply) });
    })
    .delete("/respuestas/:id", guard, async (c) => {
      await dropQuickReply(sql, c.var.agent, idInPath(c));
      return c.json({ success: true });
    });
}

function parseShortcut(shortcut: unknown): string {
  if (typeof shortcut === "string" && /^[a-z0-9-]{1,30}$/.test(shortcut)) {
    return shortcut;
  }
  throw invalid("atajo", "must be 1 to 30 of a-z, 0-9 and -");
}

function parseBody(body: unknown): string {
  if (
    typeof body === "string" && body.trim() !== "" &&
    body.length <= MAX_BODY_LENGTH
  ) return body;
  throw invalid("texto", `must be 1 to ${MAX_BODY_LENGTH} characters`);
}

function parseWhose(isOfTeam: unknown): boolean {
  if (typeof isOfTeam === "boolean") return isOfTeam;
  throw invalid("de_equipo", "must be true or false");
}

function invalid(field: string, why: string): Refusal {
  return new Refusal("invalid", `Cannot keep: "${field}" ${why}`, field);
}

function toAnswer({ id, shortcut, body, agentId }: QuickReply) {
  return { id, atajo: shortcut, texto: body, de_equipo: agentId === null };
}

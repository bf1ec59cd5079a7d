import { Hono } from "hono";
import { Refusal } from "../../shared/refusal.ts";
import { beginConversation } from "../inbox/begin_conversation.ts";
import { type Line, readLine, readLines } from "../store/lines.ts";
import { addressOf } from "./actor.ts";
import { isAgentId } from "./agents.ts";
import type { HttpContext } from "./context.ts";
import { keyOf } from "./inbox_answers.ts";
import { readJson } from "./read_json.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

const MAX_NAME_LENGTH = 120;

/** Beginning a conversation with a number that has not written. */
export function beginningRoutes(context: HttpContext) {
  const { sql, bell, now } = context;
  return new Hono<SignedIn>()
    .post("/conversaciones", signedIn(context), async (c) => {
      const { numero, linea, nombre } = await readJson(c);
      const line = await lineOf(context, linea);
      const { conversation, isNew } = await beginConversation(sql, {
        line,
        number: parseNumber(numero),
        name: parseName(nombre),
        by: c.var.agent,
        address: addressOf(c, context),
        newId: crypto.randomUUID(),
      }, now());
      if (isNew) bell.ring("changes");
      return c.json({
        success: true,
        id: conversation.id,
        key: keyOf(conversation),
        existente: !isNew,
      });
    });
}

/** By its id, or by its number as the list shows it, which agents know: the first one where none is given. */
async function lineOf({ sql }: HttpContext, id: unknown): Promise<Line> {
  if (isAgentId(id)) {
    const known = await readLine(sql, id);
    if (known) return known;
  }
  const all = await readLines(sql);
  const isMeant = ({ number }: Line) => number === `whatsapp:${id}`;
  const known = id === undefined || id === null ? all[0] : all.find(isMeant);
  if (known) return known;
  throw invalid("linea", "must be a line of ours");
}

function parseNumber(number: unknown): string {
  if (typeof number === "string") return number;
  throw invalid("numero", "must be a telephone number");
}

function parseName(name: unknown): string | null {
  if (name === undefined || name === null) return null;
  if (typeof name === "string" && name.length <= MAX_NAME_LENGTH) {
    return name.trim() || null;
  }
  throw invalid("nombre", `must be at most ${MAX_NAME_LENGTH} characters`);
}

function invalid(field: string, why: string): Refusal {
  return new Refusal("invalid", `Cannot begin: "${field}" ${why}`, field);
}

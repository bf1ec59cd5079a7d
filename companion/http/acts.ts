import { type Context, Hono } from "hono";
import { changeContact } from "../inbox/change_contact.ts";
import { closeConversation } from "../inbox/close_conversation.ts";
import type { ActRequest } from "../inbox/hold_conversation.ts";
import { pinConversation } from "../inbox/pin_conversation.ts";
import { reopenConversation } from "../inbox/reopen_conversation.ts";
import { setLabels } from "../inbox/set_labels.ts";
import { snoozeConversation } from "../inbox/snooze_conversation.ts";
import type { HttpContext } from "./context.ts";
import {
  idList,
  invalid,
  requiredBoolean,
  requiredText,
} from "./field_parsers.ts";
import { readJson } from "./read_json.ts";
import { type SignedIn, signedIn } from "./signed_in.ts";

const MOST_LABELS = 10;
const LONGEST_NAME = 120;
const LONGEST_OBSERVATIONS = 4000;

/** What is done to a conversation as a whole, and put on it. */
export function actRoutes(context: HttpContext) {
  const { sql, bell, now } = context;
  const guard = signedIn(context);
  const done = (c: Context) => {
    bell.ring("changes", "publish_change");
    return c.json({ success: true });
  };
  return new Hono<SignedIn>()
    .patch("/conversacion/:key", guard, async (c) => {
      const changes = parseContact(await readJson(c));
      await changeContact(sql, { ...actOf(c), ...changes }, now());
      return done(c);
    })
    .post("/conversacion/:key/cerrar", guard, async (c) => {
      await closeConversation(sql, actOf(c), now());
      return done(c);
    })
    .post("/conversacion/:key/reabrir", guard, async (c) => {
      await reopenConversation(sql, actOf(c), now());
      return done(c);
    })
    .post("/conversacion/:key/posponer", guard, async (c) => {
      const { hasta } = await readJson(c);
      const until = parseMoment(hasta);
      await snoozeConversation(sql, { ...actOf(c), until }, now());
      return done(c);
    })
    .post("/conversacion/:key/fijar", guard, async (c) => {
      const { fijada } = await readJson(c);
      const isPinned = requiredBoolean("fijada", fijada);
      await pinConversation(sql, { ...actOf(c), isPinned }, now());
      return done(c);
    })
    .post("/conversacion/:key/etiquetas", guard, async (c) => {
      const { etiquetas } = await readJson(c);
      const labelIds = idList("etiquetas", etiquetas, MOST_LABELS);
      await setLabels(sql, { ...actOf(c), labelIds }, now());
      return done(c);
    });
}

/** Who acts on which conversation. */
export function actOf(c: Context<SignedIn>): ActRequest {
  return { key: c.req.param("key") ?? "", by: c.var.agent };
}

function parseContact(
  { nombre, observaciones }: Record<string, unknown>,
): { name: string | null; observations: string | null } {
  if (nombre === undefined && observaciones === undefined) {
    throw invalid("nombre", "or observaciones must be given");
  }
  if (
    observaciones !== undefined &&
    (typeof observaciones !== "string" ||
      observaciones.length > LONGEST_OBSERVATIONS)
  ) {
    throw invalid(
      "observaciones",
      `must be at most ${LONGEST_OBSERVATIONS} characters`,
    );
  }
  return {
    name: nombre === undefined
      ? null
      : requiredText("nombre", nombre, LONGEST_NAME),
    observations: observaciones ?? null,
  };
}

/** An ISO 8601 time with its zone, or `null`. */
function parseMoment(value: unknown): Date | null {
  if (value === null) return null;
  const isTime = typeof value === "string" &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/
      .test(value) &&
    !Number.isNaN(Date.parse(value));
  if (isTime) return new Date(value);
  throw invalid("hasta", "must be a time with its zone, or null");
}

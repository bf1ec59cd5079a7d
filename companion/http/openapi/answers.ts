import { type RouteConfig, z } from "@hono/zod-openapi";
import type { RefusalAnswer } from "../../../shared/conversation.ts";
import type { RefusalCode } from "../../../shared/refusal.ts";
import { answerFor } from "../errors.ts";
import { shapeOf } from "./shape_of.ts";

type Responses = RouteConfig["responses"];

/** A time, ISO 8601 in UTC. */
export const time = z.iso.datetime();

export const uuid = z.uuid();

/** How a path names a conversation. */
export const key = z.string().openapi({
  param: { name: "key", in: "path" },
  description:
    "El número del cliente sin `+` (primera línea) o el id de la conversación.",
  example: "573001112233",
});

/** Nothing to say but that it is done. */
export const done = z.object({ success: z.literal(true) }).openapi("Done");

/** Any refusal. */
export const refusal = shapeOf<RefusalAnswer>()(
  z.object({
    success: z.literal(false),
    error: z.string().openapi({ description: "Una frase en español." }),
    code: z.string(),
    field: z.string().optional(),
  }).openapi("Refusal"),
);

/** What asks for the token of a signed-in member. */
export const signedIn: RouteConfig["security"] = [{ member: [] }];

/** An answer of 200, as JSON. */
export function json(schema: z.ZodType, description: string): Responses {
  return {
    200: { description, content: { "application/json": { schema } } },
  };
}

/** The refusals of these codes, by their statuses. */
export function refused(...codes: RefusalCode[]): Responses {
  const byStatus = Map.groupBy(codes, (code) => answerFor(code).status);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [status, {
      description: same.map((code) => `\`${code}\``).join(", "),
      content: { "application/json": { schema: refusal } },
    }]),
  );
}

/** The refusals that every signed-in request may meet, and these. */
export function refusedToAgents(...codes: RefusalCode[]): Responses {
  return refused(
    "not_signed_in",
    "not_an_agent",
    ...codes,
    "too_many",
    "unavailable",
  );
}

/** A JSON body. */
export function body(schema: z.ZodType): RouteConfig["request"] {
  return {
    body: { required: true, content: { "application/json": { schema } } },
  };
}

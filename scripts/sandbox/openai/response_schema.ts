import type OpenAI from "openai";
import { z } from "zod";
import { METADATA } from "./metadata.ts";

/** Every parameter of `responses.create`; the type fails to check when the client learns a new one. */
type Parameters = Record<
  keyof OpenAI.Responses.ResponseCreateParams,
  z.ZodType
>;

const flag = z.boolean().nullish();
const text = z.string().nullish();
const loose = z.looseObject({}).nullish();

const format = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text") }),
  z.strictObject({ type: z.literal("json_object") }),
  z.strictObject({
    type: z.literal("json_schema"),
    name: z.string().max(64).regex(
      /^[a-zA-Z0-9_-]+$/,
      "string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.",
    ),
    schema: z.looseObject({}),
    description: z.string().optional(),
    strict: flag,
  }),
]);

const tool = z.looseObject({ type: z.string() }).and(
  z.union([
    z.looseObject({
      type: z.literal("function"),
      name: z.string().max(64),
      parameters: loose,
    }),
    z.looseObject({
      type: z.string().refine((type) => type !== "function", ""),
    }),
  ]),
);

/** What may be asked of a response, and the bounds of it. Source: openai/resources/responses/responses.d.ts */
export const CREATE_RESPONSE = z.strictObject(
  {
    model: z.string(),
    input: z.union([z.string().max(10_485_760), z.array(z.looseObject({}))])
      .optional(),
    instructions: text,
    conversation: z.union([z.string(), z.looseObject({ id: z.string() })])
      .nullish(),
    previous_response_id: text,
    max_output_tokens: z.int().min(16).nullish(),
    temperature: z.number().min(0).max(2).nullish(),
    top_p: z.number().min(0).max(1).nullish(),
    top_logprobs: z.int().min(0).max(20).nullish(),
    metadata: METADATA,
    store: flag,
    stream: flag,
    stream_options: z.strictObject({
      include_obfuscation: z.boolean().optional(),
    }).nullish(),
    background: flag,
    tools: z.array(tool).max(128).optional(),
    tool_choice: z.union([
      z.enum(["none", "auto", "required"]),
      z.looseObject({ type: z.string() }),
    ]).optional(),
    parallel_tool_calls: flag,
    max_tool_calls: z.int().nullish(),
    text: z.strictObject({
      format: format.optional(),
      verbosity: z.enum(["low", "medium", "high"]).nullish(),
    }).optional(),
    reasoning: z.looseObject({
      effort: z.enum([
        "none",
        "minimal",
        "low",
        "medium",
        "high",
        "xhigh",
        "max",
      ]).nullish(),
    }).nullish(),
    truncation: z.enum(["auto", "disabled"]).nullish(),
    include: z.array(z.string()).nullish(),
    service_tier: z.enum([
      "auto",
      "default",
      "flex",
      "scale",
      "priority",
      "fast",
      "ultrafast",
    ]).nullish(),
    safety_identifier: z.string().max(128).nullish(),
    prompt_cache_key: text,
    prompt_cache_retention: z.enum(["in_memory", "24h"]).nullish(),
    prompt_cache_options: loose,
    user: z.string().optional(),
    prompt: loose,
    access_programs: loose,
    context_management: z.array(z.looseObject({})).nullish(),
    image: loose,
    moderation: loose,
  } satisfies Parameters,
);

/** A body that passed `CREATE_RESPONSE`. */
export type CreateResponse = OpenAI.Responses.ResponseCreateParams & {
  model: string;
};

import { Hono } from "hono";
import { z } from "zod";
import {
  type EmbeddingInput,
  requireDimensions,
  requireSizes,
} from "./embedding_bounds.ts";
import { requireModel, VECTOR_SIZES } from "./models.ts";
import { checkBody } from "./parameters.ts";
import { spend } from "./rate_limit.ts";
import { readJson } from "./read_json.ts";
import type { Sandbox } from "./state.ts";
import { countTokens, sum } from "./tokens.ts";
import { shorten, vectorFor } from "./vectors.ts";

const CREATE = z.strictObject({
  model: z.string(),
  input: z.union([
    z.string(),
    z.array(z.string()),
    z.array(z.int()),
    z.array(z.array(z.int())),
  ]),
  dimensions: z.int().min(1).optional(),
  encoding_format: z.enum(["float", "base64"]).optional(),
  user: z.string().optional(),
});

type Create = z.infer<typeof CREATE>;

/** Embeddings. Source: openai/resources/embeddings.d.ts */
export function embeddingsApi(sandbox: Sandbox): Hono {
  return new Hono().post("/", async (c) => {
    const body = await readJson(c);
    checkBody(sandbox, CREATE, body);
    const request = body as Create;
    requireModel(sandbox, request.model, "embeddings");
    const inputs = readInputs(request.input);
    const counts = inputs.map(countInput);
    requireSizes(sandbox, inputs, counts);
    const size = VECTOR_SIZES[request.model as keyof typeof VECTOR_SIZES];
    requireDimensions(sandbox, request, size);
    const tokens = sum(counts);
    const headers = spend(sandbox, {
      model: request.model,
      tokens,
      now: Date.now(),
    });
    const data = inputs.map((input, index) => ({
      object: "embedding" as const,
      index,
      embedding: encode(sandbox, request, vectorOf(sandbox, request, input)),
    }));
    return c.json(
      {
        object: "list",
        data,
        model: request.model,
        usage: { prompt_tokens: tokens, total_tokens: tokens },
      },
      200,
      headers,
    );
  });
}

function readInputs(input: Create["input"]): EmbeddingInput[] {
  if (!Array.isArray(input)) return [input];
  return typeof input[0] === "number"
    ? [input as number[]]
    : input as EmbeddingInput[];
}

function countInput(input: EmbeddingInput): number {
  return typeof input === "string" ? countTokens(input) : input.length;
}

function vectorOf(
  { holds }: Sandbox,
  { model, dimensions }: Create,
  input: EmbeddingInput,
): Float32Array {
  const size = VECTOR_SIZES[model as keyof typeof VECTOR_SIZES] ?? 1536;
  const text = typeof input === "string" ? input : input.join(" ");
  const vector = vectorFor(text, size);
  return dimensions && holds("embedding_dimensions")
    ? shorten(vector, dimensions)
    : vector;
}

/** Little-endian floats of 32 bits, as the client reads them. */
function encode(
  { holds }: Sandbox,
  { encoding_format }: Create,
  vector: Float32Array,
): string | number[] {
  if (encoding_format !== "base64" || !holds("embedding_base64")) {
    return [...vector];
  }
  const view = new DataView(new ArrayBuffer(vector.length * 4));
  vector.forEach((value, at) => view.setFloat32(at * 4, value, true));
  return new Uint8Array(view.buffer).toBase64();
}

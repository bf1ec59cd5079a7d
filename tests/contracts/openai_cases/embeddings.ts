import { assert, assertEquals } from "@std/assert";
import { assertRefused, callRaw, type Case } from "./case.ts";

const MODEL = "text-embedding-3-small";

function likeness(a: readonly number[], b: readonly number[]): number {
  return a.reduce((total, value, at) => total + value * b[at]!, 0);
}

/** Vectors. */
export const EMBEDDINGS: readonly Case[] = [
  {
    name: "texts become vectors of length 1, nearer the more they share",
    holds: [],
    async run({ client }) {
      const input = [
        "¿A qué hora abren los sábados?",
        "Quiero saber a qué hora abren",
        "Necesito un taxi azul",
      ];
      const { data, usage, model } = await client.embeddings.create({
        model: MODEL,
        input,
      });
      const [first, near, far] = data.map(({ embedding }) => embedding);

      assertEquals(data.map(({ index }) => index), [0, 1, 2]);
      assertEquals(first!.length, 1536);
      assert(Math.abs(likeness(first!, first!) - 1) < 1e-3);
      assert(likeness(first!, near!) > likeness(first!, far!) + 0.1);
      assertEquals(model, MODEL);
      assertEquals(usage.total_tokens, usage.prompt_tokens);
    },
  },
  {
    name: "floats and base64 are the same vector",
    holds: ["embedding_base64"],
    async run({ client, sandbox }) {
      const body = { model: MODEL, input: "Hola", dimensions: 8 };
      const floats = await client.embeddings.create({
        ...body,
        encoding_format: "float",
      });
      const packed = await callRaw(sandbox, "/v1/embeddings", {
        body: { ...body, encoding_format: "base64" },
      });
      const { data } = await packed.json();
      const bytes = Uint8Array.fromBase64(data[0].embedding);

      assertEquals(
        [...new Float32Array(bytes.buffer)],
        floats.data[0]!.embedding,
      );
    },
  },
  {
    name: "dimensions shorten the vectors of version 3 alone",
    holds: ["embedding_dimensions"],
    async run({ client }) {
      const { data } = await client.embeddings.create({
        model: "text-embedding-3-large",
        input: "Hola",
        dimensions: 256,
      });
      const [{ embedding }] = data as [typeof data[0]];

      assertEquals(embedding.length, 256);
      assert(Math.abs(likeness(embedding, embedding) - 1) < 1e-3);
      await assertRefused(
        () =>
          client.embeddings.create({
            model: "text-embedding-ada-002",
            input: "Hola",
            dimensions: 256,
          }),
        { status: 400 },
      );
    },
  },
  {
    name: "nothing, and more than a model takes, is not embedded",
    holds: ["embedding_input"],
    async run({ client }) {
      await assertRefused(
        () => client.embeddings.create({ model: MODEL, input: "" }),
        { status: 400, param: "input" },
      );
      await assertRefused(
        () =>
          client.embeddings.create({ model: MODEL, input: "a ".repeat(8193) }),
        { status: 400, says: "maximum context length is 8192 tokens" },
      );
    },
  },
  {
    name: "a model that does not embed is 404",
    holds: ["model"],
    async run({ client }) {
      await assertRefused(
        () => client.embeddings.create({ model: "gpt-4o", input: "a" }),
        { status: 404, code: "model_not_found" },
      );
    },
  },
];

import { assert, assertEquals } from "@std/assert";
import { assertRefused, callRaw, type Case, clientOf, MODEL } from "./case.ts";

/** What a request is turned down for before anything is thought about. */
export const REFUSALS: readonly Case[] = [
  {
    name: "a wrong key is 401, and never shown whole",
    holds: ["key"],
    async run({ sandbox }) {
      const stranger = clientOf(sandbox, { apiKey: "sk-wrong-0123456789" });

      const error = await assertRefused(() => stranger.models.list(), {
        status: 401,
        code: "invalid_api_key",
        type: "invalid_request_error",
      });
      assert(!error.message.includes("sk-wrong-0123456789"));
    },
  },
  {
    name: "no key is 401, whoever else may come in",
    holds: ["key"],
    async run({ sandbox }) {
      sandbox.variants.keys = "any";

      const nobody = await callRaw(sandbox, "/v1/responses", { key: null });
      assertEquals(nobody.status, 401);
      assertEquals((await nobody.json()).error.code, null);
      const anybody = clientOf(sandbox, { apiKey: "anything" });
      assert((await anybody.models.list()).data.length > 0);
    },
  },
  {
    name: "an address that is none is 404 in the envelope",
    holds: ["unknown_url"],
    async run({ client }) {
      await assertRefused(() => client.get("/nothing"), {
        status: 404,
        type: "invalid_request_error",
        says: "Invalid URL (GET /v1/nothing)",
      });
    },
  },
  {
    name: "the Assistants interface is gone, as 404 or 410",
    holds: ["retired"],
    async run({ client, sandbox }) {
      await assertRefused(() => client.get("/assistants"), { status: 404 });
      await assertRefused(() => client.post("/threads"), { status: 404 });
      sandbox.variants.retiredStatus = 410;
      await assertRefused(() => client.post("/threads/t/runs"), {
        status: 410,
      });
    },
  },
  {
    name: "a missing parameter is named",
    holds: ["required"],
    async run({ client }) {
      await assertRefused(() => client.responses.create({ input: "Hola" }), {
        status: 400,
        param: "model",
        code: "missing_required_parameter",
      });
    },
  },
  {
    name: "a missing field deep inside is named by its path",
    holds: ["required"],
    async run({ client }) {
      const input = [{ role: "user", content: [{ type: "input_text" }] }];

      await assertRefused(
        () => client.responses.create({ model: MODEL, input: input as never }),
        { status: 400, param: "input[0].content[0].text" },
      );
    },
  },
  {
    name: "nothing to answer is refused",
    holds: ["required"],
    async run({ client }) {
      await assertRefused(() => client.responses.create({ model: MODEL }), {
        status: 400,
        code: "missing_required_parameter",
      });
    },
  },
  {
    name: "a parameter that does not exist is named",
    holds: ["unknown_parameter"],
    async run({ client }) {
      const body = { model: MODEL, input: "Hola", max_tokens: 50 };

      await assertRefused(() => client.responses.create(body), {
        status: 400,
        param: "max_tokens",
        code: "unknown_parameter",
        says: "Unknown parameter: 'max_tokens'.",
      });
    },
  },
  {
    name: "a parameter of another type is named",
    holds: ["types"],
    async run({ client }) {
      const temperature = "alta" as unknown as number;

      await assertRefused(
        () =>
          client.responses.create({ model: MODEL, input: "a", temperature }),
        {
          status: 400,
          param: "temperature",
          code: "invalid_type",
          says: "expected a decimal, but got a string instead",
        },
      );
    },
  },
  {
    name: "a part that such a message cannot have is named by its path",
    holds: ["values"],
    async run({ client }) {
      const input = [{ role: "user", content: [{ type: "text", text: "a" }] }];

      await assertRefused(
        () => client.responses.create({ model: MODEL, input: input as never }),
        {
          status: 400,
          param: "input[0].content[0].type",
          code: "invalid_value",
          says: "'input_text'",
        },
      );
    },
  },
  {
    name: "a number beyond its bounds is refused",
    holds: ["ranges"],
    async run({ client }) {
      await assertRefused(
        () => client.responses.create({ model: MODEL, input: "a", top_p: 2 }),
        { status: 400, param: "top_p", code: "integer_above_max_value" },
      );
    },
  },
  {
    name: "an identifier of another kind is refused",
    holds: ["id_prefix"],
    async run({ client }) {
      await assertRefused(() => client.responses.retrieve("conv_1"), {
        status: 400,
        param: "response_id",
        code: "invalid_value",
      });
    },
  },
  {
    name: "a model that does not exist is refused",
    holds: ["model"],
    async run({ client }) {
      await assertRefused(
        () => client.responses.create({ model: "gpt-ninguno", input: "a" }),
        { status: 400, param: "model", code: "model_not_found" },
      );
    },
  },
  {
    name: "a body that is no JSON is refused",
    holds: [],
    async run({ sandbox }) {
      const answer = await callRaw(sandbox, "/v1/responses", { body: "{no" });

      assertEquals(answer.status, 400);
      assertEquals((await answer.json()).error.type, "invalid_request_error");
    },
  },
  {
    name: "the models can be listed, and each fetched",
    holds: [],
    async run({ client }) {
      const { data } = await client.models.list();
      const model = await client.models.retrieve(MODEL);

      assert(data.some(({ id }) => id === "text-embedding-3-small"));
      assertEquals(model.object, "model");
      await assertRefused(() => client.models.retrieve("nada"), {
        status: 404,
        code: "model_not_found",
      });
    },
  },
  {
    name: "every answer names its request",
    holds: ["request_id"],
    async run({ client }) {
      const response = await client.responses.create({
        model: MODEL,
        input: "Hola",
      });

      assert(/^req_[0-9a-f]+$/.test(response._request_id ?? ""));
    },
  },
];

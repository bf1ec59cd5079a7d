import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type OpenAI from "openai";
import { assertRefused, type Case, MODEL, THINKER } from "./case.ts";

const TOOL: OpenAI.Responses.FunctionTool = {
  type: "function",
  name: "buscar_turno",
  description: "Busca un turno libre",
  strict: true,
  parameters: {
    type: "object",
    properties: {
      especialidad: { type: "string", enum: ["pediatría", "odontología"] },
      dia: { type: "string", format: "date" },
    },
    required: ["especialidad", "dia"],
    additionalProperties: false,
  },
};

const TRIAGE = {
  type: "object",
  properties: {
    respuesta: { type: "string" },
    pasar_a_persona: { type: "boolean" },
    edad: { type: ["integer", "null"] },
    area: { type: "string", enum: ["citas", "pagos"] },
  },
  required: ["respuesta", "pasar_a_persona", "edad", "area"],
  additionalProperties: false,
};

function inForm(schema: Record<string, unknown>, strict = true) {
  const name = "triage";
  return { format: { type: "json_schema" as const, name, schema, strict } };
}

/** What the model says, and in which form. */
export const ANSWERS: readonly Case[] = [
  {
    name: "a question of the clinic is answered, the same each time",
    holds: ["snapshot"],
    async run({ client }) {
      const ask = () =>
        client.responses.create({ model: MODEL, input: "¿A qué hora abren?" });

      const first = await ask();
      const second = await ask();

      assertStringIncludes(first.output_text, "lunes a viernes de 7:00");
      assertEquals(first.output_text, second.output_text);
      assertEquals(first.status, "completed");
      assertEquals(first.model, "gpt-4.1-mini-2025-04-14");
      assertEquals(first.error, null);
      assertEquals(first.tools, []);
      assert(/^resp_/.test(first.id) && first.id !== second.id);
    },
  },
  {
    name: "what it does not know it says so",
    holds: [],
    async run({ client }) {
      const input = "¿Venden bicicletas?";
      const { output_text } = await client.responses.create({
        model: MODEL,
        input,
      });

      assertStringIncludes(output_text, "No tengo ese dato");
    },
  },
  {
    name: "instructions teach it, and count",
    holds: [],
    async run({ client }) {
      const input = "¿Cuándo hay vacunación?";
      const taught = await client.responses.create({
        model: MODEL,
        input,
        instructions: "Eres amable.\n- Vacunación: los martes a las 9.",
      });
      const plain = await client.responses.create({ model: MODEL, input });

      assertEquals(taught.output_text, "los martes a las 9.");
      assert(taught.usage!.input_tokens > plain.usage!.input_tokens);
    },
  },
  {
    name: "the tokens add up, and can be counted before",
    holds: [],
    async run({ client }) {
      const input = "Hola, ¿cuánto cuesta la consulta?";
      const { usage } = await client.responses.create({ model: MODEL, input });
      const counted = await client.responses.inputTokens.count({
        model: MODEL,
        input,
      });

      assertEquals(
        usage!.total_tokens,
        usage!.input_tokens + usage!.output_tokens,
      );
      assertEquals(counted.input_tokens, usage!.input_tokens);
      assertEquals(usage!.output_tokens_details.reasoning_tokens, 0);
    },
  },
  {
    name: "too few tokens end it as incomplete",
    holds: ["max_tokens"],
    async run({ client }) {
      const response = await client.responses.create({
        model: MODEL,
        input: "¿Qué precio tiene la consulta?",
        max_output_tokens: 16,
      });

      assertEquals(response.status, "incomplete");
      assertEquals(response.incomplete_details, {
        reason: "max_output_tokens",
      });
      assertEquals(response.usage!.output_tokens, 16);
      assertEquals(response.output[0]!.type, "message");
      assertStringIncludes(response.output_text, "La consulta");
    },
  },
  {
    name: "fewer than 16 tokens cannot be asked for",
    holds: ["least_tokens"],
    async run({ client }) {
      await assertRefused(
        () =>
          client.responses.create({
            model: MODEL,
            input: "a",
            max_output_tokens: 10,
          }),
        {
          status: 400,
          param: "max_output_tokens",
          code: "integer_below_min_value",
        },
      );
    },
  },
  {
    name:
      "a reasoning model thinks first, and may have no tokens left to speak",
    holds: ["reasoning_item"],
    async run({ client }) {
      const input = "¿Dónde queda la clínica?";
      const whole = await client.responses.create({ model: THINKER, input });
      const cut = await client.responses.create({
        model: THINKER,
        input,
        max_output_tokens: 100,
      });

      assertEquals(whole.output.map(({ type }) => type), [
        "reasoning",
        "message",
      ]);
      assertEquals(whole.usage!.output_tokens_details.reasoning_tokens, 128);
      assertStringIncludes(whole.output_text, "carrera 43A");
      assertEquals(cut.status, "incomplete");
      assertEquals(cut.output_text, "");
    },
  },
  {
    name: "a reasoning model takes no temperature",
    holds: ["reasoning_temperature"],
    async run({ client }) {
      await assertRefused(
        () =>
          client.responses.create({
            model: THINKER,
            input: "a",
            temperature: 0.2,
          }),
        { status: 400, param: "temperature", code: null },
      );
    },
  },
  {
    name: "what it will not talk about is a refusal, no text",
    holds: ["refusal"],
    async run({ client }) {
      const response = await client.responses.create({
        model: MODEL,
        input: "¿Qué dosis de ibuprofeno tomo?",
        text: inForm(TRIAGE),
      });
      const [item] = response.output;

      assert(item?.type === "message");
      assertEquals(item.content[0]?.type, "refusal");
      assertEquals(response.output_text, "");
      assertEquals(response.status, "completed");
    },
  },
  {
    name: "a JSON schema is obeyed",
    holds: ["structured"],
    async run({ client }) {
      const response = await client.responses.parse({
        model: MODEL,
        input: "Tengo 34 años y pregunto por pagos con tarjeta",
        text: inForm(TRIAGE),
      });

      assertEquals(JSON.parse(response.output_text), {
        respuesta:
          "Puedes pagar en efectivo, con tarjeta, por transferencia o con Nequi.",
        pasar_a_persona: true,
        edad: 34,
        area: "pagos",
      });
    },
  },
  {
    name: "an open object is no strict schema",
    holds: ["strict_schema"],
    async run({ client }) {
      const { additionalProperties: _, ...open } = TRIAGE;

      await assertRefused(
        () =>
          client.responses.create({
            model: MODEL,
            input: "a",
            text: inForm(open),
          }),
        {
          status: 400,
          param: "text.format.schema",
          code: "invalid_json_schema",
        },
      );
    },
  },
  {
    name: "JSON mode wants to be asked for JSON",
    holds: ["json_word"],
    async run({ client }) {
      const text = { format: { type: "json_object" as const } };
      const asked = await client.responses.create({
        model: MODEL,
        input: "El horario, en JSON",
        text,
      });

      assert("respuesta" in JSON.parse(asked.output_text));
      await assertRefused(
        () => client.responses.create({ model: MODEL, input: "Hola", text }),
        { status: 400, param: "input" },
      );
    },
  },
  {
    name: "a function is called, and its output answered",
    holds: [],
    async run({ client }) {
      const asked = await client.responses.create({
        model: MODEL,
        input: "¿Hay turno de odontología el 2026-03-05?",
        tools: [TOOL],
      });
      const [call] = asked.output;
      assert(call?.type === "function_call");
      const told = await client.responses.create({
        model: MODEL,
        previous_response_id: asked.id,
        tools: [TOOL],
        input: [{
          type: "function_call_output",
          call_id: call.call_id,
          output: "a las 9:30",
        }],
      });

      assertEquals(call.name, "buscar_turno");
      assertEquals(JSON.parse(call.arguments), {
        especialidad: "odontología",
        dia: "2026-03-05",
      });
      assertEquals(told.output_text, "Listo: a las 9:30");
    },
  },
  {
    name:
      "a required function is called, whatever was said, and a forbidden one never",
    holds: ["required_tool"],
    async run({ client }) {
      const forced = await client.responses.create({
        model: MODEL,
        input: "Hola",
        tools: [TOOL],
        tool_choice: { type: "function", name: "buscar_turno" },
      });
      const forbidden = await client.responses.create({
        model: MODEL,
        input: "¿Hay turno?",
        tools: [TOOL],
        tool_choice: "none",
      });

      assertEquals(forced.output[0]?.type, "function_call");
      assertEquals(forbidden.output[0]?.type, "message");
    },
  },
  {
    name: "a strict function closes its objects too",
    holds: ["strict_schema"],
    async run({ client }) {
      const open = { ...TOOL, parameters: { type: "object", properties: {} } };

      await assertRefused(
        () =>
          client.responses.create({ model: MODEL, input: "a", tools: [open] }),
        {
          status: 400,
          param: "tools[0].parameters",
          code: "invalid_function_parameters",
        },
      );
    },
  },
  {
    name: "too long an input is refused",
    holds: ["context_window"],
    async run({ client, sandbox }) {
      sandbox.variants.contextWindow = 50;

      await assertRefused(
        () =>
          client.responses.create({ model: MODEL, input: "hola ".repeat(50) }),
        { status: 400, param: "input", code: "context_length_exceeded" },
      );
    },
  },
];

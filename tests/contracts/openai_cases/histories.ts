import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { assertRefused, type Case, MODEL } from "./case.ts";

const GHOST = "resp_00000000000000000000000000000000";
const NOWHERE = "conv_00000000000000000000000000000000";

/** What a response remembers, and what is remembered of it. */
export const HISTORIES: readonly Case[] = [
  {
    name: "a previous response is remembered with all that led to it",
    holds: ["previous_context"],
    async run({ client }) {
      const first = await client.responses.create({
        model: MODEL,
        input: "Me llamo Ana",
      });
      const second = await client.responses.create({
        model: MODEL,
        input: "Gracias",
        previous_response_id: first.id,
      });
      const third = await client.responses.create({
        model: MODEL,
        input: "¿Cómo me llamo?",
        previous_response_id: second.id,
      });

      assertEquals(third.output_text, "Te llamas Ana.");
      assertEquals(third.previous_response_id, second.id);
      const items = await client.responses.inputItems.list(third.id, {
        order: "asc",
      });
      assertEquals(items.data.length, 5);
    },
  },
  {
    name: "a context is repeated by sending it again",
    holds: [],
    async run({ client }) {
      const { output_text } = await client.responses.create({
        model: MODEL,
        input: [
          { role: "user", content: "Mi nombre es Luis" },
          { role: "assistant", content: "Mucho gusto, Luis." },
          { role: "user", content: "¿Cuál es mi nombre?" },
        ],
      });

      assertEquals(output_text, "Te llamas Luis.");
    },
  },
  {
    name: "instructions are not carried over",
    holds: ["instructions_stay"],
    async run({ client }) {
      const first = await client.responses.create({
        model: MODEL,
        input: "Hola",
        instructions: "Vacunación: los martes.",
      });
      const second = await client.responses.create({
        model: MODEL,
        input: "¿Vacunación?",
        previous_response_id: first.id,
      });

      assertStringIncludes(second.output_text, "No tengo ese dato");
      assertEquals(second.instructions, null);
    },
  },
  {
    name: "an unknown previous response is refused",
    holds: ["previous"],
    async run({ client }) {
      await assertRefused(
        () =>
          client.responses.create({
            model: MODEL,
            input: "a",
            previous_response_id: GHOST,
          }),
        {
          status: 400,
          param: "previous_response_id",
          code: "previous_response_not_found",
        },
      );
    },
  },
  {
    name: "a response is fetched, its input listed by pages, and deleted once",
    holds: ["paging"],
    async run({ client }) {
      const input = ["uno", "dos", "tres"].map((content) => ({
        role: "user" as const,
        content,
      }));
      const { id } = await client.responses.create({ model: MODEL, input });
      const fetched = await client.responses.retrieve(id);
      const page = await client.responses.inputItems.list(id, { limit: 2 });
      const all = await Array.fromAsync(
        client.responses.inputItems.list(id, { limit: 2, order: "asc" }),
      );
      await client.responses.delete(id);

      assertEquals(fetched.id, id);
      assertEquals(page.data.length, 2);
      assertEquals(page.has_more, true);
      assertEquals(
        all.map((item) => JSON.stringify(item).match(/uno|dos|tres/)?.[0]),
        ["uno", "dos", "tres"],
      );
      await assertRefused(() => client.responses.retrieve(id), {
        status: 404,
        says: `Response with id '${id}' not found.`,
      });
    },
  },
  {
    name: "what is not stored is not found",
    holds: ["store"],
    async run({ client }) {
      const { id } = await client.responses.create({
        model: MODEL,
        input: "Hola",
        store: false,
      });

      await assertRefused(() => client.responses.retrieve(id), { status: 404 });
    },
  },
  {
    name: "a conversation is remembered, and grows by what was said",
    holds: ["conversation_context", "conversation_grows"],
    async run({ client }) {
      const { id } = await client.conversations.create();
      const first = await client.responses.create({
        model: MODEL,
        input: "Me llamo Ana",
        conversation: id,
      });
      const second = await client.responses.create({
        model: MODEL,
        input: "¿Cómo me llamo?",
        conversation: { id },
      });
      const items = await Array.fromAsync(
        client.conversations.items.list(id, { order: "asc" }),
      );

      assertEquals(first.conversation, { id });
      assertEquals(second.output_text, "Te llamas Ana.");
      assertEquals(
        items.map((item) => item.type === "message" && item.role),
        ["user", "assistant", "user", "assistant"],
      );
    },
  },
  {
    name: "a conversation that is not there is 404",
    holds: ["conversation_exists"],
    async run({ client }) {
      await assertRefused(
        () =>
          client.responses.create({
            model: MODEL,
            input: "a",
            conversation: NOWHERE,
          }),
        { status: 404, type: "invalid_request_error" },
      );
    },
  },
  {
    name: "a conversation and a previous response exclude each other",
    holds: ["one_history"],
    async run({ client }) {
      const { id: conversation } = await client.conversations.create();
      const { id } = await client.responses.create({
        model: MODEL,
        input: "Hola",
      });

      await assertRefused(
        () =>
          client.responses.create({
            model: MODEL,
            input: "a",
            conversation,
            previous_response_id: id,
          }),
        { status: 400, code: "mutually_exclusive_parameters" },
      );
    },
  },
  {
    name: "a conversation takes one response at a time",
    holds: ["conversation_lock"],
    async run({ client, sandbox }) {
      const { id: conversation } = await client.conversations.create();
      const ask = () =>
        client.responses.create({ model: MODEL, input: "Hola", conversation });
      sandbox.variants.answerMs = 50;

      const outcomes = await Promise.allSettled([ask(), ask()]);
      const refused = outcomes.find(({ status }) => status === "rejected");

      assert(refused?.status === "rejected");
      assertEquals(refused.reason.status, 400);
      assertEquals(refused.reason.code, "conversation_locked");
      assertEquals((await ask()).status, "completed");
    },
  },
  {
    name: "an output of a call that nobody made is refused",
    holds: ["output_without_call"],
    async run({ client }) {
      await assertRefused(
        () =>
          client.responses.create({
            model: MODEL,
            input: [{
              type: "function_call_output",
              call_id: "call_1",
              output: "",
            }],
          }),
        { status: 400, param: "input", says: "No tool call found" },
      );
    },
  },
  {
    name: "a call that nobody answered is refused",
    holds: ["call_without_output"],
    async run({ client, sandbox }) {
      sandbox.answerNext({ call: { name: "buscar", arguments: {} } });
      const { id } = await client.responses.create({
        model: MODEL,
        input: "Hola",
      });

      await assertRefused(
        () =>
          client.responses.create({
            model: MODEL,
            input: "¿Y?",
            previous_response_id: id,
          }),
        { status: 400, param: "input", says: "No tool output found" },
      );
    },
  },
  {
    name: "an item that was not stored cannot be referred to",
    holds: [],
    async run({ client }) {
      await assertRefused(
        () =>
          client.responses.create({
            model: MODEL,
            input: [{ type: "item_reference", id: "rs_1" }],
          }),
        { status: 404, param: "input", says: "Items are not persisted" },
      );
    },
  },
  {
    name: "a long context that was there before counts as cached",
    holds: ["cached_tokens"],
    async run({ client }) {
      const first = await client.responses.create({
        model: MODEL,
        input: "una historia muy larga ".repeat(300),
      });
      const second = await client.responses.create({
        model: MODEL,
        input: "Hola",
        previous_response_id: first.id,
      });
      const { input_tokens, input_tokens_details } = second.usage!;

      assertEquals(first.usage!.input_tokens_details.cached_tokens, 0);
      assert(input_tokens_details.cached_tokens >= 1024);
      assert(input_tokens_details.cached_tokens < input_tokens);
    },
  },
];

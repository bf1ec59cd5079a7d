import { assert, assertEquals, assertRejects } from "@std/assert";
import OpenAI from "openai";
import type { OpenAiSandbox } from "../../../scripts/sandbox/openai/server.ts";
import { assertRefused, type Case, MODEL, THINKER } from "./case.ts";

type Event = OpenAI.Responses.ResponseStreamEvent;

function ask(client: OpenAI, input = "¿A qué hora abren?") {
  return client.responses.create({ model: MODEL, input, stream: true });
}

/** Their kinds, each run of deltas as one. */
function kinds(events: readonly Event[]): string[] {
  return events.map(({ type }) => type).filter((type, at, all) =>
    !type.endsWith(".delta") || type !== all[at - 1]
  );
}

/** Responses as they come, word by word. */
export const STREAMS: readonly Case[] = [
  {
    name: "the events of a text come in their order, numbered",
    holds: ["stream_numbers"],
    async run({ client }) {
      const events = await Array.fromAsync(await ask(client));
      const text = events.map((event) =>
        event.type === "response.output_text.delta" ? event.delta : ""
      ).join("");
      const end = events.at(-1)!;

      assertEquals(kinds(events), [
        "response.created",
        "response.in_progress",
        "response.output_item.added",
        "response.content_part.added",
        "response.output_text.delta",
        "response.output_text.done",
        "response.content_part.done",
        "response.output_item.done",
        "response.completed",
      ]);
      assertEquals(
        events.map(({ sequence_number }) => sequence_number),
        events.map((_, at) => at),
      );
      assert(end.type === "response.completed");
      const [item] = end.response.output;
      assert(
        item?.type === "message" && item.content[0]?.type === "output_text",
      );
      assertEquals(item.content[0].text, text);
      assert(end.response.usage!.total_tokens > 0);
    },
  },
  {
    name: "deltas are padded unless that is declined",
    holds: ["stream_obfuscation"],
    async run({ client }) {
      const bare = await client.responses.create({
        model: MODEL,
        input: "Hola",
        stream: true,
        stream_options: { include_obfuscation: false },
      });
      const isPadded = (event: Event) => "obfuscation" in event;

      assert((await Array.fromAsync(await ask(client))).some(isPadded));
      assert(!(await Array.fromAsync(bare)).some(isPadded));
    },
  },
  {
    name: "the client's own gathering of a stream agrees with what is stored",
    holds: [],
    async run({ client }) {
      const stream = client.responses.stream({
        model: THINKER,
        input: "¿Dónde están ubicados?",
      });

      const response = await stream.finalResponse();

      assertEquals(response.output.map(({ type }) => type), [
        "reasoning",
        "message",
      ]);
      const stored = await client.responses.retrieve(response.id);
      assertEquals(stored.output_text, response.output_text);
      assertEquals(stored.usage, response.usage);
    },
  },
  {
    name: "a refusal and a function call stream in their own events",
    holds: [],
    async run({ client, sandbox }) {
      sandbox.answerNext(
        { refusal: "No puedo" },
        { call: { name: "buscar", arguments: { dia: "lunes" } } },
      );
      const refusal = kinds(await Array.fromAsync(await ask(client)));
      const called = kinds(await Array.fromAsync(await ask(client)));

      assertEquals(refusal.slice(4, 6), [
        "response.refusal.delta",
        "response.refusal.done",
      ]);
      assertEquals(called.slice(2, 6), [
        "response.output_item.added",
        "response.function_call_arguments.delta",
        "response.function_call_arguments.done",
        "response.output_item.done",
      ]);
    },
  },
  {
    name: "a stream that runs out of tokens ends as incomplete",
    holds: ["max_tokens"],
    async run({ client }) {
      const stream = await client.responses.create({
        model: MODEL,
        input: "¿Qué precio tiene?",
        max_output_tokens: 16,
        stream: true,
      });

      assertEquals(
        (await Array.fromAsync(stream)).at(-1)?.type,
        "response.incomplete",
      );
    },
  },
  {
    name:
      "a model that fails ends a stream as failed, and a plain call with 500",
    holds: [],
    async run({ client, sandbox }) {
      sandbox.answerNext({ error: {} }, { error: {} });
      const end = (await Array.fromAsync(await ask(client))).at(-1)!;

      assert(end.type === "response.failed");
      assertEquals(end.response.error?.code, "server_error");
      await assertRefused(
        () => client.responses.create({ model: MODEL, input: "Hola" }),
        { status: 500, type: "server_error" },
      );
    },
  },
  {
    name:
      "a stream that is cut breaks at the client, and nothing is kept of it",
    holds: ["stream_abort"],
    async run({ client, sandbox }) {
      const { id } = await client.conversations.create();
      sandbox.answerNext({ cutAfter: 6, delayMs: 1 });
      const seen: Event[] = [];

      await assertRejects(async () => {
        const stream = await client.responses.create({
          model: MODEL,
          input: "¿A qué hora abren?",
          stream: true,
          conversation: id,
        });
        for await (const event of stream) seen.push(event);
        // Some runtimes end a broken body as if it were whole; no last event came all the same.
        throw new Error("It ended without an end");
      });

      assertEquals(seen.length, 6);
      assert(!seen.some(({ type }) => type === "response.completed"));
      await untilFree(() =>
        client.responses.create({
          model: MODEL,
          input: "Hola",
          conversation: id,
        })
      );
      assertEquals(sandbox.responses().length, 1);
      assertEquals((await client.conversations.items.list(id)).data.length, 2);
    },
  },
  {
    name: "a cut stream may be finished all the same",
    holds: [],
    async run({ client, sandbox }) {
      sandbox.variants.brokenStream = "finishes";
      sandbox.answerNext({ cutAfter: 2 });

      await assertRejects(async () => {
        for await (const _ of await ask(client));
        throw new Error("It ended without an end");
      });

      const kept = await untilKept(sandbox);
      assertEquals(kept.status, "completed");
    },
  },
  {
    name:
      "a listener who leaves stops the response, and frees its conversation",
    holds: ["stream_abort"],
    async run({ client, sandbox }) {
      const { id: conversation } = await client.conversations.create();
      sandbox.answerNext({ delayMs: 10 });
      const stream = await client.responses.create({
        model: MODEL,
        input: "¿A qué hora abren?",
        stream: true,
        conversation,
      });
      for await (const { type } of stream) {
        if (type === "response.output_text.delta") break;
      }

      const next = await untilFree(() =>
        client.responses.create({ model: MODEL, input: "Hola", conversation })
      );

      assertEquals(next.status, "completed");
      assertEquals(sandbox.responses().length, 1);
    },
  },
  {
    name: "a slow stream runs into the caller's own patience",
    holds: [],
    async run({ client, sandbox }) {
      sandbox.variants.answerMs = 500;
      const patience = { timeout: 30 };

      await assertRejects(
        () =>
          client.responses.create({ model: MODEL, input: "Hola" }, patience),
        OpenAI.APIConnectionTimeoutError,
      );
    },
  },
];

/** Looks until the response is there, letting others have their turn. */
async function untilKept({ responses }: OpenAiSandbox) {
  for (let turns = 0; turns < 2_000 && responses().length === 0; turns++) {
    await new Promise((resume) => setTimeout(resume));
  }
  return responses()[0]!.response;
}

/** Asks again while the conversation is taken, as the refusal says one should. */
async function untilFree<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 0;; tries++) {
    try {
      return await call();
    } catch (error) {
      const isTaken = error instanceof OpenAI.APIError &&
        error.code === "conversation_locked";
      if (!isTaken || tries > 200) throw error;
    }
  }
}

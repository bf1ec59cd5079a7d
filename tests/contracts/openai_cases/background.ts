import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type OpenAI from "openai";
import { assertRefused, type Case, MODEL } from "./case.ts";

const QUESTION = { model: MODEL, input: "¿A qué hora abren?" };

async function untilOver(client: OpenAI, id: string) {
  for (let tries = 0; tries < 500; tries++) {
    const response = await client.responses.retrieve(id);
    if (response.status !== "in_progress") return response;
  }
  throw new Error("It did not end");
}

/** Responses that nobody waits for. */
export const BACKGROUND: readonly Case[] = [
  {
    name:
      "a response in the background is queued, then fetched when it is there",
    holds: ["background"],
    async run({ client, sandbox }) {
      sandbox.variants.answerMs = 20;
      const queued = await client.responses.create({
        ...QUESTION,
        background: true,
      });
      const meanwhile = await client.responses.retrieve(queued.id);
      const ended = await untilOver(client, queued.id);

      assertEquals(queued.status, "queued");
      assertEquals(queued.output, []);
      assertEquals(meanwhile.status, "in_progress");
      assertEquals(ended.status, "completed");
      assertStringIncludes(ended.output_text, "7:00");
    },
  },
  {
    name: "it can be cancelled, as often as one likes; another one cannot",
    holds: ["background_cancel"],
    async run({ client, sandbox }) {
      sandbox.variants.answerMs = 5_000;
      const { id } = await client.responses.create({
        ...QUESTION,
        background: true,
      });
      const cancelled = await client.responses.cancel(id);
      const again = await client.responses.cancel(id);
      sandbox.variants.answerMs = 0;
      const plain = await client.responses.create(QUESTION);

      assertEquals(cancelled.status, "cancelled");
      assertEquals(again.status, "cancelled");
      await assertRefused(() => client.responses.cancel(plain.id), {
        status: 400,
        says: "Cannot cancel a synchronous response",
      });
    },
  },
  {
    name:
      "its stream can be taken up again after an event; another one's cannot",
    holds: ["background_stream"],
    async run({ client, sandbox }) {
      sandbox.answerNext({ delayMs: 1 });
      const stream = await client.responses.create({
        ...QUESTION,
        background: true,
        stream: true,
      });
      let id = "";
      let last = -1;
      for await (const event of stream) {
        if (event.type === "response.created") id = event.response.id;
        last = event.sequence_number;
        if (event.type === "response.output_text.delta") break;
      }
      const rest = await Array.fromAsync(
        await client.responses.retrieve(id, {
          stream: true,
          starting_after: last,
        }),
      );
      const plain = await client.responses.create(QUESTION);

      assertEquals(rest[0]?.sequence_number, last + 1);
      assertEquals(rest.at(-1)?.type, "response.completed");
      await assertRefused(
        () => client.responses.retrieve(plain.id, { stream: true }),
        { status: 400, param: "stream" },
      );
    },
  },
  {
    name: "its first event says that it is queued",
    holds: [],
    async run({ client }) {
      const stream = await client.responses.create({
        ...QUESTION,
        background: true,
        stream: true,
      });
      const events = await Array.fromAsync(stream);

      assertEquals(events.slice(0, 3).map(({ type }) => type), [
        "response.created",
        "response.queued",
        "response.in_progress",
      ]);
      assert(events[0]?.type === "response.created");
      assertEquals(events[0].response.status, "queued");
    },
  },
];

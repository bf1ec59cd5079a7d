import { join } from "node:path";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { startOpenAiSandbox } from "../../scripts/sandbox/openai/server.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { callRaw, clientOf, KEY, MODEL } from "./openai_cases/case.ts";

describe("the stand-in of OpenAI", () => {
  it("finds its responses and conversations again after a restart", async () => {
    await using folder = await temporaryFolder();
    const options = {
      port: 0,
      apiKey: KEY,
      dataFile: join(folder.path, "openai.json"),
    };
    const first = await startOpenAiSandbox(options);
    const { id: conversation } = await clientOf(first).conversations.create();
    const ask = { model: MODEL, input: "Me llamo Ana", conversation };
    const { id } = await clientOf(first).responses.create(ask);

    await first.stop();
    await using second = await startOpenAiSandbox(options);

    const client = clientOf(second);
    const found = await client.responses.retrieve(id);
    const asked = await client.responses.create({
      model: MODEL,
      input: "¿Cómo me llamo?",
      conversation,
    });
    assertEquals(found.id, id);
    assertEquals(asked.output_text, "Te llamas Ana.");
  });

  it("takes orders over HTTP, and refuses those that it does not know", async () => {
    await using sandbox = await startOpenAiSandbox({ port: 0, apiKey: KEY });
    const order = async (path: string, body: unknown) => {
      const answer = await callRaw(sandbox, `/sandbox/${path}`, { body });
      await answer.body?.cancel();
      return answer.status;
    };

    assertEquals(await order("next", { text: "Ya voy" }), 200);
    assertEquals(await order("next", { textt: "Ya voy" }), 400);
    assertEquals(await order("variants", { answerMs: 1 }), 200);
    assertEquals(await order("variants", { unheardOf: 1 }), 400);
    const { output_text } = await clientOf(sandbox).responses.create({
      model: MODEL,
      input: "Hola",
    });
    assertEquals(output_text, "Ya voy");
  });
});

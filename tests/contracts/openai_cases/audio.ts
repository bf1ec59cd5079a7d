import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { toFile } from "openai";
import { assertRefused, type Case } from "./case.ts";

function voice(name = "nota.ogg", bytes = 6_000): Promise<File> {
  return toFile(new Uint8Array(bytes).fill(7), name, { type: "audio/ogg" });
}

/** Voice messages. */
export const AUDIO: readonly Case[] = [
  {
    name: "a voice message is written down, the same each time",
    holds: [],
    async run({ client }) {
      const model = "gpt-4o-mini-transcribe";
      const first = await client.audio.transcriptions.create({
        file: await voice(),
        model,
      });
      const second = await client.audio.transcriptions.create({
        file: await voice(),
        model,
      });

      assert(first.text.length > 0);
      assertEquals(first, second);
      assert(first.usage?.type === "tokens");
      assertEquals(
        first.usage.total_tokens,
        first.usage.input_tokens + first.usage.output_tokens,
      );
    },
  },
  {
    name:
      "what it says can be ordered, and comes as text, JSON, words and subtitles",
    holds: [],
    async run({ client, sandbox }) {
      const said = "Hola. Quiero una cita.";
      for (let count = 0; count < 4; count++) sandbox.hearNext(said);
      const model = "whisper-1";
      const file = await voice();
      const text = await client.audio.transcriptions.create({
        file,
        model,
        response_format: "text",
      });
      const json = await client.audio.transcriptions.create({ file, model });
      const verbose = await client.audio.transcriptions.create({
        file,
        model,
        response_format: "verbose_json",
        timestamp_granularities: ["word", "segment"],
      });
      const subtitles = await client.audio.transcriptions.create({
        file,
        model,
        response_format: "vtt",
      });

      assertEquals(text, `${said}\n`);
      assertEquals(json.usage, { type: "duration", seconds: 3 });
      assertEquals(verbose.duration, 3);
      assertEquals(verbose.language, "spanish");
      assertEquals(verbose.segments?.length, 2);
      assertEquals(verbose.words?.at(-1)?.end, 3);
      assertStringIncludes(subtitles, "WEBVTT");
    },
  },
  {
    name: "a transcript can be streamed",
    holds: [],
    async run({ client, sandbox }) {
      sandbox.hearNext("Buenas tardes");
      const stream = await client.audio.transcriptions.create({
        file: await voice(),
        model: "gpt-4o-transcribe",
        stream: true,
      });
      const events = await Array.fromAsync(stream);
      const end = events.at(-1);

      assert(events[0]?.type === "transcript.text.delta");
      assert(end?.type === "transcript.text.done");
      assertEquals(end.text, "Buenas tardes");
    },
  },
  {
    name: "a file of another format is refused",
    holds: ["audio_format"],
    async run({ client }) {
      const file = await voice("nota.amr");

      await assertRefused(
        () => client.audio.transcriptions.create({ file, model: "whisper-1" }),
        { status: 400, says: "Supported formats: ['flac'" },
      );
    },
  },
  {
    name: "a file of more than 25 MiB is refused",
    holds: ["audio_size"],
    async run({ client }) {
      const file = await voice("nota.ogg", 25 * 1024 * 1024 + 1);

      await assertRefused(
        () => client.audio.transcriptions.create({ file, model: "whisper-1" }),
        { status: 413, type: "server_error" },
      );
    },
  },
  {
    name: "a file without sound is refused",
    holds: ["audio_short"],
    async run({ client }) {
      const file = await voice("nota.ogg", 20);

      await assertRefused(
        () => client.audio.transcriptions.create({ file, model: "whisper-1" }),
        { status: 400, code: "audio_too_short" },
      );
    },
  },
  {
    name: "newer models write JSON alone",
    holds: ["audio_response_format"],
    async run({ client }) {
      const file = await voice();

      await assertRefused(
        () =>
          client.audio.transcriptions.create({
            file,
            model: "gpt-4o-transcribe",
            response_format: "verbose_json",
          }),
        { status: 400, param: "response_format", code: "unsupported_value" },
      );
    },
  },
];

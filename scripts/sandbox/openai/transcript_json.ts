import { countTokens, splitTokens } from "./tokens.ts";
import {
  segmentsOf,
  type Spoken,
  tokenNumbers,
  type Transcript,
  wordsOf,
} from "./transcript.ts";

/** How a transcript is wanted. */
export interface TranscriptStyle {
  model: string;
  format: string;
  granularities: readonly string[];
  headers: Record<string, string>;
}

/** A transcript in the format that was asked for. Source: openai/resources/audio/transcriptions.d.ts */
export function transcriptAnswer(
  transcript: Transcript,
  { model, format, granularities, headers }: TranscriptStyle,
): Response {
  const { text } = transcript;
  switch (format) {
    case "text":
      return plainText(`${text}\n`, headers);
    case "srt":
      return plainText(subtitles(transcript, ","), headers);
    case "vtt":
      return plainText(`WEBVTT\n\n${subtitles(transcript, ".")}`, headers);
    case "verbose_json":
      return Response.json(verbose(transcript, granularities), { headers });
    case "diarized_json":
      return Response.json(diarized(transcript), { headers });
  }
  const usage = model === "whisper-1"
    ? billedByTime(transcript)
    : billedByTokens(transcript);
  const languages = model === "gpt-transcribe"
    ? { languages: [{ code: "es" }] }
    : {};
  return Response.json({ text, ...languages, usage }, { headers });
}

/** A transcript as server-sent events. */
export function transcriptStream(
  transcript: Transcript,
  headers: Record<string, string>,
): Response {
  const { text } = transcript;
  const events = [
    ...splitTokens(text).map((delta) => ({
      type: "transcript.text.delta",
      delta,
    })),
    { type: "transcript.text.done", text, usage: billedByTokens(transcript) },
  ];
  const body = events.map((event) =>
    `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
  ).join("");
  return new Response(body, {
    headers: { "content-type": "text/event-stream; charset=utf-8", ...headers },
  });
}

function verbose(transcript: Transcript, granularities: readonly string[]) {
  const { text, seconds } = transcript;
  const wantsWords = granularities.includes("word");
  const wantsSegments = !wantsWords || granularities.includes("segment");
  const segments = segmentsOf(transcript).map((segment, id) => ({
    id,
    seek: 0,
    ...segment,
    tokens: tokenNumbers(segment.text),
    temperature: 0,
    avg_logprob: -0.21,
    compression_ratio: 1.1,
    no_speech_prob: 0.01,
  }));
  const words = wordsOf(transcript).map(({ text: word, start, end }) => ({
    word,
    start,
    end,
  }));
  return {
    task: "transcribe",
    language: "spanish",
    duration: seconds,
    text,
    ...(wantsSegments ? { segments } : {}),
    ...(wantsWords ? { words } : {}),
    usage: billedByTime(transcript),
  };
}

function diarized(transcript: Transcript) {
  const { text, seconds } = transcript;
  const segments = segmentsOf(transcript).map((segment, at) => ({
    id: `seg_${at}`,
    type: "transcript.text.segment",
    speaker: "A",
    ...segment,
  }));
  return {
    task: "transcribe",
    duration: seconds,
    text,
    segments,
    usage: billedByTime(transcript),
  };
}

const AUDIO_TOKENS_PER_SECOND = 10;

function billedByTokens({ text, seconds }: Transcript) {
  const audio = Math.ceil(seconds * AUDIO_TOKENS_PER_SECOND);
  const output = countTokens(text);
  return {
    type: "tokens",
    input_tokens: audio,
    input_token_details: { audio_tokens: audio, text_tokens: 0 },
    output_tokens: output,
    total_tokens: audio + output,
  };
}

function billedByTime({ seconds }: Transcript) {
  return { type: "duration", seconds: Math.ceil(seconds) };
}

function subtitles(transcript: Transcript, point: string): string {
  return segmentsOf(transcript).map((segment, at) =>
    `${at + 1}\n${times(segment, point)}\n${segment.text.trim()}\n\n`
  ).join("");
}

function times({ start, end }: Spoken, point: string): string {
  const clock = (seconds: number) =>
    new Date(seconds * 1000).toISOString().slice(11, 23).replace(".", point);
  return `${clock(start)} --> ${clock(end)}`;
}

function plainText(text: string, headers: Record<string, string>): Response {
  return new Response(text, {
    headers: { "content-type": "text/plain; charset=utf-8", ...headers },
  });
}

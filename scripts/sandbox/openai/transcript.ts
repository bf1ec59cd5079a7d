import { hash } from "./vectors.ts";
import type { Sandbox } from "./state.ts";
import { splitTokens } from "./tokens.ts";

/** What was heard in an audio file. */
export interface Transcript {
  text: string;
  seconds: number;
}

/** A stretch of speech; times are seconds from the beginning. */
export interface Spoken {
  start: number;
  end: number;
  text: string;
}

/**
 * What a file says: what was ordered, else one of the sentences that the knowledge has, chosen by the
 * file's bytes, the same each time.
 */
export function transcribe(sandbox: Sandbox, bytes: Uint8Array): Transcript {
  const { heard } = sandbox.knowledge;
  const text = sandbox.transcripts.shift() ??
    heard[hash(bytes.toBase64()) % heard.length] ?? "";
  return { text, seconds: lengthOf(bytes) };
}

/** The sentences with their times, spread evenly. */
export function segmentsOf(transcript: Transcript): Spoken[] {
  return spread(transcript, transcript.text.match(/[^.!?]+[.!?]*\s*/g) ?? []);
}

/** The words with their times, spread evenly. */
export function wordsOf(transcript: Transcript): Spoken[] {
  return spread(transcript, transcript.text.match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** What each token of a text is numbered. */
export function tokenNumbers(text: string): number[] {
  return splitTokens(text).map((piece) => hash(piece) % 50_000);
}

function spread({ seconds }: Transcript, parts: readonly string[]): Spoken[] {
  const all = parts.join("").length || 1;
  let at = 0;
  return parts.map((text) => {
    const start = at;
    at += text.length / all * seconds;
    return { start: hundredths(start), end: hundredths(at), text };
  });
}

/** How long it sounds: told by the head of a WAV file, guessed by size for the others. */
function lengthOf(bytes: Uint8Array): number {
  const name = new TextDecoder("latin1").decode(bytes.slice(0, 4));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (name === "RIFF" && bytes.length >= WAV_HEAD) {
    const perSecond = view.getUint32(28, true) || USUAL_PER_SECOND;
    return hundredths((bytes.length - WAV_HEAD) / perSecond);
  }
  return hundredths(bytes.length / USUAL_PER_SECOND);
}

const WAV_HEAD = 44;
const USUAL_PER_SECOND = 2_000; // a voice message of WhatsApp: Opus at 16 kbit/s

function hundredths(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}

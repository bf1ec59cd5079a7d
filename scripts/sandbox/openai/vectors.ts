import { plain } from "./answering.ts";

/**
 * A vector of length 1 for a text, the same each time. Texts that share words, or the beginnings of words,
 * are nearer to one another than texts that do not.
 */
export function vectorFor(text: string, size: number): Float32Array {
  const vector = new Float32Array(size);
  for (const feature of featuresOf(text)) scatter(vector, feature);
  return toLengthOne(vector);
}

/** The first dimensions alone, of length 1 again. */
export function shorten(vector: Float32Array, size: number): Float32Array {
  return toLengthOne(vector.slice(0, size));
}

const PLACES = 48;
const STEM = 5;

function featuresOf(text: string): string[] {
  const words = plain(text).split(" ");
  return [...words, ...words.map((word) => `${word.slice(0, STEM)}…`), text];
}

/** Adds a feature's own signs at its own places. */
function scatter(vector: Float32Array, feature: string): void {
  let seed = hash(feature);
  for (let count = 0; count < PLACES; count++) {
    seed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) + 0x9e3779b9 >>> 0;
    // Early dimensions are hit more often, so that a shortened vector still tells texts apart.
    const share = (seed >>> 8) / 2 ** 24;
    const at = Math.floor(share ** 2 * vector.length);
    vector[at]! += seed & 1 ? 1 : -1;
  }
}

/** FNV-1a. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    value = Math.imul(value ^ byte, 0x01000193);
  }
  return value >>> 0;
}

function toLengthOne(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

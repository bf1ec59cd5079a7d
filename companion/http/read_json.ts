import type { Context } from "hono";
import { Refusal } from "../../shared/refusal.ts";
import { readBody } from "./read_body.ts";

const MAX_BYTES = 64 * 1024;
const MAX_DEPTH = 20;

/**
 * Reads the JSON object that a request brings.
 * @throws {Refusal} `too_large`; `invalid` when it is no JSON object, or nested beyond reason
 */
export async function readJson(c: Context): Promise<Record<string, unknown>> {
  const bytes = await readBody(c.req.raw, MAX_BYTES);
  if (bytes === null) {
    throw new Refusal("too_large", "Cannot read: the body is too large");
  }
  return parseObject(bytes);
}

/**
 * Reads a JSON object. What no database keeps is taken out of its texts: NUL characters, and halves of characters.
 * @throws {Refusal} `invalid` when it is no JSON object, or nested beyond reason
 */
export function parseObject(bytes: Uint8Array): Record<string, unknown> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const json = JSON.parse(text, (_, value) => keepable(value));
    if (isObject(json) && depthOf(json, 0) <= MAX_DEPTH) return json;
  } catch {
    // Said below: whatever it was, it was no JSON.
  }
  throw new Refusal(
    "invalid",
    "Cannot read: the body must be a JSON object",
    "body",
  );
}

function keepable(value: unknown): unknown {
  if (typeof value === "string") return keepableText(value);
  if (!isObject(value)) return value;
  if (Object.keys(value).every((name) => keepableText(name) === name)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [keepableText(name), part]),
  );
}

function keepableText(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

function depthOf(json: unknown, depth: number): number {
  if (typeof json !== "object" || json === null || depth > MAX_DEPTH) {
    return depth;
  }
  return Object.values(json).reduce<number>(
    (deepest, part) => Math.max(deepest, depthOf(part, depth + 1)),
    depth,
  );
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

import type { Context } from "hono";
import { TwilioRefusal } from "./refusal.ts";

/** The fields of a form. */
export async function readForm(c: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text());
}

/** An object in JSON. @throws {TwilioRefusal} for another type or another shape */
export async function readJson(c: Context): Promise<Record<string, unknown>> {
  const type = c.req.header("content-type") ?? "";
  if (!/^application\/json\b/i.test(type)) {
    throw new TwilioRefusal(20415, "Unsupported Media Type", 415);
  }
  const value: unknown = await c.req.json().catch(() => null);
  if (!isObject(value)) throw new TwilioRefusal(20001, "Invalid JSON");
  return value;
}

/** Whether a value of JSON has fields. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
